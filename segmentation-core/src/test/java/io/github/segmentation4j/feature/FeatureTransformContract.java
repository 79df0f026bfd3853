package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FeatureTransform} must keep. A test of an implementation extends this class and says how to make
 * one.
 */
public abstract class FeatureTransformContract {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final List<Feature> COLUMNS = List.of(
            column("a", Sensitivity.PERSONAL, EnumSet.allOf(Purpose.class)),
            column("b", Sensitivity.SENSITIVE, EnumSet.of(Purpose.PERSONALISATION, Purpose.MARKETING)),
            column("c", Sensitivity.NON_PERSONAL, EnumSet.of(Purpose.PERSONALISATION, Purpose.FRAUD_PREVENTION)));

    /** The transform under test. */
    protected abstract FeatureTransform transform();

    /** What it is fitted on; by default 500 rows of three columns {@code a}, {@code b}, {@code c} above 0. */
    protected FeatureMatrix matrix() {
        SeededRandom random = SeededRandom.of(5);
        double[][] rows = new double[500][COLUMNS.size()];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> (c + 1) * random.nextInt(100) + random.nextDouble());
        }
        return FeatureMatrix.of(COLUMNS, rows);
    }

    /** How to restore states that {@link FeaturePipeline} does not know; none by default. */
    protected Map<String, Function<ModelState, FittedTransform>> restorers() {
        return Map.of();
    }

    @Test
    protected void rowAloneHasTheSameNumbersAsAmongAll() {
        FeatureMatrix matrix = matrix();
        FittedTransform fitted = transform().fit(matrix, CONTEXT);
        FeatureMatrix whole = fitted.apply(matrix, CONTEXT);
        assertThat(whole.rowCount()).isEqualTo(matrix.rowCount());
        for (int row = 0; row < matrix.rowCount(); row += 17) {
            FeatureMatrix alone = matrix.rows(new int[] {row});
            assertThat(fitted.apply(alone, CONTEXT).row(0)).containsExactly(whole.row(row));
        }
        assertThat(fitted.apply(matrix.rows(new int[0]), CONTEXT).rowCount()).isZero();
    }

    @Test
    protected void sameBitsForAnyRunAndThreadCount() {
        FeatureMatrix matrix = matrix();
        FeatureMatrix expected = transform().fit(matrix, CONTEXT).apply(matrix, CONTEXT);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            RunContext parallel = CONTEXT.withExecutor(pool, 4);
            assertSameBits(transform().fit(matrix, parallel).apply(matrix, parallel), expected);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    protected void rowsAreLeftAsTheyWere() {
        FeatureMatrix matrix = matrix();
        transform().fit(matrix, CONTEXT).apply(matrix, CONTEXT);
        assertSameBits(matrix, matrix());
    }

    @Test
    protected void restoredGivesTheSameBits() {
        FeatureMatrix matrix = matrix();
        FittedTransform fitted = transform().fit(matrix, CONTEXT);
        FittedPipeline.Step step =
                new StepRegistry(new StepRestorers(Map.of(), restorers(), Map.of())).step(fitted.state());
        FittedTransform restored = ((FittedPipeline.Transformation) step).transform();
        assertThat(restored.features()).isEqualTo(fitted.features());
        assertThat(restored.learned()).isEqualTo(fitted.learned());
        assertSameBits(restored.apply(matrix, CONTEXT), fitted.apply(matrix, CONTEXT));
        assertThat(restored.state()).usingRecursiveComparison().isEqualTo(fitted.state());
    }

    @Test
    protected void whatLearnsNothingIsTheSameWhateverItWasFittedOn() {
        FeatureMatrix matrix = matrix();
        FittedTransform fitted = transform().fit(matrix, CONTEXT);
        assertThat(fitted.learned()).isNotNull();
        if (fitted.learned() == Learning.NOTHING) {
            FittedTransform onOne = transform().fit(matrix.rows(new int[] {7}), CONTEXT);
            assertThat(onOne.features()).isEqualTo(fitted.features());
            assertSameBits(onOne.apply(matrix, CONTEXT), fitted.apply(matrix, CONTEXT));
        }
    }

    @Test
    protected void featuresHaveNamesOfTheirOwnAndAreThoseOfTheMatrix() {
        FeatureMatrix matrix = matrix();
        FittedTransform fitted = transform().fit(matrix, CONTEXT);
        assertThat(fitted.features()).extracting(Feature::name).doesNotHaveDuplicates();
        assertThat(fitted.apply(matrix, CONTEXT).features()).isEqualTo(fitted.features());
    }

    @Test
    protected void purposesAndSensitivityFollowFromTheColumns() {
        FeatureMatrix matrix = matrix();
        for (Feature made : transform().fit(matrix, CONTEXT).features()) {
            for (Feature source : matrix.features()) {
                if (!Collections.disjoint(made.attributes(), source.attributes())) {
                    assertThat(source.purposes()).containsAll(made.purposes());
                    assertThat(made.sensitivity()).isGreaterThanOrEqualTo(source.sensitivity());
                    assertThat(made.attributes()).containsAll(source.attributes());
                }
            }
        }
    }

    @Test
    protected void otherColumnsAreRefused() {
        FittedTransform fitted = transform().fit(matrix(), CONTEXT);
        FeatureMatrix other = FeatureMatrix.of(new double[][] {{1, 2}});
        assertThatThrownBy(() -> fitted.apply(other, CONTEXT)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    protected void cancelledBeforehandItMakesNothing() {
        FeatureMatrix matrix = matrix();
        FittedTransform fitted = transform().fit(matrix, CONTEXT);
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        RunContext context = CONTEXT.withCancellation(cancellation);
        assertThatThrownBy(() -> transform().fit(matrix, context)).isInstanceOf(CancelledException.class);
        assertThatThrownBy(() -> fitted.apply(matrix, context)).isInstanceOf(CancelledException.class);
    }

    @Test
    protected void interruptedItStopsAndTheThreadKeepsItsFlag() {
        FeatureMatrix matrix = matrix();
        FittedTransform fitted = transform().fit(matrix, CONTEXT);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> fitted.apply(matrix, CONTEXT)).isInstanceOf(CancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static Feature column(String name, Sensitivity sensitivity, Set<Purpose> purposes) {
        return new Feature(name, "", sensitivity, purposes, Set.of(name));
    }

    private static void assertSameBits(FeatureMatrix found, FeatureMatrix expected) {
        assertThat(Arrays.deepEquals(found.toArray(), expected.toArray()))
                .as("same bits")
                .isTrue();
    }
}
