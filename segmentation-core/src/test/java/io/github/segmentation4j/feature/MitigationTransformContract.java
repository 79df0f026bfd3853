package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MitigationTransform} must keep. A test of an implementation extends this class and says how to make
 * one.
 */
public abstract class MitigationTransformContract {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final List<String> LEVELS = List.of("x", "y", "z");

    /** The transform under test, of any attributes, which serves new customers without their groups. */
    protected abstract MitigationTransform transform();

    /** The same transform, which sees the groups of new customers. */
    protected abstract MitigationTransform groupAware(String legalBasis);

    /** What restores its state. */
    protected abstract StepRestorers restorers();

    /** What it is fitted on; by default 2,000 rows of three columns, which grow with the groups. */
    protected FeatureMatrix matrix() {
        List<Categories> groups = groups();
        SeededRandom random = SeededRandom.of(5);
        double[][] rows = new double[groups.get(0).size()][3];
        for (int row = 0; row < rows.length; row++) {
            int code = groups.get(0).code(row);
            for (int c = 0; c < rows[row].length; c++) {
                rows[row][c] = (c + 1) * random.nextInt(100) + random.nextDouble() + 10 * code;
            }
        }
        return FeatureMatrix.of(List.of(column("a"), column("b"), column("c")), rows);
    }

    /** The groups of the rows of the fit: three of each attribute, and 100 rows where each is missing. */
    protected List<Categories> groups() {
        SeededRandom random = SeededRandom.of(6);
        List<Categories> groups = new ArrayList<>();
        for (String attribute : transform().protectedAttributes()) {
            int[] codes = new int[2000];
            Arrays.setAll(codes, row -> row < 100 ? Categories.MISSING : random.nextInt(LEVELS.size()));
            groups.add(Categories.of(attribute, LEVELS, codes));
        }
        return groups;
    }

    private static Feature column(String name) {
        return new Feature(name, "days", Sensitivity.PERSONAL, EnumSet.of(Purpose.PERSONALISATION), Set.of(name));
    }

    private FittedMitigation fitted() {
        return transform().fit(matrix(), groups(), CONTEXT);
    }

    private static List<Categories> only(List<Categories> groups, int row) {
        return groups.stream()
                .map(categories ->
                        Categories.of(categories.name(), categories.levels(), new int[] {categories.code(row)}))
                .toList();
    }

    @Test
    protected void rowAloneHasTheSameNumbersAsAmongAll() {
        FeatureMatrix matrix = matrix();
        FittedMitigation fitted = fitted();
        FeatureMatrix whole = fitted.apply(matrix, groups(), CONTEXT);
        assertThat(whole.rowCount()).isEqualTo(matrix.rowCount());
        for (int row = 0; row < matrix.rowCount(); row += 17) {
            FeatureMatrix alone = fitted.apply(matrix.rows(new int[] {row}), only(groups(), row), CONTEXT);
            assertThat(alone.row(0)).containsExactly(whole.row(row));
        }
    }

