package io.github.segmentation4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FairAssignmentTableTest {

    @Test
    void tellsTheGapOfEveryRound() {
        String table = FairAssignmentTable.of(new Shape(2000, 3, 4), 3, 2);
        assertThat(table.lines()).hasSize(6);
        assertThat(table.lines().skip(2)).allMatch(line -> line.startsWith("| 2000x3x4 | 3 |"));
    }

    @Test
    void jsonHoldsTheLinesOfTheTable() {
        FairReport report = new FairReport(
                List.of(new FairReport.Line(new Shape(2000, 3, 4), 5, 2, 1, 12.25, 20.25, 0.000125, 17)));
        assertThat(report.text())
                .startsWith("version: ")
                .endsWith("| 2000x3x4 | 5 | 2 | 1 | 12 | 20 | 1.3e-04 | 17 |\n");
        assertThat(report.json()).endsWith("""
                  "fairAssignments": [
                    {"rows": 2000, "columns": 3, "clusters": 4, "groups": 5, "threads": 2, "round": 1,\
                 "wall": 12.250000, "processor": 20.250000, "gap": 1.250e-04, "moved": 17}
                  ]
                }
                """);
    }
}
