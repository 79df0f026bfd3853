package io.github.segmentation4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.cluster.KMeans;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

    /** Whoever came to another result would be left out. */
    @ParameterizedTest
    @ValueSource(strings = {"3000x4x7", "1000x1x2", "600x17x5", "300x2x1"})
    void everyContenderOfEveryBuildAgreesWithKMeans(String shape) {
        Report report = Comparison.of(Shape.parse(shape), Comparison.peers(), 1).measure();

        assertThat(report.lines())
                .filteredOn(line -> line.what().equals(Measurement.FIT))
                .extracting(Measurement::contender)
                .containsExactly("k-means", "k-means", "commons-math3", "tribuo");
        assertThat(report.lines())
                .extracting(Measurement::what)
                .contains(Measurement.ASSIGNMENT, Measurement.SEEDING, Measurement.ITERATION, Measurement.FIT);
    }

    @Test
    void aClustererOfOnesOwnIsALineBesideTheOthers() {
        Report report = Comparison.of(new Shape(2000, 3, 4), List.of(), 1)
                .with("mine", KMeans.withClusters(4))
                .measure();

        Measurement mine = report.lines().get(report.lines().size() - 1);
        assertThat(mine.contender()).isEqualTo("mine");
        assertThat(mine.what()).isEqualTo(Measurement.FIT);
        // Ten seeded restarts iterated to the end never do worse than twenty iterations from rows drawn at random.
        assertThat(mine.inertia().orElseThrow()).isLessThanOrEqualTo(1);
        assertThat(mine.ratio()).isPresent();
    }

    @Test
    void aContenderThatMissesIterationsIsLeftOutWithANote() {
        Contender lazy = new Wrapped(new KMeansContender(1), -19);

        Report report = Comparison.of(new Shape(2000, 4, 7), List.of(lazy), 1).measure();

        assertThat(report.lines()).extracting(Measurement::contender).doesNotContain("lazy");
        assertThat(report.notes())
                .anySatisfy(note -> assertThat(note).startsWith("lazy is left out of 2000x4x7: its inertia is "));
    }

    @Test
    void fewIterationsThatWereEnoughAreNoted() {
        assertThat(Comparison.of(new Shape(50, 2, 2), List.of(), 1).measure().notes())
                .containsExactly(
                        "k-means of 50x2x2 converged before 20 iterations: its lines say nothing of the cost of one");
    }

    @Test
    void aSweepCoversEveryClusterCountAndEachOfRowsColumnsAndClusters() {
        assertThat(Sweep.kernelShapes(Options.Extent.FULL))
                .hasSize(44)
                .contains(new Shape(10_000, 8, 2), new Shape(1_000_000, 16, 1000));
        assertThat(Sweep.iterationShapes(Options.Extent.FULL))
                .doesNotHaveDuplicates()
                .contains(new Shape(800_000, 16, 20), new Shape(200_000, 128, 20), new Shape(200_000, 16, 1000));
    }

    /** Another contender with some iterations more or fewer. */
    private record Wrapped(Contender contender, int more) implements Contender {
        @Override
        public String name() {
            return "lazy";
        }

        @Override
        public int threads() {
            return contender.threads();
        }

        @Override
        public Starts starts() {
            return contender.starts();
        }

        @Override
        public Fit prepare(Workload workload) {
            Fit fit = contender.prepare(workload);
            return new Fit() {
                @Override
                public Supplier<double[][]> run(int iterations) {
                    return fit.run(Math.max(1, iterations + more));
                }

                @Override
                public void close() {
                    fit.close();
                }
            };
        }
    }
}
