package io.github.segmentation4j.privacy.testing;

import io.github.segmentation4j.privacy.noise.GaussianNoise;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;

class GaussianNoiseContractTest extends NoiseMechanismContract {
    @Override
    protected NoiseMechanism mechanism() {
        return GaussianNoise.of(2.5, 0.1);
    }
}
