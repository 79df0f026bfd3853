package io.github.segmentation4j.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentProfileTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final List<Feature> FEATURES =
            List.of(Feature.of("spend"), Feature.of("member"), Feature.of("constant"));

    /** Two segments of three, one row of noise; a spend is missing in the second. */
    private static final FeatureMatrix MATRIX = FeatureMatrix.of(FEATURES, new double[][] {
        {1, 1, 5}, {2, 1, 5}, {6, 0, 5}, {10, 0, 5}, {20, 0, 5}, {Double.NaN, 0, 5}, {11, 1, 5}
    });

    private static final int[] LABELS = {0, 0, 0, 1, 1, 1, Clustering.NOISE};

    private static List<SegmentProfile> profiles() {
        return SegmentProfile.of(MATRIX, LABELS, 2, CONTEXT);
    }

    @Test
    void sizesAndSharesCountTheCustomersOfEachSegment() {
        assertThat(profiles()).extracting(SegmentProfile::size).containsExactly(3, 3);
        assertThat(profiles().get(0).share()).isEqualTo(3 / 7.0);
    }

    @Test
    void numbersAreDescribedByTheirQuartilesAndFlagsByTheirShare() {
        FeatureProfile spend = profiles().get(0).features().get(0);
        assertThat(spend.kind()).isEqualTo(FeatureProfile.Kind.NUMBER);
        assertThat(spend.mean().orElseThrow()).isCloseTo(3, within(1e-12));
        assertThat(spend.lowerQuartile().orElseThrow()).isEqualTo(1.5);
        assertThat(spend.typical().orElseThrow()).isEqualTo(2);
        assertThat(spend.upperQuartile().orElseThrow()).isEqualTo(4);

        FeatureProfile member = profiles().get(0).features().get(1);
        assertThat(member.kind()).isEqualTo(FeatureProfile.Kind.YES_NO);
        assertThat(member.typical().orElseThrow()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void missingValuesAreCountedAndLeftOut() {
        FeatureProfile spend = profiles().get(1).features().get(0);
        assertThat(spend.known()).isEqualTo(2);
        assertThat(spend.missing()).isEqualTo(1);
        assertThat(spend.mean().orElseThrow()).isCloseTo(15, within(1e-12));
    }

    @Test
    void theDifferenceIsToAllOthersInDeviationsOverAll() {
        // Known spends 1, 2, 6, 10, 20, 11: mean 25/3, mean square 662/6.
        double deviation = Math.sqrt(662 / 6.0 - 625 / 9.0);
        double others = (10 + 20 + 11) / 3.0;
        assertThat(profiles().get(0).features().get(0).difference().orElseThrow())
                .isCloseTo((3 - others) / deviation, within(1e-12));
    }

    @Test
    void whatCannotBeComparedSaysWhy() {
        assertThat(profiles().get(0).features().get(2).difference())
                .isEqualTo(Statistic.undetermined("all values are equal"));
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {{1}, {Double.NaN}});
        List<SegmentProfile> profiles = SegmentProfile.of(matrix, new int[] {0, 1}, 2, CONTEXT);
        assertThat(profiles.get(0).features().get(0).difference()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(profiles.get(1).features().get(0).typical()).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void theSummaryNamesWhatIsShownToSetASegmentApart() {
        assertThat(profiles().get(0).summary())
                .as("large differences of three customers may be chance")
                .isEqualTo("close to average");
        int[] labels = IntStream.range(0, 7 * 20).map(row -> LABELS[row % 7]).toArray();
        FeatureMatrix more = MATRIX.rows(
                IntStream.range(0, labels.length).map(row -> row % 7).toArray());
        assertThat(SegmentProfile.of(more, labels, 2, CONTEXT).get(0).summary())
                .isEqualTo("low spend, more often member");
        assertThat(SegmentProfile.of(more, new int[labels.length], 1, CONTEXT)
                        .get(0)
                        .summary())
                .isEqualTo("close to average");
    }

    @Test
    void aLargeCommonOffsetCostsNoDigits() {
        double[][] rows = new double[6][1];
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] = 1e9 + row;
        }
        FeatureProfile profile = SegmentProfile.of(FeatureMatrix.of(rows), new int[] {0, 0, 0, 1, 1, 1}, 2, CONTEXT)
                .get(0)
                .features()
                .get(0);
        assertThat(profile.difference().orElseThrow()).isCloseTo(-3 / Math.sqrt(35 / 12.0), within(1e-12));
    }

    @Test
    void storedProfilesComeBackTheSame() {
        for (SegmentProfile profile : profiles()) {
            SegmentProfile restored = SegmentProfile.restore(profile.state());
            assertThat(restored.size()).isEqualTo(profile.size());
            assertThat(restored.share()).isEqualTo(profile.share());
            assertThat(restored.features()).isEqualTo(profile.features());
            assertThat(restored.prototype()).isEqualTo(profile.prototype());
        }
    }

    @Test
    void noStoredQuartileIsTheValueOfOneCustomer() {
        double[][] rows = {{12345.678}, {23456.789}, {34567.891}, {45678.912}, {56789.123}, {0.000987654}};
        FeatureMatrix described = FeatureMatrix.of(rows);
        SegmentProfile profile = SegmentProfile.of(described, new int[] {0, 0, 0, 0, 0, 1}, 2, RunContext.seeded(1))
                .get(0);
        assertThat(profile.features().get(0).median()).isEqualTo(Statistic.of(34567.891));

        FeatureProfile restored =
                SegmentProfile.restore(profile.state()).features().get(0);

        assertThat(restored.lowerQuartile()).isEqualTo(Statistic.of(23500));
        assertThat(restored.median()).isEqualTo(Statistic.of(34600));
        assertThat(restored.upperQuartile()).isEqualTo(Statistic.of(45700));
    }

    @Test
    void profilesStoredByTheFirstVersionComeBackWithoutWhatTheyLack() {
        FeatureProfile profile = profiles().get(0).features().get(0);
        Feature feature = profile.feature();
        ModelState old = ModelState.of("segment-profile/1")
                .put("size", 3)
                .put("share", 0.5)
                .putChildren(
                        "features",
                        List.of(ModelState.of("feature-profile/1")
                                .put("feature", feature.state())
                                .put("kind", "NUMBER")
                                .put("known", 3)
                                .put("missing", 0)
                                .put("mean", 3.0)
                                .put("lowerQuartile", 1.5)
                                .put("median", 2.0)
                                .put("upperQuartile", 4.0)
                                .put("difference", -1.5)
                                .build()))
                .build();
        SegmentProfile restored = SegmentProfile.restore(old);
        FeatureProfile first = restored.features().get(0);
        assertThat(first.difference()).isEqualTo(Statistic.of(-1.5));
        assertThat(first.typical()).isEqualTo(Statistic.of(2));
        assertThat(List.of(first.deviation(), first.shareDifference(), first.adjustedP()))
                .allSatisfy(newer -> assertThat(newer).isInstanceOf(Statistic.Undetermined.class));
        assertThat(first.isDistinct(0.5)).isFalse();
        assertThat(restored.prototype())
                .containsExactly(new PrototypeBand.Undetermined(feature, FeatureProfile.STORED_EARLIER));
        assertThat(SegmentProfile.restore(restored.state()).features()).isEqualTo(restored.features());
    }

    @Test
    void labelsOfOtherRowsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SegmentProfile.of(MATRIX, new int[3], 2, CONTEXT));
    }
}
