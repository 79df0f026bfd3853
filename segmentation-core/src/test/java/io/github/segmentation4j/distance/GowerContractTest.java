package io.github.segmentation4j.distance;

class GowerContractTest extends DissimilarityContract {
    @Override
    protected Dissimilarity dissimilarity() {
        return Gower.of("b", "c").withWeight("a", 2.5);
    }
}
