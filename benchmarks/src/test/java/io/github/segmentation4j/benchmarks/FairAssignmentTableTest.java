package io.github.segmentation4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FairAssignmentTableTest {

    @Test
    void tellsTheGapOfEveryRound() {
        String table = FairAssignmentTable.of(new Shape(2000, 3, 4), 3, 2);
        assertThat(table.lines()).hasSize(6);
        assertThat(table.lines().skip(2)).allMatch(line -> line.startsWith("| 2000x3x4 | 3 |"));
    }
}
