package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.FeedbackLimit;
import io.github.segmentation4j.RegisteredSegment;
import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.Segment;
import io.github.segmentation4j.SegmentAssignments;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.explain.Feedback;
import io.github.segmentation4j.explain.FeedbackSink;
import io.github.segmentation4j.explain.FeedbackSummary;
import io.github.segmentation4j.explain.SegmentRules;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
    private static final ReleasedSegmentation RELEASED = Shop.released();
    private static final Path GOLDEN = Path.of("src/test/resources/io/github/segmentation4j/io/model-1.json");

    @TempDir
    Path folder;

    private Path written() {
        Path file = folder.resolve("model.json");
        ModelFile.write(RELEASED, Shop.LAYOUT, file);
        return file;
    }

    @Test
    void whatIsReadAssignsAsWhatWasWritten() {
        ModelFile.Stored stored = ModelFile.read(written(), Admission.byConsent());
        SegmentAssignments before = RELEASED.assign(Shop.data(Shop.QUIET_VALUE), Shop.CONTEXT);
        SegmentAssignments after = stored.segmentation().assign(Shop.data(Shop.QUIET_VALUE), Shop.CONTEXT);

        assertThat(after.size()).isEqualTo(before.size()).isPositive();
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.segment(i).map(Segment::number))
                    .isEqualTo(before.segment(i).map(Segment::number));
        }
        assertThat(stored.segmentation().segments())
                .extracting(Segment::name)
                .isEqualTo(RELEASED.segments().stream().map(Segment::name).toList());
        assertThat(stored.segmentation().provenance()).isEqualTo(RELEASED.provenance());
        assertThat(SchemaFile.format(stored.layout())).isEqualTo(SchemaFile.format(Shop.LAYOUT));
    }

    @Test
    void writingWhatWasReadGivesTheSameBytes() throws IOException {
        Path first = written();
        ModelFile.Stored stored = ModelFile.read(first, Admission.byConsent());
        Path second = folder.resolve("again.json");
        ModelFile.write(stored.segmentation(), stored.layout(), second);
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(folder.toFile().list()).hasSize(2);
    }

    @Test
    void noCustomerIsInTheFile() {
        assertThat(written()).content().doesNotContain(Shop.CANARY_ID, "47.123", "c-17");
    }

    @Test
    void anyFlippedByteIsRefused() throws IOException {
        byte[] good = Files.readAllBytes(written());
        Path file = folder.resolve("flipped.json");
        int step = Math.max(1, good.length / 400);
        for (int at = 0; at < good.length; at += at < 300 ? 1 : step) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << (at % 8));
            Files.write(file, bad);
            assertThatThrownBy(() -> ModelFile.read(file, Admission.byConsent()))
                    .as("byte %d", at)
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void aCutOrExtendedOrReformattedFileIsRefused() throws IOException {
        byte[] good = Files.readAllBytes(written());
        Path file = folder.resolve("cut.json");
        for (int length : new int[] {0, 1, 50, 200, good.length / 2, good.length - 1}) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThatThrownBy(() -> ModelFile.read(file, Admission.byConsent()))
                    .isInstanceOf(InvalidInputException.class);
        }
        Files.writeString(file, new String(good, StandardCharsets.US_ASCII) + " ");
        assertThatThrownBy(() -> ModelFile.read(file, Admission.byConsent())).hasMessageContaining("cut or altered");
        assertThatThrownBy(() -> ModelFile.read(folder.resolve("none"), Admission.byConsent()))
                .hasMessageContaining("there is no file");
    }

    @Test
    void aLaterVersionIsNamed() throws IOException {
        Path file = written();
        Files.writeString(file, Files.readString(file).replace("\"version\": 1,", "\"version\": 2,"));
        assertThatThrownBy(() -> ModelFile.read(file, Admission.byConsent()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("format version 2")
                .hasMessageContaining("reads version 1");
    }

    @Test
    void theLayoutMustBeOfTheSameSchema() {
        DataLayout other = SchemaFile.parse(SchemaFile.format(Shop.LAYOUT));
        assertThatThrownBy(() -> ModelFile.write(RELEASED, other, folder.resolve("x.json")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theFileOfTheFirstVersionStaysReadable() {
        ModelFile.Stored stored = ModelFile.read(GOLDEN, Admission.byConsent());
        assertThat(stored.segmentation().segments()).hasSize(4);
        assertThat(stored.segmentation().registry().segments())
                .extracting(RegisteredSegment::id)
                .containsExactly(1, 2, 3, 4);
        assertThat(stored.segmentation().rules()).isEmpty();
        assertThat(stored.segmentation().suspendedSegments()).isEmpty();
        assertThat(stored.segmentation()
                        .assign(Shop.data(Shop.QUIET_VALUE), Shop.CONTEXT)
                        .size())
                .isEqualTo(RELEASED.assign(Shop.data(Shop.QUIET_VALUE), Shop.CONTEXT)
                        .size());
    }

    @Test
    void everyKindOfStateComesBackToTheBit() {
        double[] numbers = {
            0.0,
            -0.0,
            1,
            1e300,
            Double.MIN_VALUE,
            0.1,
            1.0 / 3,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            123456789012345680.0
        };
        ModelState.Builder builder = ModelState.of("odd/1")
                .put("text", "a\u0000\"\\\n\uD83D\uDE00 \uD800")
                .put("whole", Long.MIN_VALUE)
                .put("whole2", 1L)
                .put("yes", true)
                .put("numbers", numbers)
                .put("none", new double[0])
                .putTexts("texts", List.of("", "1", "type"))
                .putTexts("noTexts", List.of())
                .putChildren(
                        "children",
                        List.of(ModelState.of("x/1").put("type", "t").build()))
                .put("child", ModelState.of("y/1").build());
        for (int i = 0; i < numbers.length; i++) {
            builder.put("n" + i, numbers[i]);
        }
        ModelState state = builder.build();
        ModelState back = StateJson.read(JsonTree.parse("state", JsonOut.ascii(json -> StateJson.write(state, json))));

        assertThat(back.names()).isEqualTo(state.names());
        for (String name : state.names()) {
            Object expected = state.value(name);
            Object actual = back.value(name);
            if (expected instanceof ModelState child) {
                assertThat(((ModelState) actual).type()).isEqualTo(child.type());
            } else if (!name.equals("children")) {
                assertThat(actual)
                        .as(name)
                        .isEqualTo(expected)
                        .hasSameClassAs(expected instanceof List ? actual : expected);
            }
        }
        assertThat(back.numbers("numbers")).containsExactly(numbers);
        assertThat(Double.doubleToRawLongBits((Double) back.value("n1"))).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(back.value("none")).isInstanceOf(double[].class);
        assertThat(back.value("noTexts")).isInstanceOf(List.class);
        assertThat(back.children("children").get(0).text("type")).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+SUM(A1)", "-2+3", "@x", "\tx", "\rx", "  =x", "-", "+"})
    void cellsThatWouldRunAreMadeText(String cell) {
        assertThat(SegmentsFile.guarded(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "-5", "+3.25", "c-1", "12", "2026-01-01"})
    void plainCellsStayAsTheyAre(String cell) {
        assertThat(SegmentsFile.guarded(cell)).isEqualTo(cell);
    }

    @Test
    void suspensionNamesAndRulesSurviveTheFileAndNobodyIsListedInASuspendedSegment() throws IOException {
        List<FeedbackSink.Entry> entries = IntStream.range(0, 20)
                .mapToObj(i -> new FeedbackSink.Entry("t" + i, 2, Feedback.UNCOMFORTABLE))
                .toList();
        ReleasedSegmentation suspended = RELEASED.renamed(1, Shop.HOSTILE)
                .suspending(FeedbackLimit.uncomfortable(0.1), FeedbackSummary.of(4, entries));
        Path model = folder.resolve("suspended.json");
        ModelFile.write(suspended, Shop.LAYOUT, model);
        ReleasedSegmentation stored =
                ModelFile.read(model, Admission.byConsent()).segmentation();
        assertThat(stored.suspendedSegments()).containsExactly(2);
        assertThat(stored.segments().get(0).name()).isEqualTo(Shop.HOSTILE);
        assertThat(stored.registry().segments()).isEqualTo(suspended.registry().segments());
        assertThat(stored.rules().map(SegmentRules::describe))
                .isPresent()
                .isEqualTo(RELEASED.rules().map(SegmentRules::describe));

        SegmentAssignments before = RELEASED.assign(Shop.data(Shop.QUIET_VALUE), Shop.CONTEXT);
        SegmentAssignments after = stored.assign(Shop.data(Shop.QUIET_VALUE), Shop.CONTEXT);
        Path file = folder.resolve("segments.csv");
        SegmentsFile.write(after, file);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(before.size() + 1);
        int left = 0;
        for (int i = 0; i < before.size(); i++) {
            int number = before.segment(i).orElseThrow().number();
            left += number == 2 ? 1 : 0;
            assertThat(lines.get(i + 1)).startsWith(before.id(i) + "," + (number == 2 ? "," : number + ","));
        }
        assertThat(after.suspended()).isEqualTo(left).isPositive();
    }

    @Test
    void everyAdmittedCustomerHasALine() throws IOException {
        Path file = folder.resolve("segments.csv");
        SegmentAssignments assignments = RELEASED.assign(Shop.data(Shop.QUIET_VALUE), Shop.CONTEXT);
        SegmentsFile.write(assignments, file);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(assignments.size() + 1);
        assertThat(lines.get(0)).isEqualTo("customer,segment,name");
        assertThat(lines.get(1))
                .startsWith(assignments.id(0) + ","
                        + assignments.segment(0).orElseThrow().number() + ",");
    }
}
