package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import org.junit.jupiter.api.Test;

class LinksTest {
    @Test
    void mustLinksAreTransitive() {
        Links links =
                Links.builder().mustLink(5, 3).mustLink(3, 1, 6).mustLink(0, 4).build();
        assertThat(links.groups(8)).containsExactly(0, 1, 2, 1, 0, 1, 1, 7);
        assertThat(links.rowCount()).isEqualTo(7);
        assertThat(links.mustLinks()).contains(new Links.Pair(5, 3), new Links.Pair(3, 6));
        assertThat(links).hasToString("4 must-links and 0 cannot-links");
    }

    @Test
    void cannotLinkInsideAGroupIsRefusedWithBothRows() {
        Links.Builder builder = Links.builder().mustLink(0, 2).mustLink(2, 4).cannotLink(4, 0);
        assertThatThrownBy(builder::build)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        error -> assertThat(error.row()).hasValue(5))
                .hasMessageContaining("row 5: must not be with row 1");
    }

    @Test
    void linkNeedsTwoRows() {
        assertThatIllegalArgumentException().isThrownBy(() -> Links.builder().mustLink(3, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> Links.builder().cannotLink(-1, 3));
    }

    @Test
    void linkToARowThatIsNotThereIsRefused() {
        TrainingSet three = TrainingSet.of(FeatureMatrix.of(new double[3][1]));
        Links links = Links.builder().cannotLink(0, 3).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three.withLinks(links))
                .withMessageContaining("3 rows");
        assertThatIllegalArgumentException().isThrownBy(() -> links.groups(3));
    }

    @Test
    void linksAreNeverIgnoredByOversight() {
        double[][] rows = {{1, 5, 2}, {2, 6, 3}, {3, 7, 4}};
        TrainingSet linked = TrainingSet.of(FeatureMatrix.of(rows))
                .withLinks(Links.builder().mustLink(0, 2).build())
                .withWeights(new double[] {1, 2, 3});
        for (Clusterer clusterer : new Clusterer[] {KMeans.withClusters(2), RfmTiers.quintiles()}) {
            assertThatThrownBy(() -> clusterer.fit(linked, RunContext.seeded(1)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("ConstrainedKMeans");
        }
        assertThat(linked.withoutLinks().matrix().rowCount()).isEqualTo(3);
        assertThat(linked.withoutLinks().links()).isEmpty();
        assertThat(linked.withoutLinks().weights()).hasValue(new double[] {1, 2, 3});
    }
}
