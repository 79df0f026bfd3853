package io.github.segmentation4j.privacy.noise;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoiseSourceTest {

    @Test
    void hazard5TwoSourcesNeverRepeat() {
        Set<Long> seen = new HashSet<>();
        int drawn = 0;
        for (int source = 0; source < 20; source++) {
            NoiseSource secure = NoiseSource.secure();
            for (int i = 0; i < 2_000; i++) {
                seen.add(secure.nextLong());
                drawn++;
            }
        }
        // Two of 40,000 random longs are the same once in 2e10 runs.
        assertThat(seen).hasSize(drawn);
    }

    /** By the class files of the main code: who can be public and make a source does not get to choose its bits. */
    @Test
    void hazard5NobodyOutsideCanSeedASource() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.github.segmentation4j.privacy.noise");
        int makers = 0;
        for (JavaClass type : classes) {
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                boolean makes = unit.getRawReturnType().isEquivalentTo(NoiseSource.class)
                        || (unit.isConstructor() && unit.getOwner().isEquivalentTo(NoiseSource.class));
                if (makes && unit.getModifiers().contains(PUBLIC)) {
                    makers++;
                    assertThat(unit.getRawParameterTypes())
                            .as(unit.getFullName())
                            .isEmpty();
                }
            }
        }
        assertThat(makers).isEqualTo(1);
        JavaClass source = classes.get(NoiseSource.class);
        assertThat(source.getModifiers()).contains(FINAL);
        assertThat(source.getConstructors())
                .allSatisfy(
                        constructor -> assertThat(constructor.getModifiers()).doesNotContain(PUBLIC));
        assertThat(classes.get(NoiseSource.Bits.class).getModifiers()).doesNotContain(PUBLIC);
    }

    @Test
    void bitsAreWipedAsTheyAreUsed() {
        byte[][] buffer = new byte[1][];
        NoiseSource source = new NoiseSource(target -> {
            Arrays.fill(target, (byte) 7);
            buffer[0] = target;
        });
        assertThat(source.nextLong()).isEqualTo(0x0707070707070707L);
        source.nextLong();
        assertThat(buffer[0]).startsWith(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7);
        assertThat(source).hasToString("noise source");
    }

    @Test
    void threadsNeverShareBits() throws InterruptedException, ExecutionException {
        NoiseSource source = SeededNoise.of(1);
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Future<long[]>> parts = IntStream.range(0, 4)
                    .mapToObj(i -> executor.submit(() -> IntStream.range(0, 5_000)
                            .mapToLong(j -> source.nextLong())
                            .toArray()))
                    .toList();
            Set<Long> seen = new HashSet<>();
            for (Future<long[]> part : parts) {
                Arrays.stream(part.get()).forEach(seen::add);
            }
            NoiseSource again = SeededNoise.of(1);
            for (int i = 0; i < 20_000; i++) {
                assertThat(seen.contains(again.nextLong())).isTrue();
            }
            assertThat(seen).hasSize(20_000);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void everyNumberBelowABoundIsAsLikely() {
        NoiseSource source = SeededNoise.of(2);
        long[] observed = new long[13];
        for (int i = 0; i < ChiSquare.DRAWS; i++) {
            observed[(int) source.nextLong(13)]++;
        }
        double[] expected = new double[13];
        Arrays.fill(expected, ChiSquare.DRAWS / 13.0);
        assertThat(ChiSquare.pValue(observed, expected)).isGreaterThan(ChiSquare.REJECTED);
        assertThat(source.nextLong(1)).isZero();
        assertThat(source.nextLong(Long.MAX_VALUE)).isNotNegative();
        assertThatIllegalArgumentException().isThrownBy(() -> source.nextLong(0));
    }
}
