package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.DataProfile;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.ShopSimulation;
import io.github.segmentation4j.explain.SegmentProfile;
import io.github.segmentation4j.feature.Encoding;
import io.github.segmentation4j.feature.EventWindows;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeaturePipeline;
import io.github.segmentation4j.feature.FittedExtractor;
import io.github.segmentation4j.feature.Imputation;
import io.github.segmentation4j.feature.Rfm;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything before and after clustering that takes long: it can be followed and stopped. */
class CancellationOfLongWorkTest {
    private static final ShopSimulation SHOP = ShopSimulation.withCustomers(300);
    private static final RunContext CONTEXT = RunContext.seeded(3).withClock(SHOP.clock());
    private static final CustomerData CUSTOMERS = SHOP.generate(CONTEXT);
    private static final Admission EVERYONE = Admission.everyone(LawfulBasis.CONTRACT, "nobody exists");

    static Stream<Named<Consumer<RunContext>>> work() {
        PurposeBoundView view = CUSTOMERS.open(Purpose.PERSONALISATION, EVERYONE, CONTEXT);
        FeaturePipeline pipeline = FeaturePipeline.of(
                FeaturePipeline.of(Rfm.of("purchases"), Imputation.median()).named("rfm"),
                EventWindows.of("purchases").count(Duration.ofDays(90)),
                Encoding.all(),
                Imputation.mean(),
                Scaling.robust());
        FittedExtractor fitted = pipeline.fit(view, CONTEXT);
        FeatureMatrix described = fitted.describe(view, CONTEXT);
        return Stream.of(
                Named.of("open", context -> CUSTOMERS.open(Purpose.PERSONALISATION, EVERYONE, context)),
                Named.of("fit", context -> pipeline.fit(view, context)),
                Named.of("extract", context -> fitted.extract(view, context)),
                Named.of("describe", context -> fitted.describe(view, context)),
                Named.of("data profile", context -> DataProfile.of(view, context)),
                Named.of(
                        "segment profile",
                        context -> SegmentProfile.of(described, new int[described.rowCount()], 1, context)));
    }

    @ParameterizedTest
    @MethodSource("work")
    void cancelledBeforehandItDoesNothing(Consumer<RunContext> work) {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        RunContext context = CONTEXT.withCancellation(cancellation);
        assertThatThrownBy(() -> work.accept(context)).isInstanceOf(CancelledException.class);
    }

    @ParameterizedTest
    @MethodSource("work")
    void cancelledAtItsFirstReportItStops(Consumer<RunContext> work) {
        Cancellation cancellation = Cancellation.create();
        List<ProgressListener.Progress> heard = new ArrayList<>();
        RunContext context = CONTEXT.withCancellation(cancellation).withListener(progress -> {
            heard.add(progress);
            cancellation.cancel();
        });
        assertThatThrownBy(() -> work.accept(context)).isInstanceOf(CancelledException.class);
        assertThat(heard).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("work")
    void interruptedItStopsAndTheThreadKeepsItsFlag(Consumer<RunContext> work) {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> work.accept(CONTEXT)).isInstanceOf(CancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("work")
    void progressOfItsOneStageOnlyGrowsAndReachesItsEnd(Consumer<RunContext> work) {
        List<ProgressListener.Progress> heard = new ArrayList<>();
        work.accept(CONTEXT.withListener(heard::add));
        assertThat(heard)
                .extracting(ProgressListener.Progress::stage)
                .containsOnly(heard.get(0).stage());
        assertThat(heard)
                .extracting(ProgressListener.Progress::total)
                .containsOnly(heard.get(0).total());
        assertThat(heard).extracting(ProgressListener.Progress::done).isSorted().doesNotHaveDuplicates();
        assertThat(heard.get(heard.size() - 1).done()).isEqualTo(heard.get(0).total());
    }
}
