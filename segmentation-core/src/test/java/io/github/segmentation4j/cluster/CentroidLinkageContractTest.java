package io.github.segmentation4j.cluster;

class CentroidLinkageContractTest extends LinkageContract {
    @Override
    Linkage linkage() {
        return Linkage.CENTROID;
    }
}
