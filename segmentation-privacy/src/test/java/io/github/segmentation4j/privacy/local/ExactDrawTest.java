package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is drawn follows the exact chances that the ratios are proven from. */
class ExactDrawTest {
    static Stream<FrequencyOracle> oracles() {
        return Stream.of(
                FrequencyOracles.generalisedRandomisedResponse(6, 1.3),
                FrequencyOracles.optimisedUnaryEncoding(4, 1),
                FrequencyOracles.symmetricUnaryEncoding(4, 2),
                FrequencyOracles.hadamardResponse(6, 0.8));
    }

    @ParameterizedTest
    @MethodSource("oracles")
    void hazard4FrequencyReportsFollowTheirExactLaw(FrequencyOracle oracle) {
        for (int value : new int[] {0, 2, 3}) {
            NoiseSource source = SeededNoise.of(value);
            ChiSquare.assertFollows(() -> oracle.randomise(value, source), shares(ReportWeights.of(oracle, value)));
        }
    }

    @Test
    void hazard4HashedReportsSpeakForTheOwnValueAndForOthersAsTheyShould() {
        HashOracle oracle = (HashOracle) FrequencyOracles.optimalLocalHashing(1000, 1);
        double own = (double) oracle.odds().truth() / oracle.odds().total(oracle.buckets() - 1);
        double other = 1.0 / oracle.buckets();
        // Both values share a bucket with chance 1 / buckets, independently of where the own value lies.
        double both = own * other;
        NoiseSource source = SeededNoise.of(11);
        ChiSquare.assertFollows(
                () -> {
                    FrequencyReport.Hashed told = (FrequencyReport.Hashed) oracle.randomise(17, source);
                    return List.of(speaks(told, oracle, 17), speaks(told, oracle, 901));
                },
                Map.of(
                        List.of(true, true),
                        both,
                        List.of(true, false),
                        own - both,
                        List.of(false, true),
                        other - both,
                        List.of(false, false),
                        1 - own - other + both));
    }

    private static boolean speaks(FrequencyReport.Hashed told, HashOracle oracle, int value) {
        return Hash.bucket(told.multiplier(), told.offset(), value, oracle.buckets()) == told.bucket();
    }

    @Test
    void hazard4FirstRapporReportsFollowTheirExactLaw() {
        Rappor rappor = Rappor.of(4, 3, 1);
        NoiseSource source = SeededNoise.of(3);
        ChiSquare.assertFollows(() -> rappor.memo().report(2, source), shares(ReportWeights.of(rappor, 2)));
    }

    @Test
    void hazard4SignsAndCellsFollowTheirExactLaw() {
        NoiseSource source = SeededNoise.of(5);
        MeanLaw.DuchiLaw duchi = MeanLaw.duchi(1.2).duchi();
        long units = Bounds.UNITS / 5 * 4;
        double upper = units / (double) Bounds.UNITS;
        double truth = duchi.odds().truth() / (double) duchi.odds().total(1);
        double told = upper * truth + (1 - upper) * (1 - truth);
        ChiSquare.assertFollows(
                () -> duchi.draw(units, source),
                Map.of(new MeanReport.Sign(true), told, new MeanReport.Sign(false), 1 - told));

        MeanLaw.PiecewiseLaw piecewise = MeanLaw.PiecewiseLaw.of(1.2, 5);
        List<BigInteger> weights = ReportWeights.cells(piecewise, units);
        BigInteger total = ReportWeights.total(weights);
        Map<MeanReport, Double> chances = new LinkedHashMap<>();
        for (int cell = 0; cell < weights.size(); cell++) {
            chances.put(new MeanReport.Cell(cell), Exactly.share(weights.get(cell), total));
        }
        ChiSquare.assertFollows(() -> piecewise.draw(units, source), chances);
    }

    private static Map<FrequencyReport, Double> shares(Map<FrequencyReport, BigInteger> weights) {
        BigInteger total = ReportWeights.total(weights.values());
        Map<FrequencyReport, Double> shares = new LinkedHashMap<>();
        weights.forEach((report, weight) -> shares.put(report, Exactly.share(weight, total)));
        return shares;
    }
}
