package io.github.segmentation4j.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Approximate;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Composed;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.DiscreteLaplace;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Gaussian;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Laplace;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.PoissonSampled;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Pure;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.Repeated;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent.ZeroConcentrated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompositionTest {
    private static final double DELTA = 1e-6;

    static List<PrivacyEvent> kinds() {
        return List.of(
                new Pure(0.3),
                new Approximate(0.3, 1e-10),
                new ZeroConcentrated(0.02),
                new Laplace(4),
                new DiscreteLaplace(0.3, 1),
                new DiscreteLaplace(0.3, 7),
                new DiscreteLaplace(0.3, 1L << 40),
                new Gaussian(5),
                new PoissonSampled(0.1, new Gaussian(1.5)),
                new PoissonSampled(0.2, new Laplace(2)),
                new PoissonSampled(0.2, new ZeroConcentrated(0.05)),
                new PoissonSampled(0.2, new Composed(List.of(new Laplace(4), new Gaussian(4)))));
    }

    @Test
    void nothingCostsNothing() {
        assertThat(Composition.cost(List.of(), 0)).isEqualTo(PrivacyCost.NONE);
        assertThat(Composition.delta(List.of(), 0)).isZero();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void orderAndGroupingChangeNoBit(PrivacyEvent event) {
        List<PrivacyEvent> events = new ArrayList<>(kinds().subList(0, 8));
        events.add(new Repeated(event, 5));
        double epsilon = epsilon(events);
        Collections.reverse(events);
        assertThat(epsilon(events)).isEqualTo(epsilon);
        List<PrivacyEvent> split = new ArrayList<>(events.subList(1, events.size()));
        split.add(1, new Composed(List.of(new Repeated(event, 2), event)));
        split.add(new Repeated(new Repeated(event, 1), 2));
        assertThat(epsilon(split)).isEqualTo(epsilon);
    }

    @Test
    void togetherIsAtLeastEachAndAtMostTheSum() {
        List<PrivacyEvent> parts = new ArrayList<>();
        kinds().forEach(event -> parts.add(new Repeated(event, 3)));
        double[] alone =
                parts.stream().mapToDouble(part -> epsilon(List.of(part))).toArray();
        double[] atHalf = parts.stream()
                .mapToDouble(part -> Composition.cost(List.of(part), DELTA / 2).epsilon())
                .toArray();
        for (int i = 0; i < alone.length; i++) {
            for (int j = 0; j <= i; j++) {
                double both = epsilon(List.of(parts.get(i), parts.get(j)));
                assertThat(both).isGreaterThanOrEqualTo(Math.max(alone[i], alone[j]) * (1 - 1e-9));
                assertThat(both).isLessThanOrEqualTo((atHalf[i] + atHalf[j]) * (1 + 1e-9));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void costGrowsWithRepetitionsAndFallsWithDelta(PrivacyEvent event) {
        double before = 0;
        for (int times : new int[] {1, 2, 7, 300}) {
            List<PrivacyEvent> events = List.of(new Repeated(event, times));
            double epsilon = epsilon(events);
            assertThat(epsilon).isGreaterThan(before);
            assertThat(Composition.cost(events, 1e-5).epsilon()).isLessThanOrEqualTo(epsilon);
            before = epsilon;
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void deltaAtTheEpsilonOfADeltaIsThatDelta(PrivacyEvent event) {
        for (int times : new int[] {1, 20}) {
            List<PrivacyEvent> events = List.of(new Repeated(event, times), new Laplace(20));
            double epsilon = epsilon(events);
            // Either way chooses its own tilt and grid; both lie above the truth.
            assertThat(Composition.delta(events, epsilon)).isCloseTo(DELTA, within(DELTA * 0.02));
            assertThat(Composition.delta(events, epsilon * 1.1)).isLessThan(DELTA);
            assertThat(Composition.delta(events, epsilon * 0.9)).isGreaterThan(DELTA);
        }
    }

    @ParameterizedTest
    @MethodSource("closedForms")
    void everyAccountantStaysAboveTheExactDelta(PrivacyEvent event, PrivacyEvent truth) {
        Spends one = Spends.of(List.of(truth));
        // A second event of almost no loss takes the way over the grid without changing the truth.
        List<PrivacyEvent> events = List.of(event, new Pure(1e-12));
        for (double epsilon : new double[] {0, 0.05, 0.13, 0.27, 0.5}) {
            double exact = one.withFailures(ExactLoss.delta(one, epsilon).orElseThrow());
            for (Accountant accountant : Accountant.values()) {
                accountant
                        .delta(events, epsilon)
                        .ifPresent(delta -> assertThat(delta).isGreaterThanOrEqualTo(exact * (1 - 1e-12) - 1e-300));
            }
            if (event.equals(truth)) {
                double grid =
                        Accountant.LOSS_DISTRIBUTION.delta(events, epsilon).orElseThrow();
                assertThat(grid).isCloseTo(exact, within(exact * 1e-3 + 1e-9));
            }
        }
    }

    /** Events, and events with an exact delta that are a case of them: a Gaussian is one of those of its rho. */
    static List<Arguments> closedForms() {
        List<Arguments> pairs = new ArrayList<>();
        for (PrivacyEvent event : kinds().subList(0, 10)) {
            PrivacyEvent truth = event instanceof ZeroConcentrated z ? new Gaussian(1 / Math.sqrt(2 * z.rho())) : event;
            pairs.add(Arguments.of(event, truth));
        }
        pairs.add(Arguments.of(
                new PoissonSampled(0.2, new ZeroConcentrated(0.5)), new PoissonSampled(0.2, new Gaussian(1))));
        return pairs;
    }

    @Test
    void gaussiansOnTheGridStayJustAboveTheirClosedForm() {
        for (double delta : new double[] {0.3, 1e-6, 1e-40, 1e-200}) {
            for (double multiplier : new double[] {0.05, 0.5, 3, 100}) {
                double exact = GaussianCalibration.epsilon(multiplier, delta, 1);
                double grid = Accountant.LOSS_DISTRIBUTION
                        .epsilon(List.of(new Gaussian(multiplier), new Pure(1e-12)), delta)
                        .orElseThrow();
                assertThat(grid).isBetween(exact, exact * (1 + 1e-4) + 1e-6);
            }
        }
    }

    @Test
    void discreteLaplaceTendsToTheContinuousOneFromAbove() {
        double continuous = epsilon(List.of(new Repeated(new Laplace(10), 100)));
        double before = epsilon(List.of(new Repeated(new Pure(0.1), 100)));
        for (long sensitivity : new long[] {1, 2, 5, 50, 10_000, 1L << 45}) {
            double discrete = epsilon(List.of(new Repeated(new DiscreteLaplace(0.1, sensitivity), 100)));
            assertThat(discrete).isBetween(continuous - 1e-4, before + 1e-4);
            before = discrete;
        }
        assertThat(before).isCloseTo(continuous, within(1e-4));
    }

    /** A vector moved by a total of s in L1 is told at most as well as one number moved by s. */
    @Test
    void aShiftSpreadOverSeveralNumbersTellsLess() {
        for (double total = 0.1; total < 20; total *= 2.3) {
            for (double share : new double[] {0.5, 0.9, 0.99}) {
                List<PrivacyEvent> spread =
                        List.of(new Laplace(1 / (total * share)), new Laplace(1 / (total * (1 - share))));
                for (double epsilon = 0; epsilon < total; epsilon += total / 4.3) {
                    double one = Composition.delta(List.of(new Laplace(1 / total)), epsilon);
                    assertThat(Composition.delta(spread, epsilon)).isLessThan(one);
                }
            }
        }
    }

    @Test
    void samplingNeverCostsMoreAndEverythingSampledIsNotSampled() {
        for (PrivacyEvent event : kinds()) {
            double whole = epsilon(List.of(new Repeated(event, 4)));
            assertThat(epsilon(List.of(new Repeated(new PoissonSampled(1, event), 4))))
                    .isEqualTo(whole);
            assertThat(epsilon(List.of(new Repeated(new PoissonSampled(0.5, event), 4))))
                    .isLessThan(whole);
        }
    }

    @Test
    void hazard9NoSamplingIsClaimedBeyondThePoissonSample() {
        // What is sampled is priced by its own event alone; the same mechanism on all rows keeps its full price.
        double sampled = epsilon(List.of(new PoissonSampled(0.01, new Gaussian(1)), new Gaussian(1)));
        assertThat(sampled).isGreaterThanOrEqualTo(epsilon(List.of(new Gaussian(1))));
        // The direction that removes a row is the worse one here, and it counts.
        double removed = 0.2 * GaussianCalibration.delta(0.5, StrictMath.log1p(StrictMath.expm1(0.5) / 0.2), 1);
        double delta = Composition.delta(List.of(new PoissonSampled(0.2, new Gaussian(0.5))), 0.5);
        assertThat(delta).isCloseTo(removed, within(1e-12));
    }

    @Test
    void failuresAreTakenOutOfDelta() {
        List<PrivacyEvent> events = List.of(new Repeated(new Approximate(0.1, 1e-7), 10));
        assertThat(Composition.cost(events, 1e-6).epsilon()).isLessThanOrEqualTo(1);
        assertThat(Composition.epsilon(events, 9e-7)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Composition.cost(events, 9e-7))
                .withMessageContaining("larger delta");
        assertThat(Composition.cost(List.of(new Approximate(1, 1e-6)), 1e-6).epsilon())
                .isEqualTo(1);
    }

    @Test
    void pureEventsHaveACostWithoutDelta() {
        List<PrivacyEvent> events = List.of(new Pure(1), new Laplace(2), new PoissonSampled(0.5, new Pure(1)));
        double sampled = StrictMath.log(0.5 + 0.5 * StrictMath.E);
        assertThat(Composition.cost(events, 0).epsilon()).isCloseTo(1.5 + sampled, within(1e-14));
        assertThat(Composition.epsilon(List.of(new Gaussian(1)), 0)).isEmpty();
    }

    @Test
    void keepingToACostAgreesWithTheCost() {
        List<PrivacyEvent> events = kinds();
        double epsilon = epsilon(events);
        assertThat(Composition.keepsTo(events, new PrivacyCost(epsilon, DELTA))).isTrue();
        assertThat(Composition.keepsTo(events, new PrivacyCost(Math.nextDown(epsilon), DELTA)))
                .isFalse();
    }

    @Test
    void extremeEventsAreNeverCheap() {
        assertThat(epsilon(List.of(new Laplace(1e-3), new Gaussian(1e-3)))).isGreaterThan(500_000);
        assertThat(epsilon(List.of(new Pure(800), new Pure(1)))).isBetween(800.0, 801.1);
        assertThat(epsilon(List.of(new Pure(800), new Gaussian(1)))).isGreaterThan(803);
        assertThat(epsilon(List.of(new Repeated(new Laplace(1e6), Integer.MAX_VALUE), new Gaussian(1))))
                .isGreaterThan(epsilon(List.of(new Gaussian(1))));
        // A row that is told outright, with a chance far below delta: the grid must reach to a loss of 5,700 and is
        // coarse.
        assertThat(epsilon(List.of(new PoissonSampled(1e-12, new Gaussian(1e-2)), new Pure(1))))
                .isBetween(1 - 1e-5, 5.0);
    }

    @Test
    void aLedgerOfHundredsOfDifferentSpendsIsAddedUp() {
        List<PrivacyEvent> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add(i % 2 == 0 ? new Laplace(50 + i * 0.01) : new DiscreteLaplace(0.01 + i * 1e-5, 1000 + i));
        }
        // 200 of the dearest, and of the cheapest, found as one event.
        double dearest = epsilon(List.of(new Repeated(new Laplace(50), 200)));
        double cheapest = epsilon(List.of(new Repeated(new Laplace(100), 200)));
        assertThat(epsilon(events)).isBetween(cheapest, dearest);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e-9, 1})
    void badDeltasAreRefused(double bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> Composition.cost(List.of(), bad));
        assertThatIllegalArgumentException().isThrownBy(() -> Composition.cost(List.of(new Pure(1)), bad));
        assertThatIllegalArgumentException().isThrownBy(() -> Accountant.RENYI.epsilon(List.of(new Pure(1)), bad));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void badEventsAreRefused(double bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pure(bad));
        assertThatIllegalArgumentException().isThrownBy(() -> new Approximate(bad, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Approximate(0, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> new ZeroConcentrated(bad));
        assertThatIllegalArgumentException().isThrownBy(() -> new Laplace(bad));
        assertThatIllegalArgumentException().isThrownBy(() -> new Gaussian(bad));
        assertThatIllegalArgumentException().isThrownBy(() -> new DiscreteLaplace(bad, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PoissonSampled(bad, new Pure(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Composition.delta(List.of(new Pure(1)), bad));
    }

    @Test
    void badCountsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Repeated(new Pure(1), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Composed(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new DiscreteLaplace(1, 0));
        PrivacyEvent many = new Repeated(new Repeated(new Repeated(new Pure(1), 1 << 30), 1 << 30), 1 << 30);
        assertThatIllegalArgumentException().isThrownBy(() -> Composition.cost(List.of(many), DELTA));
    }

    private static double epsilon(List<PrivacyEvent> events) {
        return Composition.cost(events, DELTA).epsilon();
    }
}
