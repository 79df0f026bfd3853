package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.run.ModelState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    @TempDir
    private Path folder;

    @Test
    void fieldsKeepTheirOrderAndNumbersAllTheirDigits() {
        ModelState state = ModelState.of("audit/1")
                .put("zeta", 1L << 60)
                .put("alpha", 0.1 + 0.2)
                .put("sure", true)
                .put("shares", new double[] {1.0 / 3, 2})
                .putTexts("names", List.of("a\"b", "\u00fc"))
                .put("inner", ModelState.of("inner/2").put("text", "t").build())
                .putChildren("rows", List.of(ModelState.of("row/1").put("n", 4).build()))
                .putTexts("none", List.of())
                .build();

        assertThat(ResultFile.format(state)).isEqualTo("""
                {
                  "type": "audit/1",
                  "zeta": 1152921504606846976,
                  "alpha": 0.30000000000000004,
                  "sure": true,
                  "shares": [ 0.3333333333333333, 2.0 ],
                  "names": [ "a\\"b", "\u00fc" ],
                  "inner": {
                    "type": "inner/2",
                    "text": "t"
                  },
                  "rows": [ {
                    "type": "row/1",
                    "n": 4
                  } ],
                  "none": [ ]
                }
                """);
    }

    @Test
    void numbersThatJsonCannotHoldAreTexts() {
        ModelState state = ModelState.of("audit/1")
                .put("open", Double.POSITIVE_INFINITY)
                .put("both", new double[] {Double.NaN, Double.NEGATIVE_INFINITY})
                .build();
        Path file = folder.resolve("result.json");

        ResultFile.write(state, file);

        assertThat(file).content().contains("\"open\": \"Infinity\"", "[ \"NaN\", \"-Infinity\" ]");
    }

    @Test
    void aFieldThatWouldHideTheTypeIsRefused() {
        ModelState state = ModelState.of("audit/1").put("type", "mine").build();

        assertThatThrownBy(() -> ResultFile.format(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'type'");
    }
}
