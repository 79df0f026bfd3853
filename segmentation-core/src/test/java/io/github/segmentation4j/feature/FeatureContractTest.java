package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.RunContext;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every extractor keeps, alone and with each transform behind it. */
class FeatureContractTest {
    private static final CustomerData DATA = Shop.random(11, 60);
    private static final PurposeBoundView VIEW = Shop.open(DATA);

    static Stream<FeatureExtractor> extractors() {
        Rfm rfm = Rfm.of("purchases");
        return Stream.of(
                rfm,
                rfm.include(EnumSet.allOf(Rfm.Measure.class))
                        .withSameDay(SameDay.KEEP)
                        .withUnit(ChronoUnit.WEEKS)
                        .withZone(ZoneId.of("Asia/Tokyo")),
                EventWindows.of("purchases")
                        .withZone(ZoneId.of("Europe/Berlin"))
                        .count(Duration.ofDays(90))
                        .sum("value", Duration.ofDays(30))
                        .mean("value", Duration.ofHours(1000))
                        .trend("value", Duration.ofDays(100), 7)
                        .interPurchaseTime()
                        .entropy("department")
                        .entropy("department", Duration.ofDays(60))
                        .distinct("department")
                        .nightShare(ZoneId.of("Europe/Berlin"), LocalTime.of(1, 0), LocalTime.of(5, 30)),
                Encoding.number("tenure"),
                Encoding.flag("app"),
                Encoding.oneHot("plan"),
                Encoding.oneHot("city").withMissing(MissingCategory.OWN_COLUMN).withUnseen(UnseenCategory.OTHER),
                Encoding.oneHot("city").withMissing(MissingCategory.NAN).withUnseen(UnseenCategory.ALL_ZERO),
                Encoding.ordinal("size", "S", "M", "L"),
                Encoding.frequency("city").withMissing(MissingCategory.OWN_COLUMN),
                Encoding.multiSelect("interests", '|'),
                Encoding.all(),
                Attributes.all().except("interests"),
                Geography.distanceTo("lat", "lon", 52.52, 13.405),
                Geography.gridCell("lat", "lon", 0.5),
                Geography.gridCell("lat", "lon", 2).oneHot().withUnseen(UnseenCategory.OTHER),
                Geography.gridCell("lat", "lon", 1).frequency(),
                behind(Scaling.standard()),
                behind(Scaling.standard().withDeviation(Deviation.SAMPLE)),
                behind(Scaling.robust()),
                behind(Scaling.minMax().only("daysSinceLast", "m*y")),
                behind(Scaling.log1p()),
                behind(Scaling.signedLog1p()),
                behind(Scaling.quantile()),
                behind(Scaling.winsorised(0.05, 0.9)),
                behind(Imputation.mean()),
                behind(Imputation.median().withIndicator()),
                behind(Imputation.constant(-1).only("daysSinceLast")),
                FeaturePipeline.of(rfm, Imputation.median(), Scaling.standard(), Pca.components(2)),
                FeaturePipeline.of(
                                behind(Imputation.mean()).named("rfm"),
                                Encoding.number("income"),
                                Pca.explaining(0.9).withWhitening(Pca.Whitening.UNIT_VARIANCE),
                                Encoding.oneHot("plan"))
                        .named("all"));
    }

    private static FeaturePipeline behind(FeatureTransform transform) {
        return FeaturePipeline.of(Rfm.of("purchases"), transform);
    }

    @ParameterizedTest
    @MethodSource("extractors")
    void restoredGivesTheSameBits(FeatureExtractor extractor) {
        FittedExtractor fitted = extractor.fit(VIEW, Shop.CONTEXT);
        FittedExtractor restored = FeaturePipeline.restore(fitted.state());
        assertThat(restored.features()).isEqualTo(fitted.features());
        assertThat(restored.learned()).isEqualTo(fitted.learned());
        assertThat(Shop.sameBits(restored.extract(VIEW, Shop.CONTEXT), fitted.extract(VIEW, Shop.CONTEXT)))
                .isTrue();
        assertThat(Shop.sameBits(restored.describe(VIEW, Shop.CONTEXT), fitted.describe(VIEW, Shop.CONTEXT)))
                .isTrue();
        assertThat(Shop.same(restored.state(), fitted.state())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("extractors")
    void customerAloneHasTheSameBitsAsAmongAll(FeatureExtractor extractor) {
        FittedExtractor fitted = extractor.fit(VIEW, Shop.CONTEXT);
        FeatureMatrix whole = fitted.extract(VIEW, Shop.CONTEXT);
        assertThat(whole.features()).isEqualTo(fitted.features());
        for (int customer = 0; customer < VIEW.size(); customer += 7) {
            PurposeBoundView alone = Shop.open(DATA, VIEW.id(customer));
            assertThat(fitted.extract(alone, Shop.CONTEXT).row(0)).containsExactly(whole.row(customer));
        }
    }

    @ParameterizedTest
    @MethodSource("extractors")
    void fitDoesNotDependOnTheThreads(FeatureExtractor extractor) {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            RunContext parallel = RunContext.seeded(1).withExecutor(executor, 4);
            assertThat(Shop.same(
                            extractor.fit(VIEW, parallel).state(),
                            extractor.fit(VIEW, Shop.CONTEXT).state()))
                    .isTrue();
        } finally {
            executor.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("extractors")
    void whatLearnsNothingIsTheSameWhoeverItWasFittedOn(FeatureExtractor extractor) {
        FittedExtractor fitted = extractor.fit(VIEW, Shop.CONTEXT);
        if (fitted.learned() == Learning.NOTHING) {
            FittedExtractor onOne = extractor.fit(Shop.open(DATA, VIEW.id(3)), Shop.CONTEXT);
            assertThat(Shop.same(onOne.state(), fitted.state())).isTrue();
        }
    }
}
