package io.github.segmentation4j.cluster;

class CompleteLinkageContractTest extends LinkageContract {
    @Override
    Linkage linkage() {
        return Linkage.COMPLETE;
    }
}
