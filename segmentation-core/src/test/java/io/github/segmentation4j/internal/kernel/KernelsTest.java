package io.github.segmentation4j.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.cluster.KMeans;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelsTest {
    private static final Optional<String> ASKED_FOR = Optional.ofNullable(System.getProperty(Kernels.PROPERTY));

    @Test
    void kernelAskedForIsTheOneInUse() {
        Kernels expected = ASKED_FOR
                .map(name -> Kernels.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(Kernels.fastest());
        assertThat(Kernels.chosen()).isEqualTo(expected);
        assertThat(KMeans.kernelName()).isEqualTo(expected.words());
    }

    @Test
    void vectorsAreChosenWhereTheirModuleIsThereAndTheyAreWide() {
        boolean wide = Kernels.VECTOR.isAvailable()
                && Integer.parseInt(Kernels.VECTOR.words().substring("vector ".length())) >= 256;
        assertThat(Kernels.fastest()).isEqualTo(wide ? Kernels.VECTOR : Kernels.PLAIN);
    }

    @Test
    void moduleOfTheVectorApiDecidesWhetherVectorsAreAvailable() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assertThat(Kernels.VECTOR.isAvailable()).isEqualTo(present);
        assertThat(Kernels.PLAIN.isAvailable()).isTrue();
    }
}
