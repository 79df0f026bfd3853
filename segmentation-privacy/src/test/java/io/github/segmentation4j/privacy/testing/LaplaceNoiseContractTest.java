package io.github.segmentation4j.privacy.testing;

import io.github.segmentation4j.privacy.noise.LaplaceNoise;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;

class LaplaceNoiseContractTest extends NoiseMechanismContract {
    @Override
    protected NoiseMechanism mechanism() {
        return LaplaceNoise.of(3, 0.7);
    }
}
