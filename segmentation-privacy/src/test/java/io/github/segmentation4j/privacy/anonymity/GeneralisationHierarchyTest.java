package io.github.segmentation4j.privacy.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.InvalidInputException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneralisationHierarchyTest {
    private static List<String> texts(Categories column) {
        return IntStream.range(0, column.size())
                .mapToObj(row ->
                        column.code(row) < 0 ? "missing" : column.levels().get(column.code(row)))
                .toList();
    }

    @Test
    void linesSayWhatEachValueBecomes() {
        GeneralisationHierarchy places = GeneralisationHierarchy.parse(
                "place", List.of("Lyon;Rhone;France", "", "Nice;Var;France", "Bonn;NRW;Germany"));
        Categories column = Categories.of("place", List.of("Bonn", "Lyon", "Nice"), new int[] {1, 2, 0, -1});
        QuasiIdentifier place = places.over(column);
        assertThat(places.levels()).isEqualTo(2);
        assertThat(place.height()).isEqualTo(3);
        assertThat(texts(place.at(0))).containsExactly("Lyon", "Nice", "Bonn", "missing");
        assertThat(texts(place.at(1))).containsExactly("Rhone", "Var", "NRW", "missing");
        assertThat(texts(place.at(2))).containsExactly("France", "France", "Germany", "missing");
        assertThat(texts(place.at(3))).containsExactly("*", "*", "*", "*");
        assertThatThrownBy(() -> place.at(4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mapsSayTheSameAsLines() {
        GeneralisationHierarchy built = GeneralisationHierarchy.of(
                "s", List.of(Map.of("v0", "a", "v1", "a", "v2", "b"), Map.of("a", "x", "b", "y")));
        GeneralisationHierarchy parsed = GeneralisationHierarchy.parse("s", List.of("v0;a;x", "v1;a;x", "v2;b;y"));
        Categories column = Columns.of("s", 0, 1, 2);
        for (int level = 0; level < 4; level++) {
            if (level <= built.over(column).height()) {
                assertThat(texts(built.over(column).at(level)))
                        .isEqualTo(texts(parsed.over(column).at(level)));
            }
        }
        assertThat(built.over(column).height()).isEqualTo(parsed.over(column).height());
        assertThatThrownBy(() -> GeneralisationHierarchy.of("s", List.of(Map.of("v0", "a"), Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void badLinesAreRefusedWithTheirPlace() {
        for (List<String> bad : List.of(
                List.of("a;x;y", "b;x"), List.of("a;x;y", "b;x;z"), List.of("a;x", "a;x"), List.of("a;x", "a;z"))) {
            assertThatThrownBy(() -> GeneralisationHierarchy.parse("h", bad))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("row 2");
        }
        assertThatThrownBy(() -> GeneralisationHierarchy.parse("h", List.of()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void valuesThatTheHierarchyLacksAreCountedAndNotNamed() {
        GeneralisationHierarchy hierarchy = GeneralisationHierarchy.parse("h", List.of("v0;x"));
        assertThatThrownBy(() -> hierarchy.over(Columns.of("h", 0, 1, 2)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("lacks 2")
                .hasMessageNotContaining("v1");
    }

    @Test
    void bandsLieWithinWiderBands() {
        double[] ages = {0, 4, 5, 9, 10, 19, 20, -1, Double.NaN};
        QuasiIdentifier age = NumberBands.powers("age", 0, 5, 2, 2).over(ages);
        assertThat(age.height()).isEqualTo(3);
        assertThat(texts(age.at(1)))
                .containsExactly(
                        "0 to under 5",
                        "0 to under 5",
                        "5 to under 10",
                        "5 to under 10",
                        "10 to under 15",
                        "15 to under 20",
                        "20 to under 25",
                        "-5 to under 0",
                        "missing");
        assertThat(texts(age.at(2))).startsWith("0 to under 10").endsWith("-10 to under 0", "missing");
        double[] tenths = IntStream.range(0, 2_000).mapToDouble(i -> i / 100.0).toArray();
        QuasiIdentifier fine = NumberBands.of("x", 0, 0.1, 0.3, 0.9).over(tenths);
        for (int level = 1; level < fine.height(); level++) {
            EquivalenceClasses below = EquivalenceClasses.of(List.of(fine.at(level)));
            EquivalenceClasses both = EquivalenceClasses.of(List.of(fine.at(level), fine.at(level + 1)));
            assertThat(both.count()).isEqualTo(below.count());
        }
    }

    @Test
    void badBandsAreRefused() {
        for (double[] widths :
                new double[][] {{}, {0}, {-1}, {Double.NaN}, {5, 7}, {5, 5}, {Double.POSITIVE_INFINITY}}) {
            assertThatThrownBy(() -> NumberBands.of("x", 0, widths)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> NumberBands.of("x", 0, 1e-10).over(new double[] {1e10}))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> NumberBands.of("x", 0, 1).over(new double[] {Double.NEGATIVE_INFINITY}))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void momentsBecomeDaysMonthsQuartersAndYears() {
        long[] moments = {
            Instant.parse("2024-02-29T23:59:59Z").toEpochMilli(),
            Instant.parse("2024-03-01T00:00:00Z").toEpochMilli(),
            Instant.parse("2023-12-31T12:00:00Z").toEpochMilli(),
            PurposeBoundView.MISSING_INSTANT
        };
        QuasiIdentifier since = CalendarBands.of("since", ZoneOffset.UTC).over(moments);
        assertThat(texts(since.at(0))).containsExactly("2024-02-29", "2024-03-01", "2023-12-31", "missing");
        assertThat(texts(since.at(1))).containsExactly("2024-02", "2024-03", "2023-12", "missing");
        assertThat(texts(since.at(2))).containsExactly("2024-Q1", "2024-Q1", "2023-Q4", "missing");
        assertThat(texts(since.at(3))).containsExactly("2024", "2024", "2023", "missing");
        assertThat(texts(since.at(4))).containsOnly("*");
    }
}
