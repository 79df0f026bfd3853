package io.github.segmentation4j.cluster;

class WardContractTest extends LinkageContract {
    @Override
    Linkage linkage() {
        return Linkage.WARD;
    }
}
