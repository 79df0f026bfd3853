package io.github.segmentation4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ModelStateTest {
    private final ModelState child = ModelState.of("child/2").put("x", 1L).build();
    private final ModelState state = ModelState.of("kmeans/1")
            .put("name", "größer")
            .put("whole", Long.MAX_VALUE)
            .put("small", 7L)
            .put("number", -0.0)
            .put("flag", true)
            .put("numbers", new double[] {1.5, Double.MIN_VALUE, -0.0})
            .put("none", new double[0])
            .put("child", child)
            .putTexts("texts", List.of("a", ""))
            .putTexts("noTexts", List.of())
            .putChildren("children", List.of(child, child))
            .build();

    @Test
    void givesBackWhatWasPutBitForBit() {
        assertThat(state.type()).isEqualTo("kmeans/1");
        assertThat(state.names())
                .containsExactly(
                        "name",
                        "whole",
                        "small",
                        "number",
                        "flag",
                        "numbers",
                        "none",
                        "child",
                        "texts",
                        "noTexts",
                        "children");
        assertThat(state.text("name")).isEqualTo("größer");
        assertThat(state.whole("whole")).isEqualTo(Long.MAX_VALUE);
        assertThat(state.integer("small")).isEqualTo(7);
        assertThat(Double.doubleToRawLongBits(state.number("number"))).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(state.number("small")).isEqualTo(7);
        assertThat(state.flag("flag")).isTrue();
        assertThat(state.numbers("numbers")).containsExactly(1.5, Double.MIN_VALUE, -0.0);
        assertThat(state.child("child")).isSameAs(child);
        assertThat(state.texts("texts")).containsExactly("a", "");
        assertThat(state.children("children")).containsExactly(child, child);
        assertThat(state.has("name")).isTrue();
        assertThat(state.has("other")).isFalse();
    }

    /** A file format may not tell an empty list of numbers from one of texts. */
    @Test
    void emptyListsAreOfEveryKind() {
        assertThat(state.texts("none")).isEmpty();
        assertThat(state.children("none")).isEmpty();
        assertThat(state.numbers("noTexts")).isEmpty();
    }

    @Test
    void arraysAreCopiedInAndOut() {
        double[] values = {1};
        ModelState copied = ModelState.of("x/1").put("v", values).build();
        values[0] = 2;
        copied.numbers("v")[0] = 3;
        ((double[]) copied.value("v"))[0] = 4;
        assertThat(copied.numbers("v")).containsExactly(1);
    }

    @Test
    void fieldsOfAnotherKindAreRefusedByName() {
        List<Consumer<ModelState>> wrong = List.of(
                s -> s.text("whole"),
                s -> s.integer("whole"),
                s -> s.integer("number"),
                s -> s.whole("name"),
                s -> s.number("name"),
                s -> s.flag("name"),
                s -> s.numbers("texts"),
                s -> s.texts("numbers"),
                s -> s.texts("children"),
                s -> s.child("children"),
                s -> s.children("texts"));
        for (Consumer<ModelState> read : wrong) {
            assertThatThrownBy(() -> read.accept(state))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("of the stored kmeans/1 must be");
        }
        assertThatThrownBy(() -> state.text("missing"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no field 'missing'");
        assertThatThrownBy(() -> ModelState.of("x/1").put("a", 1L).put("a", 2L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("put twice");
    }
}
