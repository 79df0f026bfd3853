package io.github.segmentation4j.distance;

class EuclideanContractTest extends DissimilarityContract {
    @Override
    protected Dissimilarity dissimilarity() {
        return Distances.euclidean();
    }
}
