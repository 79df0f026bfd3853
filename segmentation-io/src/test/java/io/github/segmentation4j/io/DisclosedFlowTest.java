package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segmentation4j.Exhibit;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DisclosedFlowTest {
    private static Exhibit.Flow flow(String from, String to, long persons) {
        return new Exhibit.Flow(from, to, new Exhibit.Cell.Count(persons));
    }

    private static List<DisclosedFlow> shown(Exhibit.Flow... flows) {
        return DisclosedFlow.of(new Exhibit.Flows("moves", "before", "after", List.of(flows)), 20);
    }

    @Test
    void largeFlowsAreToldInTheirOrder() {
        assertThat(shown(flow("a", "x", 20), flow("b", "y", 1234)))
                .containsExactly(
                        new DisclosedFlow("a", "x", OptionalLong.of(20), "20"),
                        new DisclosedFlow("b", "y", OptionalLong.of(1234), "1234"));
    }

    @Test
    void aSmallFlowIsHiddenAndSoIsWhatWouldGiveItAway() {
        List<DisclosedFlow> shown =
                shown(flow("a", "x", 300), flow("a", "y", 19), flow("b", "x", 400), flow("b", "y", 500));

        assertThat(shown.get(1).persons()).isEmpty();
        assertThat(shown.get(1).words()).isEqualTo("fewer than 20");
        // Whoever knows how many were in a and how many are in y could otherwise subtract.
        assertThat(shown.get(0).words()).isEqualTo("not shown");
        assertThat(shown.get(3).words()).isEqualTo("not shown");
    }

    @Test
    void flowsThatAreFewEvenTogetherTakeALargeOneWithThem() {
        List<DisclosedFlow> shown = shown(flow("a", "x", 300), flow("a", "y", 1), flow("a", "z", 1));

        // Whoever knows that 302 were in a would see that one went to y and one to z.
        assertThat(shown).allMatch(flow -> flow.persons().isEmpty());
        assertThat(shown(flow("a", "x", 300), flow("a", "y", 19), flow("a", "z", 1))
                        .get(0)
                        .words())
                .as("20 of whom nobody knows who went where")
                .isEqualTo("300");
    }

    @Test
    void theMinimumIsChecked() {
        Exhibit.Flows none = new Exhibit.Flows("moves", "before", "after", List.of());
        assertThat(DisclosedFlow.of(none, 1)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> DisclosedFlow.of(none, 0));
    }
}
