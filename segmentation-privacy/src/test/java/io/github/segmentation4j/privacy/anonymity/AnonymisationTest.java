package io.github.segmentation4j.privacy.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymisationTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static List<QuasiIdentifier> columns(SeededRandom random, int rows) {
        double[] ages = new double[rows];
        Arrays.setAll(ages, row -> random.nextDouble() < 0.05 ? Double.NaN : 20 + random.nextInt(16));
        return List.of(
                NumberBands.of("age", 0, 4, 8).over(ages),
                GeneralisationHierarchy.parse("place", List.of("v0;x", "v1;x", "v2;y", "v3;y"))
                        .over(Columns.random("place", random, rows, 4, 0.05)),
                GeneralisationHierarchy.flat("sex").over(Columns.random("sex", random, rows, 2, 0)));
    }

    /** The least loss of all combinations, computed from the columns alone. */
    private static double leastLoss(List<QuasiIdentifier> columns, double limit, AnonymityModel... models) {
        double least = Double.POSITIVE_INFINITY;
        int rows = columns.get(0).size();
        for (int a = 0; a <= columns.get(0).height(); a++) {
            for (int b = 0; b <= columns.get(1).height(); b++) {
                for (int c = 0; c <= columns.get(2).height(); c++) {
                    int[] levels = {a, b, c};
                    EquivalenceClasses classes = EquivalenceClasses.of(List.of(
                            columns.get(0).at(a),
                            columns.get(1).at(b),
                            columns.get(2).at(c)));
                    double loss = 0;
                    int leftOut = 0;
                    for (int row = 0; row < rows; row++) {
                        boolean out = false;
                        for (AnonymityModel model : models) {
                            out |= model.violations(classes).get(classes.classOf(row));
                        }
                        leftOut += out ? 1 : 0;
                        for (int column = 0; column < 3; column++) {
                            loss += out ? 1 : loss(columns.get(column), levels[column], row);
                        }
                    }
                    if (leftOut <= limit * rows) {
                        least = Math.min(least, loss / 3 / rows);
                    }
                }
            }
        }
        return least;
    }

    private static double loss(QuasiIdentifier column, int level, int row) {
        if (level == column.height()) {
            return 1;
        }
        Categories fine = column.at(0);
        Categories coarse = column.at(level);
        if (level == 0 || fine.code(row) < 0) {
            return 0;
        }
        long together = fine.levels().stream()
                .filter(value -> {
                    int[] codes = fine.codes();
                    for (int i = 0; i < codes.length; i++) {
                        if (codes[i] >= 0 && fine.levels().get(codes[i]).equals(value)) {
                            return coarse.code(i) == coarse.code(row);
                        }
                    }
                    return false;
                })
                .count();
        return (together - 1.0) / (fine.levels().size() - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void searchFindsTheLeastLossOfAllCombinations(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        List<QuasiIdentifier> columns = columns(random, 120);
        Categories sensitive = Columns.random("s", random, 120, 3, 0.1);
        AnonymityModel k = AnonymityModel.groupSize(4);
        for (AnonymityModel second : List.of(
                AnonymityModel.groupSize(2),
                AnonymityModel.distinctDiversity(2, sensitive),
                AnonymityModel.entropyDiversity(1.8, sensitive),
                AnonymityModel.recursiveDiversity(3, 2, sensitive),
                AnonymityModel.closeness(0.3, sensitive, GroundDistance.equal()))) {
            for (double limit : new double[] {0, 0.05, 0.3}) {
                Optional<AnonymisedData> found = Anonymisation.of(columns, k, second)
                        .withSuppressionLimit(limit)
                        .anonymise(CONTEXT);
                double least = leastLoss(columns, limit, k, second);
                assertThat(found).isPresent();
                assertThat(found.get().loss()).isCloseTo(least, within(1e-12));
                assertThat(found.get().rowsLeftOut()).isLessThanOrEqualTo((int) (limit * 120));
                assertThat(found.get().classes().smallest()).isGreaterThanOrEqualTo(4);
                assertThat(EquivalenceClasses.of(found.get().columns()).count())
                        .isEqualTo(found.get().classes().count());
            }
        }
    }

    @Test
    void whatCannotBeKeptGivesNothing() {
        List<QuasiIdentifier> columns = columns(SeededRandom.of(1), 10);
        assertThat(Anonymisation.of(columns, AnonymityModel.groupSize(11)).anonymise(CONTEXT))
                .isEmpty();
    }

    @Test
    void whatIsAnonymousAlreadyIsLeftAsItIs() {
        QuasiIdentifier column = GeneralisationHierarchy.flat("s").over(Columns.of("s", 0, 0, 1, 1));
        AnonymisedData data = Anonymisation.of(List.of(column), AnonymityModel.groupSize(2))
                .anonymise(CONTEXT)
                .orElseThrow();
        assertThat(data.levels()).containsExactly(0);
        assertThat(data.loss()).isZero();
        assertThat(data.keptRows()).containsExactly(0, 1, 2, 3);
        assertThat(data.riskAfter()).isEqualTo(data.riskBefore());
    }

    @Test
    void rowsThatStandOutAreLeftOutWithinTheLimit() {
        int[] codes = new int[100];
        codes[42] = 1;
        QuasiIdentifier column = GeneralisationHierarchy.flat("s").over(Columns.of("s", codes));
        Anonymisation search = Anonymisation.of(List.of(column), AnonymityModel.groupSize(20));
        assertThat(search.anonymise(CONTEXT).orElseThrow().levels()).containsExactly(1);
        AnonymisedData data =
                search.withSuppressionLimit(0.01).anonymise(CONTEXT).orElseThrow();
        assertThat(data.levels()).containsExactly(0);
        assertThat(data.rowsLeftOut()).isEqualTo(1);
        assertThat(data.keptRows()).hasSize(99).doesNotContain(42);
        assertThat(data.loss()).isCloseTo(0.01, within(1e-15));
    }

    @Test
    void noRowsAndConstantColumnsAreNoError() {
        QuasiIdentifier none = GeneralisationHierarchy.flat("s").over(Columns.of("s"));
        assertThat(Anonymisation.of(List.of(none), AnonymityModel.groupSize(2))
                        .anonymise(CONTEXT)
                        .orElseThrow()
                        .keptRows())
                .isEmpty();
        QuasiIdentifier constant = GeneralisationHierarchy.flat("s").over(Columns.of("s", 0, 0, 0));
        assertThat(constant.height()).isZero();
        assertThat(Anonymisation.of(List.of(constant), AnonymityModel.groupSize(4))
                        .anonymise(CONTEXT))
                .isEmpty();
    }

    @Test
    void cancelledSearchStops() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        Anonymisation search = Anonymisation.of(columns(SeededRandom.of(1), 50), AnonymityModel.groupSize(5));
        assertThatThrownBy(() -> search.anonymise(CONTEXT.withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void badOptionsAreRefused() {
        List<QuasiIdentifier> columns = columns(SeededRandom.of(1), 10);
        Anonymisation search = Anonymisation.of(columns, AnonymityModel.groupSize(2));
        for (double limit : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> search.withSuppressionLimit(limit)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Anonymisation.of(List.of(), AnonymityModel.groupSize(2)))
                .isInstanceOf(IllegalArgumentException.class);
        List<QuasiIdentifier> uneven = new ArrayList<>(columns);
        uneven.add(GeneralisationHierarchy.flat("s").over(Columns.of("s", 0)));
        assertThatThrownBy(() -> Anonymisation.of(uneven, AnonymityModel.groupSize(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @RequiresData({Adult.TRAIN})
    void adultsBecomeAnonymousAndDiverse() {
        Adult adult = Adult.train();
        double[] ages =
                Arrays.stream(adult.numbers("age")).mapToDouble(row -> row[0]).toArray();
        List<QuasiIdentifier> columns =
                new ArrayList<>(List.of(NumberBands.of("age", 0, 5, 10, 20).over(ages)));
        for (String name : List.of("sex", "race", "marital-status", "education", "native-country")) {
            columns.add(GeneralisationHierarchy.flat(name).over(adult.categories(name)));
        }
        Categories income = adult.categories("income");
        AnonymisedData data = Anonymisation.of(
                        columns, AnonymityModel.groupSize(11), AnonymityModel.distinctDiversity(2, income))
                .withSuppressionLimit(0.05)
                .anonymise(CONTEXT)
                .orElseThrow();
        assertThat(data.classes().smallest()).isGreaterThanOrEqualTo(11);
        assertThat(data.rowsLeftOut()).isLessThanOrEqualTo(adult.size() / 20);
        Categories kept = Categories.of(
                "income",
                income.levels(),
                Arrays.stream(data.keptRows()).map(income::code).toArray());
        assertThat(AnonymityModel.distinctDiversity(2, kept)
                        .violations(data.classes())
                        .isEmpty())
                .isTrue();
        assertThat(data.riskAfter().prosecutorMean().orElseThrow())
                .isLessThan(data.riskBefore().prosecutorMean().orElseThrow());
    }
}
