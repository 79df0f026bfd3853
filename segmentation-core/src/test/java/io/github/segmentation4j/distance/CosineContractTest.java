package io.github.segmentation4j.distance;

class CosineContractTest extends DissimilarityContract {
    @Override
    protected Dissimilarity dissimilarity() {
        return Distances.cosine();
    }
}
