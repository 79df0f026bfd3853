package io.github.segmentation4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoriesTest {
    private final Categories sex = Categories.of("sex", List.of("f", "m"), new int[] {0, 1, -1, 1, 0});
    private final Categories race = Categories.of("race", List.of("a", "b", "c"), new int[] {2, 0, 1, -1, 2});

    @Test
    void crossingKeepsTheOrderOfLevelsAndMissesWhereEitherIsMissing() {
        Categories crossed = sex.crossedWith(race);
        assertThat(crossed.name()).isEqualTo("sex x race");
        assertThat(crossed.levels()).containsExactly("f, c", "m, a");
        assertThat(crossed.codes()).containsExactly(0, 1, -1, -1, 0);
        assertThat(crossed.counts()).containsExactly(2, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void crossingTellsApartExactlyWhatEitherTellsApart(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int[] first = IntStream.generate(() -> random.nextInt(5) - 1).limit(200).toArray();
        int[] second =
                IntStream.generate(() -> random.nextInt(4) - 1).limit(200).toArray();
        Categories crossed = Categories.of("x", List.of("0", "1", "2", "3"), first)
                .crossedWith(Categories.of("y", List.of("0", "1", "2"), second));
        for (int i = 0; i < 200; i++) {
            boolean missing = first[i] < 0 || second[i] < 0;
            assertThat(crossed.code(i) < 0).isEqualTo(missing);
            if (!missing) {
                assertThat(crossed.levels().get(crossed.code(i))).isEqualTo(first[i] + ", " + second[i]);
            }
        }
    }

    @Test
    void codesOutsideTheLevelsAndOtherRowsAreRefused() {
        assertThatThrownBy(() -> Categories.of("sex", List.of("f"), new int[] {0, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> Categories.of("sex", List.of("f"), new int[] {-2}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sex.crossedWith(Categories.of("one", List.of("a"), new int[] {0})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same rows");
    }

    @Test
    void whatComesInAndGoesOutIsCopied() {
        int[] codes = {0, 0};
        Categories categories = Categories.of("a", List.of("x"), codes);
        codes[0] = -1;
        categories.codes()[1] = -1;
        assertThat(categories.codes()).containsExactly(0, 0);
    }
}