    @Test
    protected void sameBitsForAnyThreadCount() {
        FeatureMatrix expected = fitted().apply(matrix(), groups(), CONTEXT);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (int threads : new int[] {2, 3, 8}) {
                RunContext parallel = CONTEXT.withExecutor(pool, threads);
                FittedMitigation fitted = transform().fit(matrix(), groups(), parallel);
                assertSameBits(fitted.apply(matrix(), groups(), parallel), expected);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    protected void restoredGivesTheSameBits() {
        for (MitigationTransform transform : List.of(transform(), groupAware("explicit consent"))) {
            FittedMitigation fitted = transform.fit(matrix(), groups(), CONTEXT);
            FittedPipeline.Step step = new StepRegistry(restorers()).step(fitted.state());
            FittedMitigation restored = ((FittedPipeline.Mitigation) step).mitigation();
            assertThat(restored.features()).isEqualTo(fitted.features());
            assertThat(restored.protectedAttributes()).isEqualTo(fitted.protectedAttributes());
            assertThat(restored.serving()).isEqualTo(fitted.serving());
            assertThat(restored.learned()).isEqualTo(fitted.learned());
            assertSameBits(restored.apply(matrix(), groups(), CONTEXT), fitted.apply(matrix(), groups(), CONTEXT));
            assertThat(restored.state()).usingRecursiveComparison().isEqualTo(fitted.state());
        }
    }

    @Test
    protected void newCustomersAreServedWithoutGroupsUnlessALegalBasisIsGiven() {
        assertThat(fitted().serving()).isEqualTo(GroupServing.blind());
        assertThat(groupAware("explicit consent")
                        .fit(matrix(), groups(), CONTEXT)
                        .serving())
                .isEqualTo(GroupServing.aware("explicit consent"));
        assertThatThrownBy(() -> groupAware(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    protected void levelsAreKnownByNameAndUnseenOnesCountAsMissing() {
        FittedMitigation fitted = fitted();
        List<Categories> renumbered = new ArrayList<>();
        List<Categories> unseen = new ArrayList<>();
        List<Categories> missing = new ArrayList<>();
        for (Categories categories : groups()) {
            int[] turned = Arrays.stream(categories.codes())
                    .map(code -> code < 0 ? code : LEVELS.size() - code)
                    .toArray();
            renumbered.add(Categories.of(categories.name(), List.of("new", "z", "y", "x"), turned));
            unseen.add(Categories.of(categories.name(), List.of("new"), new int[categories.size()]));
            missing.add(Categories.unknown(categories.name(), categories.size()));
        }
        assertSameBits(fitted.apply(matrix(), renumbered, CONTEXT), fitted.apply(matrix(), groups(), CONTEXT));
        assertSameBits(fitted.apply(matrix(), unseen, CONTEXT), fitted.apply(matrix(), missing, CONTEXT));
    }

    @Test
    protected void featuresKeepTheirSourcesAndNoneIsProtected() {
        FittedMitigation fitted = fitted();
        assertThat(fitted.features()).isEqualTo(matrix().features());
        assertThat(fitted.apply(matrix(), groups(), CONTEXT).features()).isEqualTo(fitted.features());
        assertThat(fitted.protectedAttributes()).isEqualTo(transform().protectedAttributes());
        for (Feature feature : fitted.features()) {
            assertThat(Collections.disjoint(feature.attributes(), fitted.protectedAttributes()))
                    .isTrue();
        }
    }

    @Test
    protected void otherColumnsAndOtherGroupsAreRefused() {
        FittedMitigation fitted = fitted();
        FeatureMatrix other = FeatureMatrix.of(new double[2000][2]);
        assertThatThrownBy(() -> fitted.apply(other, groups(), CONTEXT)).isInstanceOf(InvalidInputException.class);
        List<Categories> strange = List.of(Categories.unknown("strange", 2000));
        assertThatThrownBy(() -> fitted.apply(matrix(), strange, CONTEXT)).hasMessageContaining("strange");
        assertThatThrownBy(() -> transform().fit(matrix(), strange, CONTEXT)).hasMessageContaining("strange");
        assertThatThrownBy(() -> fitted.apply(matrix(), only(groups(), 0), CONTEXT))
                .hasMessageContaining("2000 rows");
    }

    @Test
    protected void noRowsGiveNoRows() {
        FeatureMatrix none = matrix().rows(new int[0]);
        List<Categories> groups = groups().stream()
                .map(categories -> Categories.of(categories.name(), categories.levels(), new int[0]))
                .toList();
        assertThat(fitted().apply(none, groups, CONTEXT).rowCount()).isZero();
        FittedMitigation onNone = transform().fit(none, groups, CONTEXT);
        assertSameBits(onNone.apply(matrix(), groups(), CONTEXT), matrix());
    }

    @Test
    protected void cancelledBeforehandItMakesNothing() {
        FittedMitigation fitted = fitted();
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        RunContext context = CONTEXT.withCancellation(cancellation);
        assertThatThrownBy(() -> transform().fit(matrix(), groups(), context)).isInstanceOf(CancelledException.class);
        assertThatThrownBy(() -> fitted.apply(matrix(), groups(), context)).isInstanceOf(CancelledException.class);
    }

    private static void assertSameBits(FeatureMatrix found, FeatureMatrix expected) {
        assertThat(Arrays.deepEquals(found.toArray(), expected.toArray()))
                .as("same bits")
                .isTrue();
    }
}
