package io.github.segmentation4j.cluster;

class AverageLinkageContractTest extends LinkageContract {
    @Override
    Linkage linkage() {
        return Linkage.AVERAGE;
    }
}
