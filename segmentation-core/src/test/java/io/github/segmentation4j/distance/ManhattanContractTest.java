package io.github.segmentation4j.distance;

class ManhattanContractTest extends DissimilarityContract {
    @Override
    protected Dissimilarity dissimilarity() {
        return Distances.manhattan();
    }
}
