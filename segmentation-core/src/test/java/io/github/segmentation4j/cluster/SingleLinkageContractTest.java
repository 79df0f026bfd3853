package io.github.segmentation4j.cluster;

class SingleLinkageContractTest extends LinkageContract {
    @Override
    Linkage linkage() {
        return Linkage.SINGLE;
    }
}
