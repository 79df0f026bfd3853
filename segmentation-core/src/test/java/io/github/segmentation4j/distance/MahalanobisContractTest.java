package io.github.segmentation4j.distance;

class MahalanobisContractTest extends DissimilarityContract {
    @Override
    protected Dissimilarity dissimilarity() {
        return Distances.mahalanobis();
    }
}
