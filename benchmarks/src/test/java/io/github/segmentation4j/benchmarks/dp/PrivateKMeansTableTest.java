package io.github.segmentation4j.benchmarks.dp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.privacy.cluster.DpKMeans;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PrivateKMeansTableTest {
    @Test
    void tablesHaveALineForEachEpsilonAndMethod() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        BoundedRows data = BoundedRows.ball(4, 3, 2_000, 1);
        PrivateKMeansTable.head(out, DpKMeans.Method.TREE);
        PrivateKMeansTable.print(
                out, new PrivateKMeansTable.Cell(data, List.of(9.0, 9.0, 9.0)), DpKMeans.Method.TREE, 3);
        PrivateKMeansTable.time(out, 1_000);
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("| 4-d, k 3, n 2000 | "))
                .hasSize(4);
        assertThat(lines).filteredOn(line -> line.startsWith("| LLOYD | ")).hasSize(1);
        assertThat(lines).filteredOn(line -> line.startsWith("| TREE | ")).hasSize(1);
    }

    @Test
    void rowsAreTheSameForASeedAndLieWithinTheirBounds() {
        List<BoundedRows> mixtures = List.of(BoundedRows.ball(3, 4, 500, 7), BoundedRows.likeRfm(500, 7));
        assertThat(BoundedRows.ball(3, 4, 500, 7).rows())
                .isDeepEqualTo(mixtures.get(0).rows());
        assertThat(BoundedRows.likeRfm(500, 7).rows())
                .isDeepEqualTo(mixtures.get(1).rows());
        for (BoundedRows mixture : mixtures) {
            for (double[] row : mixture.rows()) {
                assertThat(Arrays.stream(row)).allMatch(value -> value >= mixture.lower() && value <= mixture.upper());
            }
        }
    }

    @Test
    void withoutNoiseTheBaselineFindsTheMeanOfTheRows() {
        double[][] rows = BoundedRows.ball(3, 4, 500, 7).rows();
        double[] centre = DpLloyd.centres(rows, 1, 1e12, 1)[0];
        for (int c = 0; c < 3; c++) {
            int column = c;
            double mean = Arrays.stream(rows)
                    .mapToDouble(row -> row[column])
                    .average()
                    .orElseThrow();
            assertThat(centre[c]).isCloseTo(mean, Offset.offset(1e-6));
        }
    }
}
