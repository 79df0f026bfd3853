package io.github.segmentation4j.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerEvents;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.CustomerTable.DuplicateIds;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedFileTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final Schema SCHEMA = Schema.builder()
            .id("id")
            .number("age")
            .allow(Purpose.PERSONALISATION)
            .category("plan")
            .allow(Purpose.PERSONALISATION)
            .instant("since")
            .allow(Purpose.PERSONALISATION)
            .flag("vip")
            .allow(Purpose.PERSONALISATION)
            .text("note")
            .allow(Purpose.PERSONALISATION)
            .events("buys")
            .amount("value")
            .label("shop")
            .allow(Purpose.PERSONALISATION)
            .build();
    private static final String HEADER = "id,age,plan,since,vip,note\n";

    @TempDir
    Path folder;

    private Path file(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("customers.csv"), text.getBytes(charset));
    }

    private CustomerTable read(String text) throws IOException {
        return CustomerFile.read(file(text, UTF_8), DataLayout.of(SCHEMA), CONTEXT);
    }

    private static PurposeBoundView open(CustomerData data) {
        return data.open(
                Purpose.PERSONALISATION,
                Admission.everyone(LawfulBasis.CONTRACT, "test"),
                RunContext.seeded(1)
                        .withClock(Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), java.time.ZoneOffset.UTC)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF"})
    void everyTypeIsReadWithOrWithoutByteOrderMark(String mark) throws IOException {
        CustomerTable table = read(mark + HEADER
                + "a, 1.5e1,\"gold, \"\"plus\"\"\",2026-03-01,yes,\"two\nlines\"\r\n"
                + "\n"
                + "b,,,,,\n"
                + "c,-2,x,2026-03-01T10:15:30Z,0,y\n"
                + "d,3,x,2026-03-01 10:15,FALSE,z\n");
        PurposeBoundView view = open(CustomerData.of(table));

        assertThat(view.numbers("age")).containsExactly(15, Double.NaN, -2, 3);
        assertThat(view.categories("plan").levels()).containsExactly("gold, \"plus\"", "x");
        assertThat(view.text("note", 0)).contains("two\nlines");
        assertThat(view.instants("since"))
                .containsExactly(
                        Instant.parse("2026-03-01T00:00:00Z").toEpochMilli(),
                        PurposeBoundView.MISSING_INSTANT,
                        Instant.parse("2026-03-01T10:15:30Z").toEpochMilli(),
                        Instant.parse("2026-03-01T10:15:00Z").toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,1,p,,,;b,SECRET,p,,,|2|age|a number was expected",
                "x,1,p,,,;b,NaN,p,,,|2|age|NaN or infinity",
                "x,1,p,,,;b,-Infinity,p,,,|2|age|NaN or infinity",
                "x,1e999,p,,,|1|age|too large",
                "x,0x1p3,p,,,|1|age|a number was expected",
                "x,1d,p,,,|1|age|a number was expected",
                "x,1,p,2026-02-30,,|1|since|a moment",
                "x,1,p,SECRET,,|1|since|a moment",
                "x,1,p,2026-02-01T25:00:00,,|1|since|a moment",
                "x,1,p,,SECRET,|1|vip|a truth value",
                ",1,p,,,|1|id|needs an id",
                "x,1,p,,,;x,1,p,,,|2|id|there already in row 1",
            })
    void badValuesAreNamedByRowAndColumnButNeverShown(String rows, long row, String column, String message) {
        assertThatThrownBy(() -> read(HEADER + rows.replace(';', '\n') + "\n"))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> {
                    assertThat(e.row()).hasValue(row);
                    assertThat(e.column()).contains(column);
                })
                .hasMessageContaining(message)
                .message()
                .doesNotContain("SECRET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x,1", "x,1,p,,,,", "x"})
    void raggedRowsAreRefused(String row) {
        assertThatThrownBy(() -> read(HEADER + "a,1,p,,,\n" + row + "\n"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.row()).hasValue(2))
                .hasMessageContaining("6 values were expected")
                .hasMessageContaining("line 3");
    }

    @Test
    void unclosedQuotesAndTextAfterQuotesAreRefused() {
        assertThatThrownBy(() -> read(HEADER + "a,1,\"p,,,\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> read(HEADER + "a,1,\"p\"SECRET,,,\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 1")
                .message()
                .doesNotContain("SECRET");
    }

    @Test
    void emptyFileHeaderAloneMissingAndDoubleColumnsAreNamed() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read(HEADER)).hasMessageContaining("has no rows");
        assertThatThrownBy(() -> read("id,age\n1,2\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("column 'plan'")
                .hasMessageContaining("[id, age]");
        assertThatThrownBy(() -> read("id,age,age\n1,2,3\n")).hasMessageContaining("two columns of this name");
        assertThatThrownBy(() -> CustomerFile.read(folder, DataLayout.of(SCHEMA), CONTEXT))
                .hasMessageContaining("is a folder");
    }

    @Test
    void wrongEncodingsAreNamedWithTheirRow() throws IOException {
        String text = HEADER + "a,1,p,,,\nb,1,p,,,\u00fcber\n";
        assertThatThrownBy(() -> CustomerFile.read(file(text, ISO_8859_1), DataLayout.of(SCHEMA), CONTEXT))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.row()).hasValue(2))
                .hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> CustomerFile.read(file(text, UTF_16), DataLayout.of(SCHEMA), CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("UTF-16BE");
        assertThatThrownBy(() -> read(HEADER + "a,1,p,,,\nb,1,\0,,,\n"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.row()).hasValue(2))
                .hasMessageContaining("NUL");
        DataLayout declared =
                DataLayout.of(SCHEMA).withCustomers(FileLayout.csv().withEncoding(ISO_8859_1));
        assertThat(open(CustomerData.of(CustomerFile.read(file(text, ISO_8859_1), declared, CONTEXT)))
                        .text("note", 1))
                .contains("\u00fcber");
    }

    @Test
    void charactersBeyondTheBasicPlaneSurviveBufferBorders() throws IOException {
        String smile = "\uD83D\uDE00";
        String rows = IntStream.range(0, 20_000)
                .mapToObj(i -> "i" + i + ",,,,," + "x".repeat(i % 7) + smile + "\n")
                .collect(Collectors.joining());
        PurposeBoundView view = open(CustomerData.of(read(HEADER + rows)));
        for (int i = 0; i < 20_000; i++) {
            assertThat(view.text("note", i).orElseThrow()).isEqualTo("x".repeat(i % 7) + smile);
        }
    }

    @Test
    void limitsNameTheirSetter() throws IOException {
        Path file = file(HEADER + "a,1,p,,,\nb,1,p,,," + "x".repeat(500) + "\n", UTF_8);
        DataLayout layout = DataLayout.of(SCHEMA);
        assertThatThrownBy(() ->
                        CustomerFile.read(file, layout, ReadOptions.defaults().withFieldLimit(100), CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 2")
                .hasMessageContaining("withFieldLimit");
        assertThatThrownBy(() ->
                        CustomerFile.read(file, layout, ReadOptions.defaults().withRowLimit(1), CONTEXT))
                .hasMessageContaining("withRowLimit");
        assertThatThrownBy(() ->
                        CustomerFile.read(file, layout, ReadOptions.defaults().withColumnLimit(5), CONTEXT))
                .hasMessageContaining("withColumnLimit");
    }

    @Test
    void duplicateIdsMayBeDropped() throws IOException {
        Path file = file(HEADER + "a,1,p,,,\na,2,p,,,\nb,3,p,,,\n", UTF_8);
        CustomerTable table = CustomerFile.read(
                file, DataLayout.of(SCHEMA), ReadOptions.defaults().withDuplicates(DuplicateIds.KEEP_FIRST), CONTEXT);
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.droppedDuplicates()).isEqualTo(1);
    }

    @Test
    void tenThousandColumnsAreRead() throws IOException {
        Schema.Builder builder = Schema.builder().id("id");
        IntStream.range(0, 10_000).forEach(c -> builder.number("c" + c).allow(Purpose.PERSONALISATION));
        Schema wide = builder.build();
        String header =
                "id," + IntStream.range(0, 10_000).mapToObj(c -> "c" + c).collect(Collectors.joining(","));
        String row =
                "," + IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        CustomerTable table =
                CustomerFile.read(file(header + "\na" + row + "\nb" + row, UTF_8), DataLayout.of(wide), CONTEXT);
        assertThat(open(CustomerData.of(table)).numbers("c9999")).containsExactly(9999, 9999);
    }

    @Test
    void layoutsNameNumberMapAndSkip() throws IOException {
        DataLayout layout = SchemaFile.parse("""
                {"id": "#row", "attributes": [
                   {"name": "age", "type": "number", "column": "A", "sensitivity": "personal",
                    "purposes": ["personalisation"]},
                   {"name": "vip", "type": "boolean", "sensitivity": "personal", "purposes": ["personalisation"]}],
                 "customers": {"delimiter": "\\t", "header": false, "columns": ["-", "vip", "A"], "missing": ["?", "NA"],
                   "skipLines": 1, "comment": "#", "true": ["ja"], "false": ["nein"]}}
                """);
        CustomerTable table = CustomerFile.read(
                file("a remark\n# another\nx\tja\t1\nx\tNA\t?\nx\tNein\t3\n", UTF_8), layout, CONTEXT);
        PurposeBoundView view = open(CustomerData.of(table));
        assertThat(view.id(2)).isEqualTo("3");
        assertThat(view.numbers("age")).containsExactly(1, Double.NaN, 3);
    }

    @Test
    void gzipIsKnownByItsFirstBytesAndADamagedOneRefused() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((HEADER + "a,1,p,,,\n").repeat(1).getBytes(UTF_8));
        }
        Path file = Files.write(folder.resolve("plain-name.csv"), packed.toByteArray());
        assertThat(CustomerFile.read(file, DataLayout.of(SCHEMA), CONTEXT).size())
                .isEqualTo(1);

        Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() - 12));
        assertThatThrownBy(() -> CustomerFile.read(file, DataLayout.of(SCHEMA), CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cut or damaged");
    }

    @Test
    void eventsMayLackCustomersWhereTheLayoutSaysSo() throws IOException {
        Path file = file("id,time,value,shop\na,2026-01-02,1.5,x\n,2026-01-02,2,y\nb,2026-01-03,,\n", UTF_8);
        DataLayout strict = DataLayout.of(SCHEMA);
        assertThatThrownBy(() -> TransactionFile.read(file, strict, "buys", CONTEXT))
                .isInstanceOfSatisfying(InvalidInputException.class, e -> {
                    assertThat(e.row()).hasValue(2);
                    assertThat(e.column()).contains("id");
                })
                .hasMessageContaining("withoutCustomer");

        DataLayout lenient =
                strict.withStream(strict.stream("buys").withoutCustomer(StreamLayout.WithoutCustomer.SKIP));
        TransactionFile.Result result = TransactionFile.read(file, lenient, "buys", CONTEXT);
        assertThat(result.rows()).isEqualTo(3);
        assertThat(result.withoutCustomer()).isEqualTo(1);
        CustomerEvents events = open(CustomerData.ofEvents(result.events())).events("buys");
        assertThat(events.amount(0, 0)).isEqualTo(1.5);
        assertThat(events.amount(0, 1)).isNaN();
        assertThat(events.label(0, 1)).isEqualTo(CustomerEvents.MISSING_LABEL);
    }

    @Test
    void progressEndsAtTheSizeOfTheFileAndCancellationStops() throws IOException {
        Path file = file(HEADER + "a,1,p,,,\n".repeat(1), UTF_8);
        List<Long> done = new ArrayList<>();
        CustomerFile.read(file, DataLayout.of(SCHEMA), CONTEXT.withListener(progress -> done.add(progress.done())));
        assertThat(done).last().isEqualTo(Files.size(file));

        Cancellation cancelled = Cancellation.create();
        cancelled.cancel();
        assertThatThrownBy(() -> CustomerFile.read(file, DataLayout.of(SCHEMA), CONTEXT.withCancellation(cancelled)))
                .isInstanceOf(CancelledException.class);
    }
}
