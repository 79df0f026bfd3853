package io.github.segmentation4j.fairness.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.internal.statistic.StandardNormal;
import java.util.List;
import org.junit.jupiter.api.Test;

class StratifiedShiftTest {
    private static Categories flags(int... codes) {
        return Categories.of("flag", List.of("other", "flagged"), codes);
    }

    @Test
    void meanAndVarianceAreThoseOfAllWaysToDealTheFlags() {
        double[] values = {1, 5, 2, 8, 3, 9};
        StratifiedShift shift = new StratifiedShift(values, flags(1, 1, 0, 0, 0, 1), new int[6], 1);
        double sum = 0;
        double squares = 0;
        int ways = 0;
        for (int set = 0; set < 64; set++) {
            if (Integer.bitCount(set) == 3) {
                double flagged = 0;
                for (int i = 0; i < 6; i++) {
                    flagged += (set >> i & 1) * values[i];
                }
                ways++;
                sum += flagged;
                squares += flagged * flagged;
            }
        }
        double mean = sum / ways;
        double z = (1 + 5 + 9 - mean) / Math.sqrt(squares / ways - mean * mean);
        assertThat(shift.oneSidedP()).isCloseTo(StandardNormal.twoSidedTail(z) / 2, within(1e-12));
        assertThat(shift.difference()).isCloseTo(15.0 / 3 - 13.0 / 3, within(1e-12));
    }

    @Test
    void strataWithoutBothSidesAndPersonsWithoutAValueAreLeftOutAndCounted() {
        double[] values = {1, 2, 100, 100, Double.NaN, 5, 5};
        StratifiedShift shift = new StratifiedShift(
                values, flags(1, 0, 1, 1, 0, Categories.MISSING, 0), new int[] {0, 0, 1, 1, 0, 0, -1}, 2);
        assertThat(shift.flagged()).isEqualTo(1);
        assertThat(shift.others()).isEqualTo(1);
        assertThat(shift.leftOut()).isEqualTo(5);
        assertThat(shift.difference()).isEqualTo(-1);
        StratifiedShift nothing = new StratifiedShift(new double[0], flags(), new int[0], 1);
        assertThat(nothing.oneSidedP()).isEqualTo(0.5);
    }

    @Test
    void theTestRejectsAsOftenAsItsLevelForCountsWithManyZeros() {
        SeededRandom random = SeededRandom.of(7);
        int runs = 4000;
        int rejected = 0;
        for (int run = 0; run < runs; run++) {
            double[] contacts = new double[300];
            int[] codes = new int[300];
            for (int i = 0; i < codes.length; i++) {
                contacts[i] = random.nextInt(4) > 0 ? 0 : random.nextInt(12);
                codes[i] = i % 3 == 0 ? 1 : 0;
            }
            rejected += new StratifiedShift(contacts, flags(codes), new int[300], 1).oneSidedP() <= 0.05 ? 1 : 0;
        }
        // 5 % of 4,000 with a standard error of 13.8; five of them, and 20 for the normal approximation.
        assertThat(rejected).isBetween(200 - 69 - 20, 200 + 69 + 20);
    }
}
