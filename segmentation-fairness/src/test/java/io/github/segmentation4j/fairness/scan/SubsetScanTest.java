package io.github.segmentation4j.fairness.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubsetScanTest {
    private static final List<String> LEVELS = List.of("u", "v", "w");
    private static final double[] PROBABILITIES = {0.05, 0.2, 0.35, 0.6};

    /** One person, as the plain search below sees it. */
    private record Person(int[] codes, double p, boolean hit) {}

    private static List<Person> persons(long seed, int rows, int attributes) {
        SeededRandom random = SeededRandom.of(seed);
        List<Person> persons = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int[] codes = new int[attributes];
            for (int a = 0; a < attributes; a++) {
                codes[a] = random.nextInt(3);
            }
            double p = PROBABILITIES[random.nextInt(PROBABILITIES.length)];
            persons.add(new Person(codes, p, random.nextDouble() < p));
        }
        return persons;
    }

    private static ScanCells cells(List<Person> persons) {
        int attributes = persons.get(0).codes().length;
        List<Categories> columns = new ArrayList<>();
        for (int a = 0; a < attributes; a++) {
            int column = a;
            columns.add(Categories.of(
                    "a" + a,
                    LEVELS,
                    persons.stream().mapToInt(person -> person.codes()[column]).toArray()));
        }
        boolean[] hits = new boolean[persons.size()];
        double[] expected = new double[persons.size()];
        for (int row = 0; row < hits.length; row++) {
            hits[row] = persons.get(row).hit();
            expected[row] = persons.get(row).p();
        }
        return ScanCells.of(columns, hits, expected);
    }

    /** The best score over every combination of non-empty value sets, person by person. */
    private static double plainBest(List<Person> persons, ScanScore score, boolean higher, double penalty) {
        int attributes = persons.get(0).codes().length;
        double best = 0;
        int[] masks = new int[attributes];
        for (int number = 0; number < StrictMath.round(StrictMath.pow(7, attributes)); number++) {
            int rest = number;
            double penalties = 0;
            for (int a = 0; a < attributes; a++) {
                masks[a] = 1 + rest % 7;
                rest /= 7;
                penalties += masks[a] == 7 ? 0 : penalty * Integer.bitCount(masks[a]);
            }
            List<Person> chosen = new ArrayList<>();
            for (Person person : persons) {
                boolean in = true;
                for (int a = 0; a < attributes; a++) {
                    in &= (masks[a] >> person.codes()[a] & 1) == 1;
                }
                if (in) {
                    chosen.add(person);
                }
            }
            best = Math.max(best, plainMaximum(chosen, score, higher) - penalties);
        }
        return best;
    }

    /** The maximum of a concave function by cutting thirds. */
    private static double plainMaximum(List<Person> persons, ScanScore score, boolean higher) {
        double low = higher ? 0 : -60;
        double high = higher ? 60 : 0;
        for (int step = 0; step < 100; step++) {
            double third = (high - low) / 3;
            if (plainScore(persons, score, low + third) < plainScore(persons, score, high - third)) {
                low += third;
            } else {
                high -= third;
            }
        }
        return plainScore(persons, score, (low + high) / 2);
    }

    private static double plainScore(List<Person> persons, ScanScore score, double t) {
        double q = StrictMath.exp(t);
        double sum = 0;
        for (Person person : persons) {
            sum += person.hit() ? t : 0;
            sum -= score == ScanScore.BERNOULLI
                    ? StrictMath.log(1 - person.p() + q * person.p())
                    : (q - 1) * person.p();
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(ScanScore.class)
    void theBestValuesOfOneAttributeAreFoundExactly(ScanScore score) {
        for (int seed = 0; seed < 40; seed++) {
            List<Person> persons = persons(seed, 30, 1);
            for (double penalty : new double[] {0, 0.3}) {
                for (ScanDirection side : List.of(ScanDirection.HIGHER, ScanDirection.LOWER)) {
                    double found = SubsetScan.of(side)
                            .withScore(score)
                            .withPenalty(penalty)
                            .withStarts(1)
                            .withDraws(0)
                            .scan(cells(persons), RunContext.seeded(seed))
                            .score();
                    assertThat(found)
                            .isCloseTo(plainBest(persons, score, side == ScanDirection.HIGHER, penalty), within(1e-8));
                }
            }
        }
    }

    /**
     * Over several attributes the climb may end below the best subset, most often in chance data such as these; it never
     * exceeds it, and finds it in at least 9 of 10 cases with 20 starts.
     */
    @ParameterizedTest
    @EnumSource(ScanScore.class)
    void theBestSubsetOfThreeAttributesIsNeverExceededAndMostlyFound(ScanScore score) {
        int found = 0;
        for (int seed = 100; seed < 130; seed++) {
            List<Person> persons = persons(seed, 60, 3);
            ScanDirection side = seed % 2 == 0 ? ScanDirection.HIGHER : ScanDirection.LOWER;
            double climbed = SubsetScan.of(side)
                    .withScore(score)
                    .withPenalty(0.1)
                    .withDraws(0)
                    .scan(cells(persons), RunContext.seeded(seed))
                    .score();
            double best = plainBest(persons, score, side == ScanDirection.HIGHER, 0.1);
            assertThat(climbed).isLessThanOrEqualTo(best + 1e-8);
            found += climbed >= best - 1e-8 ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(27);
    }

    @Test
    void eitherDirectionReportsTheLargerScore() {
        ScanCells cells = cells(persons(3, 80, 2));
        double higher = scanned(ScanDirection.HIGHER, cells).score();
        double lower = scanned(ScanDirection.LOWER, cells).score();
        DetectedSubset either = scanned(ScanDirection.EITHER, cells);
        assertThat(either.score()).isCloseTo(Math.max(higher, lower), within(1e-9));
        assertThat(either.direction()).isEqualTo(higher > lower ? ScanDirection.HIGHER : ScanDirection.LOWER);
    }

    private static DetectedSubset scanned(ScanDirection direction, ScanCells cells) {
        return SubsetScan.of(direction).withDraws(0).scan(cells, RunContext.seeded(1));
    }

    /** Two values of one attribute and one of another, their odds tripled among persons of mixed probabilities. */
    private static ScanCells planted(long seed, int rows) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, 99));
        List<Person> changed = new ArrayList<>();
        for (Person person : persons(seed, rows, 3)) {
            boolean in = person.codes()[0] != 1 && person.codes()[2] == 0;
            double odds = 3 * person.p() / (1 - person.p());
            changed.add(in ? new Person(person.codes(), person.p(), random.nextDouble() < odds / (1 + odds)) : person);
        }
        return cells(changed);
    }

    @Test
    void aPlantedSubsetIsFoundWithASmallPAndConfirmedInPersonsHeldOut() {
        ScanCells.Split split = planted(5, 4000).split(0.5, 7);
        SubsetScan scan = SubsetScan.of(ScanDirection.HIGHER).withPenalty(1);
        DetectedSubset found = scan.scan(split.search(), RunContext.seeded(42));

        assertThat(found.restrictions()).isEqualTo(Map.of("a0", List.of("u", "w"), "a2", List.of("u")));
        assertThat(found.p()).isEqualTo(Statistic.of(1 / 200.0));
        assertThat(found.ratio().orElseThrow()).isGreaterThan(1.3);

        DetectedSubset confirmed = scan.confirm(found, split.holdout(), RunContext.seeded(43));
        assertThat(confirmed.restrictions()).isEqualTo(found.restrictions());
        assertThat(confirmed.p()).isEqualTo(Statistic.of(1 / 200.0));
        assertThat(confirmed.persons() + found.persons())
                .isEqualTo(scan.confirm(found, planted(5, 4000), RunContext.seeded(1))
                        .persons());
    }

    /**
     * With 19 draws p is at most 0.1 with probability 0.1, apart from ties that make it rarer. Of 250 scans of chance data
     * 25 are expected, standard error 4.7; 4.5 of them either way is left by chance with probability below 1e-4.
     */
    @Test
    void pValuesOfChanceDataAreUniform() {
        int small = 0;
        for (int seed = 0; seed < 250; seed++) {
            DetectedSubset found = SubsetScan.of(ScanDirection.EITHER)
                    .withDraws(19)
                    .withStarts(3)
                    .scan(cells(persons(1000 + seed, 120, 3)), RunContext.seeded(seed));
            small += found.p().orElseThrow() <= 0.1 ? 1 : 0;
        }
        assertThat(small).isBetween(4, 46);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void sameSubsetAndPForAnyThreadCount(int threads) {
        ScanCells cells = planted(8, 500);
        SubsetScan scan = SubsetScan.of(ScanDirection.EITHER).withDraws(99);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            RunContext alone = RunContext.seeded(4);
            assertThat(scan.scan(cells, alone.withExecutor(pool, threads))).isEqualTo(scan.scan(cells, alone));
        } finally {
            pool.shutdown();
        }
    }

    /** Reference G20, the counts of the IBM campaign: clicks by homeowner, and the printed subset of homeowner 0. */
    private static ScanCells campaign() {
        return ScanCells.builder(
                        List.of("homeowner", "area and income"), List.of(List.of("0", "1"), List.of("in", "other")))
                .add(List.of("0", "in"), 153_883, 281, 1_907)
                .add(List.of("0", "other"), 174_654 - 153_883, 332 - 281, 1_944 - 1_907)
                .add(List.of("1", "other"), 1_268_486, 2_042, 423)
                .build();
    }

    @Test
    void theSubsetOfTheCampaignWithTooFewClicksIsFoundFromItsPrintedCounts() {
        DetectedSubset found = SubsetScan.of(ScanDirection.LOWER).scan(campaign(), RunContext.seeded(1));
        assertThat(found.restrictions()).isEqualTo(Map.of("area and income", List.of("in")));
        assertThat(found.persons()).isEqualTo(153_883);
        assertThat(found.observed()).isEqualTo(281);
        assertThat(found.expected()).isCloseTo(1_907, within(1e-6));
        assertThat(found.p()).isEqualTo(Statistic.of(1 / 200.0));
        // With one probability for all the best factor and its score have a closed form.
        double n = 153_883;
        double p = 1_907 / n;
        double q = 281 / (n - 281) * (1 - p) / p;
        assertThat(found.score()).isCloseTo(281 * StrictMath.log(q) - n * StrictMath.log(1 - p + p * q), within(1e-6));

        DetectedSubset more = SubsetScan.of(ScanDirection.HIGHER).withDraws(0).scan(campaign(), RunContext.seeded(1));
        assertThat(more.restrictions()).isEqualTo(Map.of("homeowner", List.of("1")));
        assertThat(more.observed()).isEqualTo(2_042);
        assertThat(campaign().observed()).isEqualTo(2_374);
        assertThat(campaign().persons()).isEqualTo(1_443_140);
    }

    @Test
    void whereNobodyDeviatesToThatSideNothingIsFound() {
        ScanCells cells = ScanCells.builder(List.of("a"), List.of(List.of("u", "v")))
                .add(List.of("u"), 10, 3, 3)
                .add(List.of("v"), 10, 2, 4)
                .build();
        DetectedSubset found = SubsetScan.of(ScanDirection.HIGHER).scan(cells, RunContext.seeded(1));
        assertThat(found.isPresent()).isFalse();
        assertThat(found.score()).isZero();
        assertThat(found.p()).isEqualTo(Statistic.of(1));
        assertThat(found.ratio()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(found.table().rows().get(0)).contains(Cell.text("nobody"), Cell.count(0));
        assertThatThrownBy(() -> SubsetScan.of(ScanDirection.HIGHER).confirm(found, cells, RunContext.seeded(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(ScanScore.class)
    void allOrNobodyOfASubsetHavingTheOutcomeHasAFiniteScore(ScanScore score) {
        ScanCells cells = ScanCells.builder(List.of("a"), List.of(List.of("u", "v")))
                .add(List.of("u"), 50, 50, 5)
                .add(List.of("v"), 50, 0, 20)
                .build();
        SubsetScan scan = SubsetScan.of(ScanDirection.HIGHER).withScore(score).withDraws(0);
        DetectedSubset more = scan.scan(cells, RunContext.seeded(1));
        assertThat(more.restrictions()).isEqualTo(Map.of("a", List.of("u")));
        double best = score == ScanScore.BERNOULLI ? -50 * StrictMath.log(0.1) : 50 * StrictMath.log(10) - 45;
        assertThat(more.score()).isCloseTo(best, within(1e-9));
        DetectedSubset fewer =
                SubsetScan.of(ScanDirection.LOWER).withScore(score).withDraws(0).scan(cells, RunContext.seeded(1));
        assertThat(fewer.restrictions()).isEqualTo(Map.of("a", List.of("v")));
        double least = score == ScanScore.BERNOULLI ? -50 * StrictMath.log(0.6) : 20;
        assertThat(fewer.score()).isCloseTo(least, within(1e-9));
    }

    @Test
    void onePersonIsASubsetOfNoWeight() {
        ScanCells cells = ScanCells.of(
                List.of(Categories.of("a", List.of("u"), new int[] {0})), new boolean[] {true}, new double[] {0.5});
        DetectedSubset found = SubsetScan.of(ScanDirection.HIGHER).scan(cells, RunContext.seeded(1));
        assertThat(found.persons()).isEqualTo(1);
        assertThat(found.restrictions()).isEmpty();
        assertThat(found.score()).isCloseTo(StrictMath.log(2), within(1e-12));
        assertThat(found.p().orElseThrow()).isGreaterThan(0.3);
        assertThatThrownBy(() -> cells.split(0.5, 1)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aMissingValueIsAValue() {
        int[] codes = new int[200];
        boolean[] hits = new boolean[200];
        double[] expected = new double[200];
        for (int row = 0; row < 200; row++) {
            codes[row] = row < 100 ? 0 : Categories.MISSING;
            hits[row] = row >= 100;
            expected[row] = 0.5;
        }
        ScanCells cells = ScanCells.of(List.of(Categories.of("income", List.of("low"), codes)), hits, expected);
        DetectedSubset found = SubsetScan.of(ScanDirection.HIGHER).withDraws(0).scan(cells, RunContext.seeded(1));
        assertThat(found.restrictions()).isEqualTo(Map.of("income", List.of(Groups.MISSING)));
        assertThat(found.p()).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void aCancelledScanStopsAndProgressIsTold() {
        Cancellation cancellation = Cancellation.create();
        List<Long> done = new ArrayList<>();
        RunContext context = RunContext.seeded(1).withCancellation(cancellation).withListener(progress -> {
            done.add(progress.done());
            cancellation.cancel();
        });
        ScanCells cells = cells(persons(1, 50, 2));
        assertThatThrownBy(() -> SubsetScan.of(ScanDirection.LOWER).scan(cells, context))
                .isInstanceOf(CancelledException.class);
        assertThat(done).containsExactly(64L);
    }

    @Test
    void unusableDataAndOptionsAreRefused() {
        Categories one = Categories.of("a", List.of("u"), new int[] {0});
        assertThatThrownBy(() -> ScanCells.of(List.of(one), new boolean[] {true}, new double[] {1}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> ScanCells.of(List.of(one), new boolean[] {true}, new double[] {Double.NaN}))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ScanCells.of(List.of(one), new boolean[2], new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ScanCells.of(List.of(), new boolean[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> ScanCells.builder(List.of("a"), List.of(LEVELS)).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least one person");
        assertThatThrownBy(
                        () -> ScanCells.builder(List.of("a"), List.of(LEVELS)).add(List.of("x"), 2, 1, 1))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(
                        () -> ScanCells.builder(List.of("a"), List.of(LEVELS)).add(List.of("u"), 2, 3, 1))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> SubsetScan.of(ScanDirection.LOWER).withPenalty(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        DetectedSubset other =
                new DetectedSubset(Map.of("b", List.of("u")), ScanDirection.LOWER, 5, 1, 2, 1, Statistic.of(1));
        ScanCells cells = cells(persons(1, 50, 2));
        assertThatThrownBy(() -> SubsetScan.of(ScanDirection.LOWER).confirm(other, cells, RunContext.seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'b'");
    }
}
