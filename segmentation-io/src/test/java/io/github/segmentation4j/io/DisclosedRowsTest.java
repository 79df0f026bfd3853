package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisclosedRowsTest {
    private static final Exhibit.Table FLOWS = new Exhibit.Table(
            "Flows",
            List.of("to", "customers"),
            List.of(
                    List.of(Cell.text("a"), Cell.count(12345)),
                    List.of(Cell.text("b"), Cell.count(7)),
                    List.of(Cell.text("c"), Cell.count(40))));

    @Test
    void aSmallCountTakesTheSmallestOtherOneWithIt() {
        assertThat(DisclosedRows.of(FLOWS, 20))
                .containsExactly(List.of("a", "12345"), List.of("b", "fewer than 20"), List.of("c", "not shown"));
    }

    @Test
    void nothingIsHiddenFromOnePerson() {
        assertThat(DisclosedRows.of(FLOWS, 1)).contains(List.of("b", "7"), List.of("c", "40"));
        assertThatIllegalArgumentException().isThrownBy(() -> DisclosedRows.of(FLOWS, 0));
    }
}
