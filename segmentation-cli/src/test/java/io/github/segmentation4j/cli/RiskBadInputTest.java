package io.github.segmentation4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command {@code risk} cannot use ends with exit code 2, one line and no output. */
class RiskBadInputTest {
    @TempDir
    private Path folder;

    private Path customers;
    private Path json;
    private Path out;

    @BeforeEach
    void prepare() {
        customers = Shell.write(
                folder.resolve("customers.csv"),
                "id,sex,age,town,illness,segment\n"
                        + IntStream.range(0, 40)
                                .mapToObj(i -> "c" + i + "," + (i % 2 == 0 ? "f" : "m") + "," + (20 + i) + ",Lyon,"
                                        + (i % 3 == 0 ? "secret" : "cold") + ",a\n")
                                .collect(Collectors.joining()));
        json = folder.resolve("risk.json");
        out = folder.resolve("out.csv");
    }

    private void assertRefused(String expected, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("risk", "--customers", customers, "--json", json, "--quiet"));
        all.addAll(Arrays.asList(arguments));
        Shell.Result run = Shell.here(all.toArray());
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err())
                .hasLineCount(1)
                .startsWith("segment: ")
                .contains(expected)
                .doesNotContain("secret", "Lyon", "Exception");
        assertThat(json).doesNotExist();
        assertThat(out).doesNotExist();
    }

    private void assertNotAnonymised(String expected, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("--quasi", "sex,town", "--anonymise", out));
        all.addAll(Arrays.asList(arguments));
        assertRefused(expected, all.toArray());
    }

    @Test
    void columnsMustBeThereAndDifferent() {
        assertRefused("no such column", "--quasi", "sex,gender");
        assertRefused("no such column", "--quasi", "sex", "--sensitive", "health");
        assertRefused("--quasi", new Object[0]);
        assertRefused("name each column once", "--quasi", "sex,sex");
        assertRefused("name each column once", "--quasi", "sex,age", "--sensitive", "age");
        assertNotAnonymised("name each column once", "--keep", "town");
        assertNotAnonymised("no such column", "--keep", "hobby");
    }

    @Test
    void filesMustBeThereAndNotOverwritten() {
        Path absent = folder.resolve("absent.csv");
        assertNotAnonymised("there is no file", "--hierarchy", "town=" + absent);
        assertRefused("there is no file", "--quasi", "sex", "--labels", absent);
        assertRefused("a file of its own", "--quasi", "sex", "--anonymise", customers);
        assertRefused("a file of its own", "--quasi", "sex", "--anonymise", json);
        customers = absent;
        assertRefused("there is no file", "--quasi", "sex");
    }

    @Test
    void bandsMustCutAColumnOfNumbers() {
        assertRefused("names [sex]", "--quasi", "sex", "--bands", "age=30");
        assertRefused("ascending", "--quasi", "age", "--bands", "age=50,30");
        assertRefused("takes numbers", "--quasi", "age", "--bands", "age=thirty");
        assertRefused("row 1, column 'sex'", "--quasi", "sex", "--bands", "sex=30");
        assertRefused("'age' twice", "--quasi", "age", "--bands", "age=30,50", "--bands", "age=30");
        Object[] notNested = {"--quasi", "age", "--anonymise", out, "--bands", "age=30,50", "--bands", "age=40"};
        assertRefused("some of the bounds before", notNested);
        Object[] notCoarser = {"--quasi", "age", "--anonymise", out, "--bands", "age=30", "--bands", "age=30"};
        assertRefused("some of the bounds before", notCoarser);
        Object[] sensitive = {"--quasi", "sex", "--sensitive", "age", "--bands", "age=30,50", "--bands", "age=30"};
        assertRefused("only a column of --quasi", sensitive);
    }

    @Test
    void numbersMustBeInRange() {
        assertRefused("--minimum must be at least 11, was 10", "--quasi", "sex", "--minimum", 10);
        assertRefused("--sampling-share", "--quasi", "sex", "--sampling-share", 0);
        assertRefused("--sampling-share", "--quasi", "sex", "--sampling-share", "NaN");
        assertRefused("--sampling-share", "--quasi", "sex", "--sampling-share", 1.5);
        assertNotAnonymised("--k must be at least --minimum, which is 20, was 19", "--k", 19);
        assertNotAnonymised("--k 41: one class of all 40 customers is not enough", "--k", 41);
        assertNotAnonymised("'--k'", "--k", "many");
        assertNotAnonymised("--l must be at least 2, was 1", "--sensitive", "illness", "--l", 1);
        assertNotAnonymised("with 2 different values of illness", "--sensitive", "illness", "--l", 3);
        assertNotAnonymised("--t must be", "--sensitive", "illness", "--t", 1);
        assertNotAnonymised("--t must be", "--sensitive", "illness", "--t", "NaN");
        assertNotAnonymised("--suppress must be", "--suppress", 1);
        assertNotAnonymised("--suppress must be", "--suppress", -0.1);
    }

    @Test
    void optionsWithoutEffectAreRefused() {
        assertRefused("--k is for --anonymise", "--quasi", "sex", "--k", 20);
        assertRefused("--suppress is for --anonymise", "--quasi", "sex", "--suppress", 0.1);
        assertRefused("--l is for --anonymise", "--quasi", "sex", "--sensitive", "illness", "--l", 2);
        assertRefused("--t is for --anonymise", "--quasi", "sex", "--sensitive", "illness", "--t", 0.5);
        assertRefused("--keep is for --anonymise", "--quasi", "sex", "--keep", "age");
        assertRefused("--hierarchy is for --anonymise", "--quasi", "town", "--hierarchy", "town=x");
        assertNotAnonymised("--l is about --sensitive", "--l", 2);
        assertNotAnonymised("--t is about --sensitive", "--t", 0.5);
        assertRefused("--id is for --labels", "--quasi", "sex", "--id", "id");
    }

    @Test
    void hierarchiesMustKnowEveryValueOfAColumn() {
        Path file = Shell.write(folder.resolve("towns.txt"), "Nice;France\n");
        assertNotAnonymised("lacks 1 of its values", "--hierarchy", "town=" + file);
        Shell.write(file, "Lyon;France\nNice\n");
        assertNotAnonymised("row 2", "--hierarchy", "town=" + file);
        Shell.write(file, "");
        assertNotAnonymised("has no lines", "--hierarchy", "town=" + file);
        assertNotAnonymised("must be COL=FILE", "--hierarchy", "age=" + file);
        assertNotAnonymised("must be COL=FILE", "--hierarchy", "town=");
        assertNotAnonymised("'town' twice", "--hierarchy", "town=" + file, "--hierarchy", "town=" + file);
        Object[] both = {"--quasi", "age", "--anonymise", out, "--bands", "age=30", "--hierarchy", "age=" + file};
        assertRefused("one of them", both);
    }

    @Test
    void labelsMustFitTheCustomersAndTheirColumns() {
        Path labels = Shell.write(folder.resolve("labels.txt"), "0\n1\n");
        assertRefused("each of the 40 rows of --customers, holds 2", "--quasi", "sex", "--labels", labels);
        assertRefused("gives the column 'segment'", "--quasi", "sex,segment", "--labels", labels);
        assertRefused("leave 'id' out", "--quasi", "sex,id", "--labels", labels, "--id", "id");
    }
}
