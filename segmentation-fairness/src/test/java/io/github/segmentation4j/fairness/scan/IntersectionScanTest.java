package io.github.segmentation4j.fairness.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class IntersectionScanTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static List<Categories> columns(int[][] codes, int values) {
        List<Categories> columns = new ArrayList<>();
        for (int a = 0; a < codes.length; a++) {
            List<String> levels = new ArrayList<>();
            for (int v = 0; v < values; v++) {
                levels.add("v" + v);
            }
            columns.add(Categories.of("a" + a, levels, codes[a]));
        }
        return columns;
    }

    /** Two values each, every one of the eight cells of 200 persons; half are selected by the parity of the three. */
    @Test
    void findsCellsOfThreeThatNoAttributeAndNoPairShows() {
        int rows = 1600;
        int[][] codes = new int[3][rows];
        boolean[] selected = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            int cell = row % 8;
            for (int a = 0; a < 3; a++) {
                codes[a][row] = cell >> a & 1;
            }
            // 60 of 100 in the cells of even parity, 40 in the others: every single and pair has exactly half.
            boolean even = Integer.bitCount(cell) % 2 == 0;
            selected[row] = row / 8 % 10 < (even ? 6 : 4);
        }
        IntersectionReport report = IntersectionScan.upTo(3).scan(columns(codes, 2), selected, CONTEXT);

        assertThat(report.intersections()).hasSize(6 + 12 + 8);
        assertThat(report.significant(0.05))
                .hasSize(8)
                .allSatisfy(cell -> assertThat(cell.values()).hasSize(3));
        assertThat(report.intersections().subList(8, 26))
                .allSatisfy(cell -> assertThat(cell.difference()).isZero());
        assertThat(IntersectionScan.upTo(2)
                        .scan(columns(codes, 2), selected, CONTEXT)
                        .significant(0.9))
                .isEmpty();
    }

    /**
     * When nothing differs, every alarm is false and the expected share of false alarms is the probability of one. At level
     * 0.1 in 300 runs at most 30 are expected, standard error 5.2; 4 of them more is left with probability 3e-5.
     */
    @Test
    void falseAlarmsOfChanceDataStayWithinTheLevel() {
        int alarms = 0;
        for (int seed = 0; seed < 300; seed++) {
            SeededRandom random = SeededRandom.of(seed);
            int[][] codes = new int[4][600];
            boolean[] selected = new boolean[600];
            for (int row = 0; row < 600; row++) {
                for (int[] column : codes) {
                    column[row] = random.nextInt(3);
                }
                selected[row] = random.nextDouble() < 0.3;
            }
            alarms += IntersectionScan.upTo(3)
                            .scan(columns(codes, 3), selected, CONTEXT)
                            .significant(0.1)
                            .isEmpty()
                    ? 0
                    : 1;
        }
        assertThat(alarms).isLessThanOrEqualTo(51);
    }

    @Test
    @RequiresData({Adult.TRAIN})
    void intersectionsOfRaceAndSexAreThoseOfAdult() {
        Adult adult = Adult.train();
        List<String> incomes = adult.texts("income");
        boolean[] rich = new boolean[adult.size()];
        for (int row = 0; row < rich.length; row++) {
            rich[row] = incomes.get(row).equals(">50K");
        }
        IntersectionReport report = IntersectionScan.upTo(2)
                .scan(List.of(adult.categories("race"), adult.categories("sex")), rich, CONTEXT);
        // Reference G16: race, sex, persons, rate.
        Object[][] golden = {
            {"Black", "Female", 1555, 0.05788},
            {"Black", "Male", 1569, 0.18929},
            {"White", "Female", 8642, 0.11895},
            {"White", "Male", 19174, 0.31757},
            {"Asian-Pac-Islander", "Female", 346, 0.12428},
            {"Asian-Pac-Islander", "Male", 693, 0.33622},
            {"Other", "Female", 109, 0.05505},
            {"Amer-Indian-Eskimo", "Female", 119, 0.10084},
        };
        for (Object[] row : golden) {
            Intersection found = report.intersections().stream()
                    .filter(i -> i.values().equals(Map.of("race", row[0], "sex", row[1])))
                    .findFirst()
                    .orElseThrow();
            assertThat(found.persons()).isEqualTo(((Integer) row[2]).longValue());
            assertThat(found.rate().orElseThrow()).isCloseTo((Double) row[3], within(5e-6));
            assertThat(found.persons() + found.otherPersons()).isEqualTo(32_561);
        }
        // Reference G13: the rates of women and men.
        Intersection women = report.intersections().stream()
                .filter(i -> i.values().equals(Map.of("sex", "Female")))
                .findFirst()
                .orElseThrow();
        assertThat(women.rate().orElseThrow()).isCloseTo(0.1094605886, within(5e-11));
        assertThat(women.otherRate().orElseThrow()).isCloseTo(0.3057365764, within(5e-11));
        assertThat(women.difference()).isCloseTo(-0.1962759878, within(5e-11));
    }

    @Test
    void smallIntersectionsAndThoseWithoutARestAreCounted() {
        int[][] codes = new int[2][100];
        boolean[] selected = new boolean[100];
        for (int row = 0; row < 100; row++) {
            codes[0][row] = 0;
            codes[1][row] = row < 10 ? Categories.MISSING : row % 2;
            selected[row] = row % 3 == 0;
        }
        IntersectionReport report = IntersectionScan.upTo(3).scan(columns(codes, 2), selected, CONTEXT);
        // Compared: two values of the second column, alone and with the only value of the first.
        assertThat(report.intersections()).hasSize(4);
        assertThat(report.tooSmall()).isEqualTo(2);
        assertThat(report.withoutRest()).isEqualTo(1);
        assertThat(report.persons()).isEqualTo(100);
        assertThat(report.hits()).isEqualTo(34);

        IntersectionReport all = IntersectionScan.upTo(1).withMinimum(10).scan(columns(codes, 2), selected, CONTEXT);
        assertThat(all.intersections()).anySatisfy(i -> assertThat(i.values()).isEqualTo(Map.of("a1", Groups.MISSING)));
        assertThat(report.table(1).rows()).hasSize(2);
        assertThat(report.table(1).rows().get(1).get(0))
                .isEqualTo(Cell.text(
                        "2 more have fewer than 20 persons, 1 leave fewer than that outside; 3 are not" + " shown"));
    }

    @Test
    void oneRowIsComparedWithNobody() {
        IntersectionReport report =
                IntersectionScan.upTo(1).withMinimum(1).scan(columns(new int[1][1], 1), new boolean[] {true}, CONTEXT);
        assertThat(report.intersections()).isEmpty();
        assertThat(report.withoutRest()).isEqualTo(1);
        assertThatThrownBy(() -> IntersectionScan.upTo(1).scan(columns(new int[1][0], 1), new boolean[0], CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> IntersectionScan.upTo(4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IntersectionScan.upTo(1).withMinimum(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sameReportForAnyThreadCount() {
        SeededRandom random = SeededRandom.of(3);
        int[][] codes = new int[5][2000];
        boolean[] selected = new boolean[2000];
        for (int row = 0; row < 2000; row++) {
            for (int[] column : codes) {
                column[row] = random.nextInt(4);
            }
            selected[row] = random.nextInt(3) == 0;
        }
        IntersectionReport alone = IntersectionScan.upTo(3).scan(columns(codes, 4), selected, CONTEXT);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (int threads : new int[] {2, 3, 8}) {
                assertThat(IntersectionScan.upTo(3)
                                .scan(columns(codes, 4), selected, CONTEXT.withExecutor(pool, threads)))
                        .isEqualTo(alone);
            }
        } finally {
            pool.shutdown();
        }
    }
}
