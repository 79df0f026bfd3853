package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.data.Handling;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FeatureExtractor} must keep. A test of an implementation extends this class and says how to make one
 * and from which customers:
 *
 * <pre>{@code
 * class TenureYearsContractTest extends FeatureExtractorContract {
 *     @Override
 *     protected FeatureExtractor extractor() {
 *         return new TenureYears("tenure");
 *     }
 *
 *     @Override
 *     protected CustomerData customers() {
 *         return CustomerData.of(table);
 *     }
 * }
 * }</pre>
 */
public abstract class FeatureExtractorContract {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    /** The extractor under test. */
    protected abstract FeatureExtractor extractor();

    /** At least ten customers who have what it reads, some of it missing. */
    protected abstract CustomerData customers();

    /** What the customers are opened for; personalisation by default. */
    protected Purpose purpose() {
        return Purpose.PERSONALISATION;
    }

    /** How to restore states that {@link FeaturePipeline} does not know; none by default. */
    protected Map<String, Function<ModelState, FittedExtractor>> restorers() {
        return Map.of();
    }

    @Test
    protected void customerAloneHasTheSameNumbersAsAmongAll() {
        CustomerData customers = customers();
        PurposeBoundView view = all(customers);
        FittedExtractor fitted = extractor().fit(view, CONTEXT);
        FeatureMatrix whole = fitted.extract(view, CONTEXT);
        assertThat(whole.rowCount()).isEqualTo(view.size());
        for (int customer = 0; customer < view.size(); customer += Math.max(1, view.size() / 10)) {
            PurposeBoundView alone = only(customers, view.id(customer));
            assertThat(fitted.extract(alone, CONTEXT).row(0)).containsExactly(whole.row(customer));
        }
    }

    @Test
    protected void nobodyHasNoRows() {
        CustomerData customers = customers();
        FittedExtractor fitted = extractor().fit(all(customers), CONTEXT);
        assertThat(fitted.extract(only(customers), CONTEXT).rowCount()).isZero();
        assertThat(fitted.describe(only(customers), CONTEXT).rowCount()).isZero();
    }

    @Test
    protected void sameBitsForAnyRunAndThreadCount() {
        PurposeBoundView view = all(customers());
        FittedExtractor fitted = extractor().fit(view, CONTEXT);
        FeatureMatrix expected = fitted.extract(view, CONTEXT);
        assertSameBits(fitted.extract(view, CONTEXT), expected);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            RunContext parallel = CONTEXT.withExecutor(pool, 4);
            FittedExtractor again = extractor().fit(view, parallel);
            assertSameBits(again.extract(view, parallel), expected);
            assertSameBits(again.describe(view, parallel), fitted.describe(view, CONTEXT));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    protected void restoredGivesTheSameBits() {
        PurposeBoundView view = all(customers());
        FittedExtractor fitted = extractor().fit(view, CONTEXT);
        FittedExtractor restored = FeaturePipeline.restore(fitted.state(), restorers());
        assertThat(restored.features()).isEqualTo(fitted.features());
        assertThat(restored.learned()).isEqualTo(fitted.learned());
        assertSameBits(restored.extract(view, CONTEXT), fitted.extract(view, CONTEXT));
        assertSameBits(restored.describe(view, CONTEXT), fitted.describe(view, CONTEXT));
        assertThat(restored.state()).usingRecursiveComparison().isEqualTo(fitted.state());
    }

    @Test
    protected void whatLearnsNothingIsTheSameWhoeverItWasFittedOn() {
        CustomerData customers = customers();
        PurposeBoundView view = all(customers);
        FittedExtractor fitted = extractor().fit(view, CONTEXT);
        assertThat(fitted.learned()).isNotNull();
        if (fitted.learned() == Learning.NOTHING) {
            FittedExtractor onOne = extractor().fit(only(customers, view.id(view.size() / 2)), CONTEXT);
            assertThat(onOne.features()).isEqualTo(fitted.features());
            assertSameBits(onOne.extract(view, CONTEXT), fitted.extract(view, CONTEXT));
        }
    }

    @Test
    protected void featuresHaveNamesOfTheirOwnAndAreThoseOfTheMatrix() {
        PurposeBoundView view = all(customers());
        FittedExtractor fitted = extractor().fit(view, CONTEXT);
        assertThat(fitted.features()).isNotEmpty();
        assertThat(fitted.features()).extracting(Feature::name).doesNotHaveDuplicates();
        assertThat(fitted.extract(view, CONTEXT).features()).isEqualTo(fitted.features());
    }

    @Test
    protected void purposesAndSensitivityFollowFromTheFields() {
        PurposeBoundView view = all(customers());
        for (Feature feature : extractor().fit(view, CONTEXT).features()) {
            Set<Purpose> allowed = EnumSet.allOf(Purpose.class);
            for (String field : feature.attributes()) {
                Handling handling = handling(view.schema(), field);
                allowed.removeIf(purpose -> !handling.allows(purpose));
                assertThat(feature.sensitivity()).isGreaterThanOrEqualTo(handling.sensitivity());
            }
            assertThat(allowed).containsAll(feature.purposes());
            assertThat(feature.purposes()).contains(purpose());
        }
    }

    @Test
    protected void cancelledBeforehandItMakesNothing() {
        PurposeBoundView view = all(customers());
        FittedExtractor fitted = extractor().fit(view, CONTEXT);
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        RunContext context = CONTEXT.withCancellation(cancellation);
        assertThatThrownBy(() -> fitted.extract(view, context)).isInstanceOf(CancelledException.class);
        assertThatThrownBy(() -> fitted.describe(view, context)).isInstanceOf(CancelledException.class);
    }

    @Test
    protected void cancelledAtAReportItStops() {
        PurposeBoundView view = all(customers());
        FittedExtractor fitted = extractor().fit(view, CONTEXT);
        Cancellation cancellation = Cancellation.create();
        AtomicBoolean heard = new AtomicBoolean();
        RunContext context = CONTEXT.withCancellation(cancellation).withListener(progress -> {
            heard.set(true);
            cancellation.cancel();
        });
        try {
            fitted.extract(view, context);
            assertThat(heard).as("went on after it was cancelled").isFalse();
        } catch (CancelledException stopped) {
            assertThat(heard).isTrue();
        }
    }

    @Test
    protected void interruptedItStopsAndTheThreadKeepsItsFlag() {
        PurposeBoundView view = all(customers());
        FittedExtractor fitted = extractor().fit(view, CONTEXT);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> fitted.extract(view, CONTEXT)).isInstanceOf(CancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private PurposeBoundView all(CustomerData customers) {
        return customers.open(purpose(), Admission.everyone(LawfulBasis.CONTRACT, "a contract test"), CONTEXT);
    }

    private PurposeBoundView only(CustomerData customers, String... ids) {
        return customers.open(purpose(), Admission.ofIds(new HashSet<>(Arrays.asList(ids))), CONTEXT);
    }

    private static Handling handling(Schema schema, String field) {
        for (EventStream stream : schema.streams()) {
            if (field.equals(stream.name()) || field.startsWith(stream.name() + ".")) {
                return stream.handling();
            }
        }
        return schema.attribute(field).handling();
    }

    private static void assertSameBits(FeatureMatrix found, FeatureMatrix expected) {
        assertThat(Arrays.deepEquals(found.toArray(), expected.toArray()))
                .as("same bits")
                .isTrue();
    }
}
