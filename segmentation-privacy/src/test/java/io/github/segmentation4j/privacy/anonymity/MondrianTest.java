package io.github.segmentation4j.privacy.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MondrianTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 20})
    void everyBoxHasAtLeastKRowsWithinItsRangesAndSharesNoRowWithAnother(int k) {
        SeededRandom random = SeededRandom.of(k);
        double[] fine = new double[1_000];
        double[] tied = new double[1_000];
        Arrays.setAll(fine, row -> random.nextGaussian());
        Arrays.setAll(tied, row -> random.nextInt(7));
        Mondrian.Boxes boxes = Mondrian.of(k).cut(List.of(fine, tied), CONTEXT);
        assertThat(boxes.classes().smallest()).isGreaterThanOrEqualTo(k);
        assertThat(boxes.classes().count()).isGreaterThan(1_000 / (4 * k));
        for (int row = 0; row < fine.length; row++) {
            int inside = 0;
            for (List<Mondrian.Range> box : boxes.ranges()) {
                inside += holds(box.get(0), fine[row]) && holds(box.get(1), tied[row]) ? 1 : 0;
            }
            assertThat(inside).isEqualTo(1);
            List<Mondrian.Range> own = boxes.ranges().get(boxes.classes().classOf(row));
            assertThat(holds(own.get(0), fine[row]) && holds(own.get(1), tied[row]))
                    .isTrue();
        }
    }

    private static boolean holds(Mondrian.Range range, double value) {
        return range.lower() <= value && value <= range.upper();
    }

    @Test
    void evenRowsAreHalvedAtTheMedianOfTheWidestColumn() {
        double[] column = {8, 1, 7, 2, 6, 3, 5, 4};
        Mondrian.Boxes boxes = Mondrian.of(2).cut(List.of(column, new double[8]), CONTEXT);
        assertThat(boxes.classes().count()).isEqualTo(4);
        assertThat(boxes.ranges().get(0)).containsExactly(new Mondrian.Range(7, 8), new Mondrian.Range(0, 0));
    }

    @Test
    void equalRowsStayTogetherAndBadOnesAreRefused() {
        assertThat(Mondrian.of(2).cut(List.of(new double[9]), CONTEXT).classes().count())
                .isEqualTo(1);
        assertThatThrownBy(() -> Mondrian.of(2).cut(List.of(new double[1]), CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Mondrian.of(2).cut(List.of(new double[] {1, 2, Double.NaN}), CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Mondrian.of(2).cut(List.of(new double[2], new double[3]), CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Mondrian.of(1)).isInstanceOf(IllegalArgumentException.class);
    }
}
