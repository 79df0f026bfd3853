package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.io.MatrixFile.MissingCells;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFileTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    @TempDir
    private Path folder;

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("table.csv"), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void groupsAreSortedAndTheUsualSignsAreMissing() {
        Path file = file("sex,age\n m ,10\nf,9\n,9\n?,2\nNA,10\n\"f\",\n");

        List<Categories> groups = TableFile.groups(file, List.of("sex", "age"), CONTEXT);

        assertThat(groups.get(0).name()).isEqualTo("sex");
        assertThat(groups.get(0).levels()).containsExactly("f", "m");
        assertThat(groups.get(0).codes()).containsExactly(1, 0, -1, -1, -1, 0);
        assertThat(groups.get(1).levels()).containsExactly("2", "9", "10");
        assertThat(groups.get(1).codes()).containsExactly(2, 1, 1, 0, 2, -1);
    }

    @Test
    void columnsOfGroupsAreNoNumbersAndMayHoldTheDelimiter() {
        Path file = file("x,job,y\n1,\"cook, baker\",2\n3,\"a \"\"b\"\"\",4\n");

        TableFile.Table all = TableFile.read(file, List.of(), List.of("job"), MissingCells.REFUSE, CONTEXT);

        assertThat(all.matrix().features()).extracting(Feature::name).containsExactly("x", "y");
        assertThat(all.matrix().toArray()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
        assertThat(all.groups().get(0).levels()).containsExactly("a \"b\"", "cook, baker");

        TableFile.Table chosen = TableFile.read(file, List.of("y"), List.of(), MissingCells.REFUSE, CONTEXT);
        assertThat(chosen.matrix().toArray()).isDeepEqualTo(new double[][] {{2}, {4}});
        assertThat(chosen.groups()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "|", " "})
    void theDelimiterIsFoundOutInPackedFilesToo(String delimiter) throws IOException {
        Path file = folder.resolve("table.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a,b\n1.5,m\n2,f\n".replace(",", delimiter).getBytes(StandardCharsets.UTF_8));
        }

        TableFile.Table table = TableFile.read(file, List.of("a"), List.of("b"), MissingCells.REFUSE, CONTEXT);

        assertThat(table.matrix().toArray()).isDeepEqualTo(new double[][] {{1.5}, {2}});
        assertThat(table.groups().get(0).levels()).containsExactly("f", "m");
    }

    @Test
    void missingNumbersAreRefusedOrKept() {
        Path file = file("a,b\n1,\n2,NA\n");

        assertThat(TableFile.read(file, List.of(), List.of(), MissingCells.KEEP, CONTEXT)
                        .matrix()
                        .column(1))
                .containsOnly(Double.NaN);
        assertThatThrownBy(() -> TableFile.read(file, List.of(), List.of(), MissingCells.REFUSE, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 1")
                .hasMessageContaining("'b'");
    }

    @Test
    void whatCannotBeUsedIsNamedWithoutAValue() throws IOException {
        Path npy = folder.resolve("x.npy");
        Files.write(npy, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});

        assertThatThrownBy(() -> TableFile.groups(npy, List.of("a"), CONTEXT)).hasMessageContaining("has no header");
        assertThatThrownBy(() -> TableFile.groups(file("1,2\n3,4\n"), List.of("a"), CONTEXT))
                .hasMessageContaining("has no header");
        assertThatThrownBy(() -> TableFile.groups(file("a,b\n"), List.of("a"), CONTEXT))
                .hasMessageContaining("no rows");
        assertThatThrownBy(() -> TableFile.groups(file(""), List.of("a"), CONTEXT))
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> TableFile.groups(file("a,b\n1,2\n"), List.of("c"), CONTEXT))
                .hasMessageContaining("[a, b]");
        assertThatThrownBy(() -> TableFile.groups(file("a,b\n1,2\n"), List.of("a", "a"), CONTEXT))
                .hasMessageContaining("twice");
        assertThatThrownBy(() ->
                        TableFile.read(file("a,b\n1,2\n"), List.of("a"), List.of("a"), MissingCells.REFUSE, CONTEXT))
                .hasMessageContaining("[a]");
        assertThatThrownBy(() ->
                        TableFile.read(file("a,b\n1,2\n"), List.of(), List.of("a", "b"), MissingCells.REFUSE, CONTEXT))
                .hasMessageContaining("no column besides");
        assertThatThrownBy(() ->
                        TableFile.read(file("a,b\n1,x\nq17,2\n"), List.of("a"), List.of(), MissingCells.KEEP, CONTEXT))
                .hasMessageContaining("row 2")
                .hasMessageNotContaining("q17");
    }

    @Test
    void categoriesAreCodedByTheirPlaceAmongTheSortedOnes() {
        Path file = file("city,age,plan\nUlm,3,10\n Bonn ,4.5,9\nUlm,5,10\n");

        TableFile.Coded table = TableFile.coded(file, List.of(), List.of("plan", "city"), MissingCells.REFUSE, CONTEXT);

        assertThat(table.matrix().features()).extracting(Feature::name).containsExactly("city", "age", "plan");
        assertThat(table.matrix().toArray()).isDeepEqualTo(new double[][] {{1, 3, 1}, {0, 4.5, 0}, {1, 5, 1}});
        assertThat(table.categories()).extracting(Categories::name).containsExactly("plan", "city");
        assertThat(table.categories().get(0).levels()).containsExactly("9", "10");
        assertThat(table.categories().get(1).levels()).containsExactly("Bonn", "Ulm");

        TableFile.Coded chosen =
                TableFile.coded(file, List.of("plan", "age"), List.of("plan"), MissingCells.REFUSE, CONTEXT);
        assertThat(chosen.matrix().toArray()).isDeepEqualTo(new double[][] {{1, 3}, {0, 4.5}, {1, 5}});
    }

    @Test
    void columnsWithoutAHeaderAreNumbered() {
        Path file = file("b,1,x\na,2,x\n");

        assertThat(TableFile.columns(file, CONTEXT)).containsExactly("x1", "x2", "x3");
        TableFile.Coded table = TableFile.coded(file, List.of("x2", "x1"), List.of("x1"), MissingCells.REFUSE, CONTEXT);
        assertThat(table.matrix().toArray()).isDeepEqualTo(new double[][] {{1, 1}, {2, 0}});
        // Equal values in the first line are no two columns of one name.
        assertThat(TableFile.columns(file("0,0,a\n1,2,b\n"), CONTEXT)).containsExactly("x1", "x2", "x3");
        assertThat(TableFile.columns(file("a,b\n1,2\n"), CONTEXT)).containsExactly("a", "b");
    }

    @Test
    void allColumnsMayBeCategories() {
        TableFile.Coded table =
                TableFile.coded(file("a,b\nx,u\ny,v\n"), List.of(), List.of("a", "b"), MissingCells.REFUSE, CONTEXT);

        assertThat(table.matrix().toArray()).isDeepEqualTo(new double[][] {{0, 0}, {1, 1}});
    }

    @Test
    void missingCategoriesAreRefusedByTheirPlaceOrKept() {
        Path file = file("a,b\nx,1\n?,2\n,3\n");

        assertThat(TableFile.coded(file, List.of(), List.of("a"), MissingCells.KEEP, CONTEXT)
                        .matrix()
                        .column(0))
                .containsExactly(0, Double.NaN, Double.NaN);
        assertThatThrownBy(() -> TableFile.coded(file, List.of(), List.of("a"), MissingCells.REFUSE, CONTEXT))
                .isInstanceOfSatisfying(InvalidInputException.class, error -> {
                    assertThat(error.row()).hasValue(2);
                    assertThat(error.column()).contains("a");
                })
                .hasMessageContaining("a category was expected");
    }

    @Test
    void categoriesThatCannotBeReadAreNamedWithoutAValue() throws IOException {
        Path npy = folder.resolve("x.npy");
        Files.write(npy, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        assertThatThrownBy(() -> TableFile.columns(npy, CONTEXT)).hasMessageContaining("save it as text");
        assertCannotBeCoded("a,b\n1,2\n", List.of(), List.of("c"), "[a, b]");
        assertCannotBeCoded("1,2\n3,4\n", List.of(), List.of("a"), "[x1, x2]");
        assertCannotBeCoded("a,b\n1,2\n", List.of("a"), List.of("b"), "'b' is none of the columns to read");
        assertCannotBeCoded("a,b\n1,2\n", List.of("a", "a"), List.of(), "twice");
        assertCannotBeCoded("a,b\n1,2\n", List.of(), List.of("b", "b"), "twice");
        assertCannotBeCoded("a,b\n", List.of(), List.of("b"), "no rows");
        assertCannotBeCoded("", List.of(), List.of("b"), "empty");
        assertCannotBeCoded("a,b\nu,2\nq17,3\n", List.of(), List.of("b"), "column 'a'");
    }

    private void assertCannotBeCoded(String text, List<String> features, List<String> categorical, String message) {
        assertThatThrownBy(() -> TableFile.coded(file(text), features, categorical, MissingCells.KEEP, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("q17");
    }

    @Test
    void writtenGroupsAreReadAgainAndNoneRunsAsAFormula() throws IOException {
        Categories sex = Categories.of("=sex", List.of("f", "=1+1"), new int[] {0, 1, Categories.MISSING});
        Categories note = Categories.of("note", List.of("a,b", "-5", "*"), new int[] {2, 0, 1});
        Path file = folder.resolve("written.csv");
        TableFile.write(List.of(sex, note), file);

        assertThat(Files.readString(file)).isEqualTo("'=sex,note\nf,*\n'=1+1,\"a,b\"\n,-5\n");
        Categories read = TableFile.groups(file, List.of("note"), CONTEXT).get(0);
        assertThat(read.levels().get(read.code(1))).isEqualTo("a,b");
    }

    @Test
    void aRowOfOneMissingGroupIsStillARow() {
        Path file = folder.resolve("written.csv");
        TableFile.write(List.of(Categories.of("sex", List.of("f"), new int[] {0, Categories.MISSING, 0})), file);

        assertThat(TableFile.groups(file, List.of("sex"), CONTEXT).get(0).codes())
                .containsExactly(0, Categories.MISSING, 0);
    }

    @Test
    void columnsOfDifferentRowsAreNotWritten() {
        Categories two = Categories.of("two", List.of("a"), new int[] {0, 0});
        Categories one = Categories.of("one", List.of("a"), new int[] {0});
        Path file = folder.resolve("written.csv");

        assertThatIllegalArgumentException().isThrownBy(() -> TableFile.write(List.of(two, one), file));
        assertThatIllegalArgumentException().isThrownBy(() -> TableFile.write(List.of(), file));
        assertThat(file).doesNotExist();
    }
}
