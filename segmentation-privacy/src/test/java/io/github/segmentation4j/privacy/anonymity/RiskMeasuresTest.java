package io.github.segmentation4j.privacy.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskMeasuresTest {
    private static EquivalenceClasses classes(int... codes) {
        return EquivalenceClasses.of(List.of(Columns.of("class", codes)));
    }

    @Test
    void risksOfAProsecutorAreOneOverTheClassSizes() {
        RiskMeasures risk = RiskMeasures.of(classes(0, 0, 0, 1, 1, 2));
        assertThat(risk.prosecutorMaximum()).isEqualTo(Statistic.of(1));
        assertThat(risk.prosecutorMean()).isEqualTo(Statistic.of(0.5));
        assertThat(risk.marketer()).isEqualTo(Statistic.of(0.5));
        assertThat(risk.uniqueRows()).isEqualTo(1);
        assertThat(risk.uniqueShare().orElseThrow()).isCloseTo(1 / 6.0, within(1e-15));
        assertThat(risk.journalistMaximum()).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void risksOfAJournalistAreOneOverTheSizesInThePopulation() {
        RiskMeasures risk = RiskMeasures.of(classes(0, 0, 0, 1, 1, 2), new long[] {30, 4, 5});
        assertThat(risk.journalistMaximum()).isEqualTo(Statistic.of(0.25));
        assertThat(risk.marketer().orElseThrow()).isCloseTo((3 / 30.0 + 2 / 4.0 + 1 / 5.0) / 6, within(1e-15));
        assertThatThrownBy(() -> RiskMeasures.of(classes(0, 0), new long[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RiskMeasures.of(classes(0, 0), new long[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noRowsHaveNoRisk() {
        RiskMeasures risk = RiskMeasures.of(classes());
        assertThat(Stream.of(
                        risk.prosecutorMaximum(), risk.prosecutorMean(), risk.journalistMaximum(), risk.marketer()))
                .allMatch(Statistic.Undetermined.class::isInstance);
    }

    @Test
    @RequiresData({Adult.TRAIN})
    void uniqueAdultsAreThoseOfAnIndependentCount() {
        Adult adult = Adult.train();
        List<String> names =
                List.of("age", "sex", "race", "marital-status", "education", "native-country", "occupation");
        List<List<String>> texts = names.stream().map(adult::texts).toList();
        Map<String, Long> combinations = IntStream.range(0, adult.size())
                .mapToObj(row -> texts.stream().map(column -> column.get(row)).collect(Collectors.joining("|")))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long unique = combinations.values().stream().filter(count -> count == 1).count();
        EquivalenceClasses classes =
                EquivalenceClasses.of(names.stream().map(adult::categories).toList());
        assertThat(classes.rows()).isEqualTo(32_561);
        assertThat(classes.count()).isEqualTo(combinations.size());
        assertThat(RiskMeasures.of(classes).uniqueRows()).isEqualTo((int) unique);
    }

    /** A population of classes whose sizes fall off, and a Bernoulli sample of it. */
    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.5, 0.3})
    void populationUniquenessLiesWithinItsInterval(double share) {
        int covered = 0;
        int determined = 0;
        int matched = 0;
        for (int trial = 0; trial < 100; trial++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(7, trial));
            Map<Integer, Integer> population = new HashMap<>();
            int[] person = new int[4_000];
            for (int i = 0; i < person.length; i++) {
                double u = random.nextDouble();
                person[i] = (int) (6_000 * u * u);
                population.merge(person[i], 1, Integer::sum);
            }
            int[] sampled = IntStream.range(0, person.length)
                    .filter(i -> random.nextDouble() < share)
                    .map(i -> person[i])
                    .toArray();
            EquivalenceClasses classes =
                    EquivalenceClasses.of(List.of(Categories.of("c", Columns.letters(6_000), sampled)));
            int[] first = classes.firstRows();
            int uniques = 0;
            int truly = 0;
            int persons = 0;
            for (int c = 0; c < first.length; c++) {
                if (classes.size(c) == 1) {
                    int size = population.get(sampled[first[c]]);
                    uniques++;
                    truly += size == 1 ? 1 : 0;
                    persons += size;
                }
            }
            PopulationUniqueness estimate = PopulationUniqueness.of(classes, share);
            matched += covers(estimate.matchProbability(), (double) uniques / persons) ? 1 : 0;
            determined += estimate.uniqueShare() instanceof Statistic.Estimate ? 1 : 0;
            covered += covers(estimate.uniqueShare(), (double) truly / uniques) ? 1 : 0;
        }
        // 95 % intervals of 100 seeded trials; fewer than 85 hits has a probability under 1e-4.
        assertThat(matched).isGreaterThanOrEqualTo(85);
        assertThat(determined).isGreaterThan(50);
        assertThat(covered).isGreaterThanOrEqualTo(determined * 85 / 100);
    }

    private static boolean covers(Statistic statistic, double truth) {
        return statistic instanceof Statistic.Estimate estimate
                && estimate.lower() <= truth
                && truth <= estimate.upper();
    }

    @Test
    void aWholePopulationIsKnownAndASmallSampleIsNot() {
        EquivalenceClasses uniques = classes(IntStream.range(0, 50).toArray());
        assertThat(PopulationUniqueness.of(uniques, 1).uniqueShare()).isEqualTo(Statistic.of(1));
        assertThat(PopulationUniqueness.of(uniques, 0.5).matchProbability()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(PopulationUniqueness.of(classes(0, 1), 0.5).uniqueShare())
                .isInstanceOf(Statistic.Undetermined.class);
        for (double share : new double[] {0, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> PopulationUniqueness.of(uniques, share))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
