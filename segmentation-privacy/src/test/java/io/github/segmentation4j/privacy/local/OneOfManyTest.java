package io.github.segmentation4j.privacy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OneOfManyTest {
    private static final OneOfMany SURVEY = OneOfMany.of(1)
            .withCategory("channel", 3)
            .withNumber("basket", 0, 100)
            .withCategory("city", 50);

    private static final int CUSTOMERS = 60_000;

    private static double[] customer(int i) {
        return new double[] {i % 4 == 0 ? 2 : 0, i % 2 == 0 ? 30 : 60, i % 5};
    }

    @Test
    void estimatesAreUnbiasedForEveryAttribute() {
        OneOfManyAggregator all = SURVEY.aggregator();
        NoiseSource source = SeededNoise.of(31);
        for (int i = 0; i < CUSTOMERS; i++) {
            all.add(SURVEY.randomise(customer(i), source));
        }
        assertThat(all.reports()).isEqualTo(CUSTOMERS);
        // Who draws an attribute is a sample, which adds the spread of the values: at most 1/2 and 15 a customer.
        // 5 standard errors: a false alarm in 2 million.
        double asked = CUSTOMERS / 3.0;
        List<Statistic> channels = all.frequencies("channel", 0.95, IntervalCoverage.EACH_ALONE);
        double reach = 5 * Math.hypot(SURVEY.standardError("channel", CUSTOMERS) * 1.2, 0.5 / Math.sqrt(asked));
        assertThat(channels.get(0).orElseThrow()).isCloseTo(0.75, within(reach));
        assertThat(channels.get(1).orElseThrow()).isCloseTo(0, within(reach));
        assertThat(channels.get(2).orElseThrow()).isCloseTo(0.25, within(reach));
        double far = 5 * Math.hypot(SURVEY.standardError("basket", CUSTOMERS), 15 / Math.sqrt(asked));
        assertThat(all.mean("basket", 0.95).orElseThrow()).isCloseTo(45, within(far));
        assertThat(all.frequencies("city", 0.95, IntervalCoverage.EACH_ALONE)
                        .get(4)
                        .orElseThrow())
                .isCloseTo(0.2, within(5 * SURVEY.standardError("city", CUSTOMERS) * 1.2));
    }

    @Test
    void everyAttributeIsDrawnAsOften() {
        NoiseSource source = SeededNoise.of(32);
        ChiSquare.assertFollows(
                () -> SURVEY.randomise(customer(0), source).attribute(), Map.of(0, 1 / 3.0, 1, 1 / 3.0, 2, 1 / 3.0));
    }

    @Test
    void hazard12OneReportCostsEpsilonOnceAndTheErrorIsThatOfAThirdOfTheCustomers() {
        assertThat(SURVEY.event()).isEqualTo(new PrivacyEvent.Pure(1));
        assertThat(SURVEY.standardError("channel", 300))
                .isEqualTo(FrequencyOracles.best(3, 1).standardError(0, 100));
        assertThat(SURVEY.standardError("basket", 300))
                .isEqualTo(MeanOracle.hybrid(0, 100, 1).worstStandardError(100));
    }

    @Test
    void mergedAggregatorsEqualOne() {
        OneOfManyAggregator whole = SURVEY.aggregator();
        OneOfManyAggregator left = SURVEY.aggregator();
        OneOfManyAggregator right = OneOfMany.of(1)
                .withCategory("channel", 3)
                .withNumber("basket", 0, 100)
                .withCategory("city", 50)
                .aggregator();
        NoiseSource source = SeededNoise.of(33);
        for (int i = 0; i < 1000; i++) {
            OneOfMany.Report report = SURVEY.randomise(customer(i), source);
            whole.add(report);
            (i % 3 == 0 ? left : right).add(report);
        }
        left.merge(right);
        assertThat(left.reports()).isEqualTo(1000);
        for (String attribute : List.of("channel", "city")) {
            assertThat(left.frequencies(attribute, 0.9, IntervalCoverage.ALL_AT_ONCE))
                    .isEqualTo(whole.frequencies(attribute, 0.9, IntervalCoverage.ALL_AT_ONCE));
        }
        assertThat(left.mean("basket", 0.9)).isEqualTo(whole.mean("basket", 0.9));
        OneOfManyAggregator other = OneOfMany.of(1).withCategory("channel", 3).aggregator();
        assertThatThrownBy(() -> left.merge(other)).hasMessageContaining("same attributes");
    }

    @Test
    void badCustomersAreRefusedWhicheverAttributeIsDrawn() {
        for (double[] bad : new double[][] {
            {3, 1, 1}, {-1, 1, 1}, {0.5, 1, 1}, {Double.NaN, 1, 1}, {0, Double.NaN, 1}, {0, 1, 50}, {0, 1}
        }) {
            for (int seed = 0; seed < 20; seed++) {
                NoiseSource source = SeededNoise.of(seed);
                assertThatThrownBy(() -> SURVEY.randomise(bad, source)).isInstanceOf(InvalidInputException.class);
            }
        }
    }

    @Test
    void strangeReportsAreRefusedAndNotCounted() {
        OneOfManyAggregator aggregator = SURVEY.aggregator();
        for (OneOfMany.Report report : List.of(
                new OneOfMany.Report(-1, new FrequencyReport.Category(0)),
                new OneOfMany.Report(3, new FrequencyReport.Category(0)),
                new OneOfMany.Report(0, new FrequencyReport.Category(3)),
                new OneOfMany.Report(0, new MeanReport.Sign(true)),
                new OneOfMany.Report(1, new FrequencyReport.Category(0)))) {
            assertThatThrownBy(() -> aggregator.add(report)).isInstanceOf(InvalidInputException.class);
        }
        assertThat(aggregator.reports()).isZero();
        assertThat(aggregator.mean("basket", 0.95)).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void attributesAreKnownByNameAndKind() {
        OneOfManyAggregator aggregator = SURVEY.aggregator();
        assertThat(SURVEY.attributes()).containsExactly("channel", "basket", "city");
        assertThatThrownBy(() -> SURVEY.withCategory("basket", 3)).hasMessageContaining("there already");
        assertThatThrownBy(() -> SURVEY.standardError("age", 10)).hasMessageContaining("one of");
        assertThatThrownBy(() -> aggregator.mean("city", 0.9)).hasMessageContaining("category");
        assertThatThrownBy(() -> aggregator.frequencies("basket", 0.9, IntervalCoverage.EACH_ALONE))
                .hasMessageContaining("number");
        assertThatThrownBy(() -> OneOfMany.of(1).randomise(new double[0], SeededNoise.of(1)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> OneOfMany.of(Double.NaN)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> OneOfMany.of(1).withCategory("c", 1)).hasMessageContaining("domain");
    }
}
