package io.github.segmentation4j.fairness.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReweighingTest {
    private static final List<String> SEXES = List.of("f", "m");
    private static final List<String> LABELS = List.of("no", "yes");

    private static double number(Statistic statistic) {
        assertThat(statistic).isInstanceOf(Statistic.Value.class);
        return ((Statistic.Value) statistic).number();
    }

    private static double sum(double[] weights) {
        return Arrays.stream(weights).sum();
    }

    private static double rate(double[] weights, Categories group, int g, Categories label, int y) {
        double all = 0;
        double hits = 0;
        for (int row = 0; row < weights.length; row++) {
            if (group.code(row) == g && label.code(row) >= 0) {
                all += weights[row];
                hits += label.code(row) == y ? weights[row] : 0;
            }
        }
        return hits / all;
    }

    /** The example of Kamiran and Calders 2012 with ten job applicants; golden value G12. */
    @Test
    void weightsOfTheTenApplicantsAreThoseOfThePaper() {
        Categories sex = Categories.of("sex", SEXES, new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1});
        Categories hired = Categories.of("hired", LABELS, new int[] {1, 1, 0, 0, 0, 1, 1, 1, 1, 0});
        Reweighing reweighing = Reweighing.of(sex, hired);
        assertThat(number(reweighing.weight("f", "yes"))).isEqualTo(1.5);
        assertThat(number(reweighing.weight("f", "no"))).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(number(reweighing.weight("m", "yes"))).isEqualTo(0.75);
        assertThat(number(reweighing.weight("m", "no"))).isEqualTo(2);
        assertThat(sum(reweighing.weights())).isCloseTo(10, within(1e-12));
        assertThat(reweighing.emptyCells()).isEmpty();
    }

    /** Golden value G13, from the counts of the file. */
    @Test
    @RequiresData({Adult.TRAIN})
    void weightsOfTheCensusMakeTheRatesOfMenAndWomenEqual() {
        Adult adult = Adult.train();
        Categories sex = adult.categories("sex");
        Categories income = adult.categories("income");
        Reweighing reweighing = Reweighing.of(sex, income);
        assertThat(number(reweighing.weight("Male", ">50K"))).isCloseTo(0.7876373847, within(5e-11));
        assertThat(number(reweighing.weight("Male", "<=50K"))).isCloseTo(1.0935192850, within(5e-11));
        assertThat(number(reweighing.weight("Female", ">50K"))).isCloseTo(2.1999658552, within(5e-11));
        assertThat(number(reweighing.weight("Female", "<=50K"))).isCloseTo(0.8525062820, within(5e-11));
        double[] weights = reweighing.weights();
        assertThat(sum(weights)).isCloseTo(32_561, within(1e-7));
        int high = income.levels().indexOf(">50K");
        assertThat(rate(weights, sex, 0, income, high)).isCloseTo(0.2408095574, within(5e-11));
        assertThat(rate(weights, sex, 1, income, high)).isCloseTo(0.2408095574, within(5e-11));
    }

    @Test
    void withManyGroupsAndLabelsEveryGroupHasTheRatesOfAll() {
        SeededRandom random = SeededRandom.of(3);
        int[] groups = IntStream.range(0, 5000).map(row -> random.nextInt(7)).toArray();
        int[] labels = Arrays.stream(groups)
                .map(g -> Math.min(3, random.nextInt(g + 4)))
                .toArray();
        Categories group = Categories.of("g", List.of("a", "b", "c", "d", "e", "f", "g"), groups);
        Categories label = Categories.of("y", List.of("0", "1", "2", "3"), labels);
        double[] weights = Reweighing.of(group, label).weights();
        assertThat(sum(weights)).isCloseTo(5000, within(1e-9));
        for (int y = 0; y < 4; y++) {
            double share = label.counts()[y] / 5000.0;
            for (int g = 0; g < 7; g++) {
                assertThat(rate(weights, group, g, label, y)).isCloseTo(share, within(1e-12));
            }
        }
    }

    @Test
    void rowsWithAMissingGroupOrLabelWeighOneAndCountForNoShare() {
        Categories sex = Categories.of("sex", SEXES, new int[] {0, 0, 0, 1, 1, 1, -1, 0});
        Categories label = Categories.of("label", LABELS, new int[] {1, 0, 0, 1, 1, 0, 1, -1});
        double[] weights = Reweighing.of(sex, label).weights();
        assertThat(weights[6]).isEqualTo(1);
        assertThat(weights[7]).isEqualTo(1);
        assertThat(sum(weights)).isCloseTo(8, within(1e-12));
        assertThat(rate(weights, sex, 0, label, 1)).isCloseTo(0.5, within(1e-12));
        assertThat(rate(weights, sex, 1, label, 1)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void whatNeverOccursTogetherIsNamedAndHasNoWeight() {
        Categories sex = Categories.of("sex", List.of("f", "m", "x"), new int[] {0, 0, 1, 1});
        Categories label = Categories.of("label", LABELS, new int[] {0, 0, 0, 1});
        Reweighing reweighing = Reweighing.of(sex, label);
        assertThat(reweighing.emptyCells()).containsExactly(new Reweighing.EmptyCell("f", "yes"));
        assertThat(reweighing.weight("f", "yes")).isInstanceOf(Statistic.Undetermined.class);
        assertThat(reweighing.weight("x", "no")).isInstanceOf(Statistic.Undetermined.class);
        assertThat(reweighing.weights()).containsExactly(0.75, 0.75, 1.5, 0.5);
    }

    @Test
    void aSingleGroupKeepsItsWeightsOfOne() {
        Categories sex = Categories.of("sex", SEXES, new int[5]);
        Categories label = Categories.of("label", LABELS, new int[] {1, 0, 1, 0, 0});
        assertThat(Reweighing.of(sex, label).weights()).containsOnly(1);
    }

    @Test
    void aTrainingSetTakesTheWeights() {
        Categories sex = Categories.of("sex", SEXES, new int[] {0, 0, 1, 1});
        Categories label = Categories.of("label", LABELS, new int[] {0, 1, 1, 1});
        double[] weights = Reweighing.of(sex, label).weights();
        TrainingSet training =
                TrainingSet.of(FeatureMatrix.of(new double[4][1])).withWeights(weights);
        assertThat(training.weights())
                .hasValueSatisfying(kept -> assertThat(kept).containsExactly(weights));
    }

    @Test
    void groupsAndLabelsOfOtherRowsAreRefused() {
        Categories sex = Categories.of("sex", SEXES, new int[3]);
        Categories label = Categories.of("label", LABELS, new int[4]);
        assertThatThrownBy(() -> Reweighing.of(sex, label)).hasMessageContaining("3 and 4");
        assertThatThrownBy(() -> Reweighing.of(sex, sex).weight("q", "f")).hasMessageContaining("[f, m]");
    }
}
