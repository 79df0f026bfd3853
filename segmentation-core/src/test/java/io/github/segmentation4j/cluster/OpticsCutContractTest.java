package io.github.segmentation4j.cluster;

class OpticsCutContractTest extends ClustererContract {
    /** Finds the number of clusters itself: groups of a standard deviation of 1 need a radius that spans their gaps. */
    @Override
    protected Clusterer clusterer(int clusters) {
        return Optics.withMinimumNeighbours(1).withMaximumRadius(8).withExtraction(Optics.Extraction.cut(8));
    }
}
