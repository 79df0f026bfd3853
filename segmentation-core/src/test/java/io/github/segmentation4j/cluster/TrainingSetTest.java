package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSetTest {
    private static final FeatureMatrix ROWS = FeatureMatrix.of(new double[][] {{1}, {2}, {7}});
    private static final Categories SEX = Categories.of("sex", List.of("f", "m"), new int[] {0, 1, -1});

    @Test
    void groupsStayWithTheRowsWhateverElseIsSaidOfThem() {
        TrainingSet fair = TrainingSet.of(ROWS)
                .withGroups(List.of(SEX))
                .withWeights(new double[] {1, 2, 3})
                .withLinks(Links.builder().mustLink(0, 1).build());
        assertThat(fair.groups()).containsExactly(SEX);
        assertThat(fair.withoutLinks().groups()).containsExactly(SEX);
        assertThat(fair.withoutGroups().groups()).isEmpty();
        assertThat(fair.withoutGroups().links()).isPresent();
        assertThat(fair.withoutGroups().weights().orElseThrow()).containsExactly(1, 2, 3);
        assertThat(fair.withoutGroups().withoutLinks().matrix()).isSameAs(ROWS);
    }

    @Test
    void aClustererThatKnowsOfNoGroupsRefusesThem() {
        TrainingSet fair = TrainingSet.of(ROWS).withGroups(List.of(SEX));
        assertThatThrownBy(() -> KMeans.withClusters(2).fit(fair, RunContext.seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("withoutGroups");
    }

    @Test
    void groupsMustBeOfTheseRowsAndToldApart() {
        TrainingSet rows = TrainingSet.of(ROWS);
        Categories two = Categories.of("race", List.of("a"), new int[] {0, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.withGroups(List.of(two)))
                .withMessageContaining("'race'")
                .withMessageContaining("3 rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.withGroups(List.of(SEX, SEX)))
                .withMessageContaining("two attributes");
    }
}
