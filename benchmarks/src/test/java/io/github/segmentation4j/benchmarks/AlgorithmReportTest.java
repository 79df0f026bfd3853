package io.github.segmentation4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AlgorithmReportTest {
    private static final Task DBSCAN = new Task(Algorithm.DBSCAN, Sample.Kind.UNIFORM, new Shape(100, 2, 1), 0.25, 3);
    private static final Task MIXTURE =
            new Task(Algorithm.GAUSSIAN_MIXTURE, Sample.Kind.BLOBS, new Shape(100, 2, 3), 20, 1);
    private static final AlgorithmReport REPORT = new AlgorithmReport(List.of(
            new AlgorithmReport.Line(
                    DBSCAN,
                    "mine",
                    2,
                    3,
                    1.25,
                    12.4,
                    new Outcome(
                            OptionalInt.of(4), OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty())),
            new AlgorithmReport.Line(
                    MIXTURE,
                    "mine",
                    1,
                    1,
                    0.0625,
                    0,
                    new Outcome(OptionalInt.of(3), OptionalDouble.of(0.5), OptionalInt.empty(), OptionalDouble.empty())
                            .withIterations(7)
                            .withValue(-2.25))));

    @Test
    void theTableShowsWhatIsKnown() {
        assertThat(REPORT.text()).startsWith("version: ").endsWith("""
                        |---|---|---|---|---|---|---|---|---|---|---|---|
                        | dbscan | mine | uniform | 100 x 2 | 2 | 3 | 1.250 | 12 | 4 |  |  |  |
                        | gaussian-mixture | mine | blobs | 100 x 2 | 1 | 1 | 0.063 | 0 | 3 | 0.500 | 7 | -2.2500 |
                        """);
    }

    @Test
    void jsonHoldsTheSame() {
        assertThat(REPORT.json()).startsWith("{\n  \"environment\": {").endsWith("""
                  "algorithms": [
                    {"algorithm": "dbscan", "contender": "mine", "data": "uniform", "rows": 100, "columns": 2,\
                 "parameter": 0.25, "threads": 2, "rounds": 3, "median": 1.250000, "heap": 12.400,\
                 "clusters": 4, "ari": null, "iterations": null, "value": null},
                    {"algorithm": "gaussian-mixture", "contender": "mine", "data": "blobs", "rows": 100, "columns": 2,\
                 "parameter": 20.0, "threads": 1, "rounds": 1, "median": 0.062500, "heap": 0.000,\
                 "clusters": 3, "ari": 0.500000, "iterations": 7, "value": -2.250000000}
                  ]
                }
                """);
    }

    @Test
    void noiseIsNoClusterButCountsInTheAgreement() {
        Task task = new Task(Algorithm.DBSCAN, Sample.Kind.BLOBS, new Shape(100, 2, 3), 1, 1);
        Sample sample = Sample.of(task);
        int[] labels = sample.labels().orElseThrow();

        for (int r = 0; r < labels.length; r++) {
            labels[r] = labels[r] == 2 ? -1 : labels[r];
        }

        assertThat(Outcome.of(labels, sample).clusters()).hasValue(2);
        assertThat(Outcome.of(labels, sample).ari()).hasValue(1);
    }
}
