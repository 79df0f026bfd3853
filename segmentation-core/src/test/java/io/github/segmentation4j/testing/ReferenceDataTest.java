package io.github.segmentation4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceDataTest {

    @Test
    @RequiresData("clustering/iris.csv")
    void irisesAreThoseFisherPublished() {
        ReferenceData.Iris iris = ReferenceData.iris();

        assertThat(iris.rows()).hasDimensions(150, 4);
        // Rows 35 and 38 are the two that the widespread copy of the file gets wrong.
        assertThat(iris.rows()[34]).containsExactly(4.9, 3.1, 1.5, 0.2);
        assertThat(iris.rows()[37]).containsExactly(4.9, 3.6, 1.4, 0.1);
        assertThat(iris.species()).hasSize(150).startsWith(0).endsWith(2);
    }

    @Test
    @RequiresData({"clustering/sipu/s1.data.gz", "clustering/sipu/s1.labels0.gz"})
    void packedMatricesHaveALabelForEachRow() {
        assertThat(ReferenceData.matrix("clustering/sipu/s1.data.gz")).hasDimensions(5000, 2);
        assertThat(ReferenceData.labels("clustering/sipu/s1.labels0.gz")).hasSize(5000);
    }
}
