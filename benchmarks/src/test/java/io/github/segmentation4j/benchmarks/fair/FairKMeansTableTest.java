package io.github.segmentation4j.benchmarks.fair;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.cluster.GroupRules;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairKMeansTableTest {
    private static final FairData DATA = new FairData(
            "four rows",
            new double[][] {{0}, {1}, {10}, {11}},
            Categories.of("sex", List.of("Female", "Male"), new int[] {0, 1, 0, 1}));

    @Test
    void aLineHasTheCostTheRatioAndTheBalance() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FairKMeansTable.print(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), DATA, 2, GroupRules.balance("sex", 1), 4, 1);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .startsWith(
                        "| 2 | balance of 'sex' at least 1 | 1 | 1.00 | 4.00 | 0.2500 | 0.0e+00 | 1.0000 | 0.0000 |");
    }

    @Test
    void rulesOfACellAreAPartOfTheBalanceOfEqualSegments() {
        assertThat(new FairKMeansTable.Cell(2, 90, 1).rules(DATA)).isEqualTo(GroupRules.balance("sex", 90, 100));
    }
}
