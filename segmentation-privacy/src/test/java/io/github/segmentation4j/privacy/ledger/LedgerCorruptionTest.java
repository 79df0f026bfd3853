package io.github.segmentation4j.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.run.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerCorruptionTest {
    private static final int ALL_BITS = 0xFF;

    @TempDir
    private Path folder;

    private Path file;
    private FileLedger ledger;
    private byte[] whole;

    @BeforeEach
    void writeASmallLedger() throws IOException {
        file = folder.resolve("ledger.txt");
        ledger = FileLedger.create(
                file,
                DataSet.of("customers", PrivacyBudget.of(1, 0)),
                DataSet.of("Käufer", PrivacyBudget.of(0.5, 0)).derivedFrom("customers"));
        ledger.reserve(spend("customers", 0.125)).begin();
        ledger.reserve(spend("customers", 0.125)).begin();
        ledger.reserve(spend("Käufer", 0.25)).refund();
        ledger.reserve(spend("Käufer", 0.25));
        whole = Files.readAllBytes(file);
    }

    @Test
    void everyFlippedBitIsRefused() {
        for (int at = 0; at < whole.length; at++) {
            for (int bits : new int[] {1, 2, 4, 8, 16, 32, 64, 128, ALL_BITS}) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) bits;
                assertRefused(flipped);
            }
        }
    }

    @Test
    void everyCutIsRefused() {
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length));
            assertRefused(Arrays.copyOfRange(whole, whole.length - length, whole.length));
        }
        assertRefused(Arrays.copyOf(whole, whole.length + 1));
    }

    @Test
    void everyLineLeftOutMovedOrDoubledIsRefused() {
        List<String> lines = new String(whole, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            List<String> without = new ArrayList<>(lines);
            without.remove(i);
            assertRefused(bytes(without));
            List<String> doubled = new ArrayList<>(lines);
            doubled.add(i, lines.get(i));
            assertRefused(bytes(doubled));
            for (int j = 0; j < i; j++) {
                List<String> swapped = new ArrayList<>(lines);
                Collections.swap(swapped, i, j);
                assertRefused(bytes(swapped));
            }
        }
        List<String> ending = new ArrayList<>(lines);
        ending.add("");
        assertRefused(bytes(ending));
        assertRefused(
                new String(whole, StandardCharsets.UTF_8).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theErrorSaysTheLine() {
        String text = new String(whole, StandardCharsets.UTF_8);
        assertRefused(text.replaceFirst("pure\\(0.25\\)", "pure(0.24)").getBytes(StandardCharsets.UTF_8), "line 8 ");
        assertRefused(text.replaceFirst("\t1\t", "\t2\t").getBytes(StandardCharsets.UTF_8), "line 1 ", "version 2");
        assertRefused(Arrays.copyOf(whole, whole.length - 1), "line 10 ", "cut short");
        List<String> lines = text.lines().toList();
        assertRefused(bytes(lines.subList(0, 9)), "line 9 ", "9 records, not 8");
        assertRefused(bytes(lines.subList(0, 1)), "line 1 ", "9 records, not 0");
        assertRefused(new byte[0], "line 1 ", "cut short");
    }

    @Test
    void anOpenLedgerRefusesAnOlderCopy() throws IOException {
        ledger.reserve(spend("customers", 0.125));
        Files.write(file, whole);
        assertThatThrownBy(() -> ledger.reserve(spend("customers", 0.125)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("line 11 ", "older", "nothing was spent");
        assertThat(file).hasBinaryContent(whole);
    }

    @Test
    void anOpenLedgerRefusesAFileThatWasBroken() throws IOException {
        Reservation booked = ledger.reserve(spend("customers", 0.125));
        byte[] cut = Arrays.copyOf(Files.readAllBytes(file), whole.length);
        Files.write(file, cut);
        assertThatThrownBy(() -> ledger.reserve(spend("customers", 0.125))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(booked::begin).isInstanceOf(InvalidInputException.class);
        assertThat(file).hasBinaryContent(cut);
    }

    /** What nobody writes, with right checks: the parser refuses it on its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spend",
                "begin\t2024-02-29T12:00:00Z",
                "begin\t2024-02-29T12:00:00Z\t2",
                "begin\t2024-02-29T12:00:00Z\t01",
                "begin\t2024-02-29T12:00:00Z\t+1",
                "begin\t2024-02-29T12:00:00Z\t1\t",
                "begin\t2024-02-29T12:00:00.0Z\t1",
                "begin\tnoon\t1",
                "declare\t2024-02-29T12:00:00Z\tc\t1\t0\tADD_OR_REMOVE\tCUSTOMER",
                "declare\t2024-02-29T12:00:00Z\td\t1\t0\tADD_OR_REMOVE\tCUSTOMER\tnobody",
                "declare\t2024-02-29T12:00:00Z\td\tNaN\t0\tADD_OR_REMOVE\tCUSTOMER",
                "declare\t2024-02-29T12:00:00Z\td\tInfinity\t0\tADD_OR_REMOVE\tCUSTOMER",
                "declare\t2024-02-29T12:00:00Z\td\t-1\t0\tADD_OR_REMOVE\tCUSTOMER",
                "declare\t2024-02-29T12:00:00Z\td\t1.0\t0\tADD_OR_REMOVE\tCUSTOMER",
                "declare\t2024-02-29T12:00:00Z\td\t1\t1\tADD_OR_REMOVE\tCUSTOMER",
                "declare\t2024-02-29T12:00:00Z\td\t1\t0\tADD\tCUSTOMER",
                "declare\t2024-02-29T12:00:00Z\t\\u0064\t1\t0\tADD_OR_REMOVE\tCUSTOMER",
                "declare\t2024-02-29T12:00:00Z\t\\u00\t1\t0\tADD_OR_REMOVE\tCUSTOMER",
                "declare\t2024-02-29T12:00:00Z\td",
                "reserve\t2024-02-29T12:00:00Z\t3\tc\tw\tpure(1)\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\td\tw\tpure(1)\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\tw\tpure(1)\tREPLACE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\tw\tpure(1)\tADD_OR_REMOVE\tROW",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\tw\tpure(1))\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\tw\tpure(1\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\tw\tpure(-1)\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\tw\tpure(NaN)\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\tw\tpure(1d)\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\tw\tpure( 1)\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\tw\tPure(1)\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\tw\trepeated(pure(1),0)\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\tw\trepeated(pure(1),9999999999)\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\tw\tcomposed()\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t2\tc\t \tpure(1)\tADD_OR_REMOVE\tCUSTOMER"
            })
    void aRecordThatNobodyWritesIsRefusedEvenWithItsCheck(String record) throws IOException {
        LedgerText text = LedgerText.EMPTY.plus(List.of(
                "declare\t2024-02-29T12:00:00Z\tc\t9\t0\tADD_OR_REMOVE\tCUSTOMER",
                "reserve\t2024-02-29T12:00:00Z\t1\tc\tw\tpure(1)\tADD_OR_REMOVE\tCUSTOMER",
                record));
        Path other = Files.write(folder.resolve("other.txt"), text.bytes());
        assertThatThrownBy(() -> FileLedger.open(other))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("line 4 ", "nothing was spent");
    }

    private static void assertRefused(byte[] bytes, String... why) {
        assertThatThrownBy(() -> LedgerText.read(bytes))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("line ", "nothing was spent")
                .satisfies(e -> assertThat(Arrays.stream(why))
                        .allMatch(word -> e.getMessage().contains(word)));
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static PrivacySpend spend(String dataSet, double epsilon) {
        return new PrivacySpend(
                dataSet, "counts", new PrivacyEvent.Pure(epsilon), Adjacency.ADD_OR_REMOVE, PrivacyUnit.CUSTOMER);
    }
}
