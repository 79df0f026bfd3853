package io.github.segmentation4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void nothingAsksForThePublishedTables() {
        Options options = parse();

        assertThat(options.mode()).isEqualTo(Options.Mode.COMPARE);
        assertThat(options.shapes()).isEqualTo(Shape.STANDARD);
        assertThat(options.peers()).extracting(Contender::name).containsExactly("commons-math3", "tribuo");
        assertThat(options.rounds()).isEqualTo(Comparison.ROUNDS);
        assertThat(options.json()).isEmpty();
        assertThat(options.export()).isEmpty();
    }

    @Test
    void quickBringsSmallerShapesUnlessSomeAreGiven() {
        assertThat(parse("--quick").shapes()).isEqualTo(Shape.QUICK);
        assertThat(parse("--quick", "30x2x3", "40x2x3").shapes())
                .containsExactly(new Shape(30, 2, 3), new Shape(40, 2, 3));
    }

    @Test
    void peersAreChosenByName() {
        assertThat(parse("--peers", "tribuo").peers())
                .extracting(Contender::name)
                .containsExactly("tribuo");
        assertThat(parse("--peers", "none").peers()).isEmpty();
    }

    @Test
    void fairAssignmentsHaveShapesOfTheirOwn() {
        assertThat(parse("--fair").mode()).isEqualTo(Options.Mode.FAIR);
        assertThat(parse("--fair").shapes()).isEqualTo(FairAssignmentTable.STANDARD);
        assertThat(parse("--fair", "--quick").shapes()).isEqualTo(FairAssignmentTable.QUICK);
        assertThat(parse("--fair", "30x2x3").shapes()).containsExactly(new Shape(30, 2, 3));
        assertThat(parse("--fair", "--help").mode()).isEqualTo(Options.Mode.HELP);
    }

    @Test
    void algorithmsBringTheirOwnTasksOfWhichSomeCanBeNamed() {
        assertThat(parse("--algorithms").mode()).isEqualTo(Options.Mode.ALGORITHMS);
        assertThat(parse("--algorithms").shapes()).isEmpty();
        for (String[] arguments : new String[][] {{"--algorithms"}, {"--algorithms", "--quick"}}) {
            assertThat(parse(arguments).tasks()).extracting(Task::algorithm).contains(Algorithm.values());
        }
        assertThat(parse("--algorithms", "ward", "dunn").tasks())
                .extracting(Task::algorithm)
                .containsExactly(Algorithm.WARD, Algorithm.DUNN);
        assertThat(parse().tasks()).isEmpty();
        assertThat(parse("--algorithms", "--help").mode()).isEqualTo(Options.Mode.HELP);
    }

    @Test
    void filesAreNamed() {
        assertThat(parse("--json", "out.json").json()).contains(Path.of("out.json"));
        assertThat(parse("--export", "folder").export()).contains(Path.of("folder"));
    }

    @Test
    void helpWinsOverTheSweep() {
        assertThat(parse("--help", "--sweep").mode()).isEqualTo(Options.Mode.HELP);
        assertThat(parse("--sweep", "--help").mode()).isEqualTo(Options.Mode.HELP);
        assertThat(parse("--sweep").mode()).isEqualTo(Options.Mode.SWEEP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--fast; there is no option --fast",
                "--json; --json needs a value",
                "--json --quick; --json needs a value",
                "--peers smile; there is no peer 'smile'",
                "10x2; a shape must read ROWSxCOLUMNSxCLUSTERS",
                "10x2xmany; a shape must read ROWSxCOLUMNSxCLUSTERS",
                "2x2x3; a shape must have",
                "--sweep 10x2x3; --sweep brings its own shapes",
                "--fair --export b; --fair exports nothing",
                "--algorithms 10x2x3; there is no algorithm '10x2x3'; there are dbscan, optics",
                "--algorithms --peers none; --algorithms takes all peers",
                "--json a --export b; leave one of them out"
            })
    void badArgumentsAreNamed(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static Options parse(String... arguments) {
        return Options.parse(Comparison.peers(), arguments);
    }
}
