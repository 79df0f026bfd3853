package io.github.segmentation4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Measurement FIRST =
            Measurement.of(new Shape(100, 2, 3), Measurement.ITERATION, "k-means", 2, 3, 1, 2);
    private static final Measurement SECOND = Measurement.of(
                    new Shape(100, 2, 3), Measurement.FIT, "mine \"quoted\"", 1, 0.5)
            .over(FIRST)
            .with(OptionalDouble.of(1.25), OptionalDouble.of(12.4), OptionalDouble.of(0.0625));
    private static final Report REPORT = new Report(List.of(FIRST, SECOND), List.of("a note"));

    @Test
    void theTableShowsMedianBestAndWhatIsKnown() {
        assertThat(REPORT.text())
                .startsWith("version: ")
                .contains("; kernel: ")
                .contains("| 100x2x3 | iteration | k-means | 2 | 2.0 | 1.0 |  |  |  |  |\n")
                .contains(
                        "| 100x2x3 | whole fit | mine \"quoted\" | 1 | 0.5000 | 0.5000 | 0.25 | 1.2500 | 12 | 0.063 |\n")
                .endsWith("\na note.\n");
    }

    @Test
    void everyRowOfTheTableHasAllColumns() {
        assertThat(REPORT.text().lines().filter(line -> line.startsWith("|")))
                .hasSize(4)
                .allSatisfy(
                        line -> assertThat(line.chars().filter(c -> c == '|')).hasSize(11));
    }

    @Test
    void jsonHoldsTheSameAndQuotesNames() {
        assertThat(REPORT.json())
                .startsWith("{\n  \"environment\": {\n    \"version\": \"")
                .endsWith("""
                          "measurements": [
                            {"rows": 100, "columns": 2, "clusters": 3, "what": "iteration", "contender": "k-means",\
                         "threads": 2, "median": 2.000000, "best": 1.000000, "ratio": null, "inertia": null,\
                         "heap": null, "bytesPerRow": null},
                            {"rows": 100, "columns": 2, "clusters": 3, "what": "whole fit",\
                         "contender": "mine \\"quoted\\"", "threads": 1, "median": 0.500000, "best": 0.500000,\
                         "ratio": 0.250000, "inertia": 1.250000, "heap": 12.400000, "bytesPerRow": 0.062500}
                          ],
                          "notes": ["a note"]
                        }
                        """);
    }
}
