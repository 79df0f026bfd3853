package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.CustomerData;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every extractor keeps, alone and with each transform behind it. */
@ParameterizedClass
@MethodSource("extractors")
class FeatureExtractorContractTest extends FeatureExtractorContract {
    private static final CustomerData DATA = Shop.random(11, 60);

    private final FeatureExtractor extractor;

    FeatureExtractorContractTest(FeatureExtractor extractor) {
        this.extractor = extractor;
    }

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
                Encoding.oneHot("city").withMinimumCount(3),
                Encoding.oneHot("city").withMissing(MissingCategory.OWN_COLUMN).withUnseen(UnseenCategory.OTHER),
                Encoding.oneHot("city").withMissing(MissingCategory.NAN).withUnseen(UnseenCategory.ALL_ZERO),
                Encoding.ordinal("size", "S", "M", "L"),
                Encoding.frequency("city").withMissing(MissingCategory.OWN_COLUMN),
                Encoding.codes("plan"),
                Encoding.codes("city").withMissing(MissingCategory.ALL_ZERO).withUnseen(UnseenCategory.OTHER),
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

    @Override
    protected FeatureExtractor extractor() {
        return extractor;
    }

    @Override
    protected CustomerData customers() {
        return DATA;
    }
}
