package io.github.segmentation4j.fairness.unobserved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharpBoundsTest {

    /** Two cells of the same size, P(A|z), P(Y|z) = (.7, .3), (.2, .6); by the formula of Kallus, Mao and Zhou 2022. */
    private static final List<ProxyCell> PUBLISHED =
            List.of(ProxyCell.known("north", 1000, 300, 0.7), ProxyCell.known("south", 1000, 600, 0.2));

    @Test
    void endsAreThoseOfTheFormula() {
        DisparityBounds bounds = SharpBounds.withDefaults().bound(PUBLISHED);
        assertThat(bounds.lowest().orElseThrow()).isCloseTo(-0.8181818, within(5e-8));
        assertThat(bounds.highest().orElseThrow()).isCloseTo(0.1919192, within(5e-8));
        assertThat(bounds.customers()).isEqualTo(2000);
        assertThat(bounds.expectedMembers()).isCloseTo(900, within(1e-9));
        assertThat(bounds.cells()).isEqualTo(2);
    }

    @Test
    void anyJointDistributionLiesWithinAndTheEndsAreReached() {
        for (long seed = 0; seed < 200; seed++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(41, seed));
            List<ProxyCell> cells = new ArrayList<>();
            for (int cell = 0; cell < 4; cell++) {
                int customers = 2 + random.nextInt(40);
                cells.add(ProxyCell.known(
                        "" + cell, customers, 1 + random.nextInt(customers - 1), 0.05 + 0.9 * random.nextDouble()));
            }
            DisparityBounds bounds = SharpBounds.withDefaults().bound(cells);
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int corner = 0; corner < 16; corner++) {
                double disparity = disparity(cells, corner);
                least = Math.min(least, disparity);
                greatest = Math.max(greatest, disparity);
            }
            assertThat(bounds.lowest().orElseThrow()).isCloseTo(least, within(1e-12));
            assertThat(bounds.highest().orElseThrow()).isCloseTo(greatest, within(1e-12));
        }
    }

    /** The disparity if the positive members of each cell are as many (bit 1) or as few (bit 0) as they can be. */
    private static double disparity(List<ProxyCell> cells, int corner) {
        double members = 0;
        double others = 0;
        double ofMembers = 0;
        double ofOthers = 0;
        for (int i = 0; i < cells.size(); i++) {
            ProxyCell cell = cells.get(i);
            double in = cell.customers() * cell.groupShare();
            double out = cell.customers() - in;
            double most = Math.min(in, (double) cell.positives());
            double fewest = Math.max(0, cell.positives() - out);
            double positive = (corner >> i & 1) == 1 ? most : fewest;
            members += in;
            others += out;
            ofMembers += positive;
            ofOthers += cell.positives() - positive;
        }
        return ofMembers / members - ofOthers / others;
    }

    /**
     * Populations at a bend of the bounds and away from it, their group shares known or estimated from 400 persons each.
     * Each end fails with at most 0.025, together 0.05; 4,000 samples have a standard error of 0.0034, and five of them
     * are exceeded by chance with p < 3e-7.
     */
    @ParameterizedTest
    @ValueSource(longs = {0, 400})
    void theIntervalsHoldTheTrueBounds(long groupSample) {
        double[] shares = {0.7, 0.2, 0.5, 0.35};
        double[] rates = {0.3, 0.6, 0.5, 0.35};
        List<ProxyCell> population = new ArrayList<>();
        for (int cell = 0; cell < 4; cell++) {
            population.add(ProxyCell.known("" + cell, 1_000_000, Math.round(rates[cell] * 1_000_000), shares[cell]));
        }
        DisparityBounds truth = SharpBounds.withDefaults().bound(population);
        int missed = 0;
        SeededRandom random = SeededRandom.of(8);
        for (int sample = 0; sample < 4000; sample++) {
            DisparityBounds drawn = SharpBounds.withDefaults().bound(draw(shares, rates, groupSample, random));
            Statistic.Estimate low = (Statistic.Estimate) drawn.lowest();
            Statistic.Estimate high = (Statistic.Estimate) drawn.highest();
            boolean holds = low.lower() <= truth.lowest().orElseThrow()
                    && high.upper() >= truth.highest().orElseThrow();
            missed += holds ? 0 : 1;
        }
        assertThat(missed / 4000.0).isLessThan(0.05 + 5 * 0.0034);
    }

    private static List<ProxyCell> draw(double[] shares, double[] rates, long groupSample, SeededRandom random) {
        int[] customers = new int[4];
        int[] positives = new int[4];
        for (int i = 0; i < 600; i++) {
            int cell = random.nextInt(4);
            customers[cell]++;
            positives[cell] += random.nextDouble() < rates[cell] ? 1 : 0;
        }
        List<ProxyCell> cells = new ArrayList<>();
        for (int cell = 0; cell < 4; cell++) {
            int members = 0;
            for (int i = 0; i < groupSample; i++) {
                members += random.nextDouble() < shares[cell] ? 1 : 0;
            }
            cells.add(
                    groupSample == 0
                            ? ProxyCell.known("" + cell, customers[cell], positives[cell], shares[cell])
                            : ProxyCell.estimated("" + cell, customers[cell], positives[cell], members, groupSample));
        }
        return cells;
    }

    @Test
    void aVerdictNeedsTheWholeIntervalOnOneSideOfTheMargin() {
        assertThat(SharpBounds.withDefaults().bound(PUBLISHED).verdict(0.05)).isEqualTo(DisparityVerdict.INCONCLUSIVE);
        List<ProxyCell> apart = List.of(ProxyCell.known("a", 5000, 500, 0.98), ProxyCell.known("b", 5000, 4500, 0.02));
        DisparityBounds worse = SharpBounds.withDefaults().bound(apart);
        assertThat(worse.verdict(0.1)).isEqualTo(DisparityVerdict.MEMBERS_WORSE);
        assertThat(worse.verdict(0.99)).isEqualTo(DisparityVerdict.WITHIN_MARGIN);
        List<ProxyCell> other = List.of(ProxyCell.known("a", 5000, 500, 0.02), ProxyCell.known("b", 5000, 4500, 0.98));
        assertThat(SharpBounds.withDefaults().bound(other).verdict(0.1)).isEqualTo(DisparityVerdict.MEMBERS_BETTER);
        assertThatThrownBy(() -> worse.verdict(-1)).hasMessageContaining("margin");
    }

    @Test
    void fewerCustomersAndMoreConfidenceWidenTheInterval() {
        List<ProxyCell> few = List.of(ProxyCell.known("north", 10, 3, 0.7), ProxyCell.known("south", 10, 6, 0.2));
        assertThat(upper(SharpBounds.withDefaults().bound(few)))
                .isGreaterThan(upper(SharpBounds.withDefaults().bound(PUBLISHED)));
        assertThat(upper(SharpBounds.withDefaults().withConfidence(0.999).bound(PUBLISHED)))
                .isGreaterThan(upper(SharpBounds.withDefaults().bound(PUBLISHED)));
    }

    private static double upper(DisparityBounds bounds) {
        return ((Statistic.Estimate) bounds.highest()).upper();
    }

    @Test
    void withoutMembersOrOthersOrSpreadThereIsNoAnswer() {
        SharpBounds sharp = SharpBounds.withDefaults();
        assertThat(sharp.bound(List.of()).lowest()).isInstanceOf(Statistic.Undetermined.class);
        DisparityBounds all = sharp.bound(List.of(ProxyCell.known("a", 10, 3, 1)));
        assertThat(all.highest()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(all.verdict(0.1)).isEqualTo(DisparityVerdict.INCONCLUSIVE);
        DisparityBounds constant = sharp.bound(List.of(ProxyCell.known("a", 10, 0, 0.5)));
        assertThat(constant.verdict(0.1)).isEqualTo(DisparityVerdict.INCONCLUSIVE);
        List<ProxyCell> withEmpty = new ArrayList<>(PUBLISHED);
        withEmpty.add(ProxyCell.known("empty", 0, 0, 0.9));
        assertThat(sharp.bound(withEmpty)).isEqualTo(sharp.bound(PUBLISHED));
        assertThatThrownBy(() -> ProxyCell.known("a", 3, 4, 0.5)).hasMessageContaining("positives");
        assertThatThrownBy(() -> ProxyCell.known("a", 3, 2, Double.NaN)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> ProxyCell.estimated("a", 3, 2, 0, 0)).hasMessageContaining("of >= 1");
        assertThatThrownBy(() -> sharp.withConfidence(1)).hasMessageContaining("confidence");
    }
}
