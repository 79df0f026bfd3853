package io.github.segmentation4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.internal.random.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedStringsTest {
    private static final int[] LETTERS = {'a', 'b', ' ', 'é', 'ß', '顧', 0x1F600, 0};

    private static String random(SeededRandom random, int longest) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest + 1);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void holdsWhatAListHolds(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        PackedStrings packed = new PackedStrings();
        List<String> list = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            String value = random.nextInt(10) == 0 ? null : random(random, 6);
            packed.add(value);
            list.add(value);
            if (random.nextInt(5000) == 0) {
                packed.trim();
            }
        }
        packed.trim();
        assertThat(packed.size()).isEqualTo(list.size());
        for (int i = 0; i < list.size(); i++) {
            assertThat(packed.get(i)).isEqualTo(list.get(i));
            byte[] same = list.get(i) == null ? new byte[0] : list.get(i).getBytes(StandardCharsets.UTF_8);
            assertThat(packed.matches(i, same)).isEqualTo(list.get(i) != null);
        }
    }

    @Test
    void emptyAndMissingAreToldApartAtTheEdgesOfPages() {
        PackedStrings packed = new PackedStrings();
        int rows = 3 * (1 << 14) + 1;
        for (int i = 0; i < rows; i++) {
            packed.add(i % 2 == 0 ? "" : null);
        }
        packed.trim();
        for (int i = 0; i < rows; i++) {
            assertThat(packed.get(i)).isEqualTo(i % 2 == 0 ? "" : null);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void indexFindsWhatAMapFinds(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        IdIndex index = new IdIndex();
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < 30_000; i++) {
            String id = random(random, 5);
            Integer before = map.putIfAbsent(id, map.size());
            assertThat(index.add(id)).isEqualTo(before == null ? map.size() - 1 : ~before);
        }
        index.trim();
        assertThat(index.size()).isEqualTo(map.size());
        map.forEach((id, place) -> {
            assertThat(index.find(id)).isEqualTo(place);
            assertThat(index.id(place)).isEqualTo(id);
        });
        for (int i = 0; i < 5000; i++) {
            String id = random(random, 8);
            assertThat(index.find(id)).isEqualTo(map.getOrDefault(id, IdIndex.ABSENT));
        }
    }

    @Test
    void idsThatDifferOnlyInTheirEndAreToldApart() {
        IdIndex index = new IdIndex();
        for (int i = 0; i < 100_000; i++) {
            assertThat(index.add("customer-" + i)).isEqualTo(i);
        }
        assertThat(index.find("customer-99999")).isEqualTo(99_999);
        assertThat(index.find("customer-100000")).isEqualTo(IdIndex.ABSENT);
    }
}
