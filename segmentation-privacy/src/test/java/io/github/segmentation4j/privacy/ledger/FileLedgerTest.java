package io.github.segmentation4j.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.run.SegmentationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLedgerTest extends PrivacyLedgerContract {
    private static final Instant NOON = Instant.parse("2024-02-29T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final String GOLDEN = """
            segmentation4j-privacy-ledger\t1\t3 records\t5f84cb8d218ef57f
            declare\t2024-02-29T12:00:00Z\tcustomers\t1\t0.000001\tADD_OR_REMOVE\tCUSTOMER\t854e64731591f0cb
            reserve\t2024-02-29T12:00:00Z\t1\tcustomers\tcounts\tpure(0.25)\tADD_OR_REMOVE\tCUSTOMER\t10cee44754567178
            begin\t2024-02-29T12:00:00Z\t1\t5f84cb8d218ef57f
            """;
    private static final DataSet CUSTOMERS = DataSet.of("customers", PrivacyBudget.of(1, 0));
    private static final DataSet WITH_DELTA = DataSet.of("customers", PrivacyBudget.of(1, 1e-6));
    private static final Offset<Double> CLOSE = within(1e-9);

    @TempDir
    private Path folder;

    private final AtomicInteger files = new AtomicInteger();

    @Override
    protected PrivacyLedger ledger(DataSet... dataSets) {
        return FileLedger.create(folder.resolve("ledger" + files.incrementAndGet()), dataSets);
    }

    /** Another object on the same file, so that not only the monitor of one keeps threads apart. */
    @Override
    protected PrivacyLedger another(PrivacyLedger ledger) {
        return FileLedger.open(folder.resolve("ledger" + files.get()));
    }

    @Test
    void theFileIsATextThatAPersonCanRead() throws IOException {
        Path file = folder.resolve("ledger.txt");
        FileLedger ledger = FileLedger.create(file, List.of(WITH_DELTA), CLOCK);
        ledger.declare(DataSet.of("buyers", PrivacyBudget.of(0.5, 0)).derivedFrom("customers"));
        ledger.reserve(spend("buyers", "segment counts", new PrivacyEvent.DiscreteLaplace(0.1, 2)))
                .begin();
        ledger.reserve(spend("customers", "profiles", new PrivacyEvent.ZeroConcentrated(1e-7)))
                .refund();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).matches("segmentation4j-privacy-ledger\t1\t6 records\t[0-9a-f]{16}");
        assertThat(lines.stream().skip(1).map(line -> line.substring(0, line.length() - 17)))
                .containsExactly(
                        "declare\t2024-02-29T12:00:00Z\tcustomers\t1\t0.000001\tADD_OR_REMOVE\tCUSTOMER",
                        "declare\t2024-02-29T12:00:00Z\tbuyers\t0.5\t0\tADD_OR_REMOVE\tCUSTOMER\tcustomers",
                        "reserve\t2024-02-29T12:00:00Z\t1\tbuyers\tsegment counts\tdiscrete-laplace(0.1,2)"
                                + "\tADD_OR_REMOVE\tCUSTOMER",
                        "begin\t2024-02-29T12:00:00Z\t1",
                        "reserve\t2024-02-29T12:00:00Z\t2\tcustomers\tprofiles\tzcdp(1E-7)\tADD_OR_REMOVE\tCUSTOMER",
                        "refund\t2024-02-29T12:00:00Z\t2");
    }

    /** The bytes of version 1: every later version must read them. */
    @Test
    void aFileOfVersion1StaysReadable() throws IOException {
        Path file = folder.resolve("golden.txt");
        FileLedger written = FileLedger.create(file, List.of(WITH_DELTA), CLOCK);
        written.reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.25)))
                .begin();
        assertThat(Files.readString(file)).isEqualTo(GOLDEN);
        Path copy = Files.writeString(folder.resolve("copy.txt"), GOLDEN);
        assertThat(FileLedger.open(copy).history("customers")).isEqualTo(written.history("customers"));
    }

    @Test
    void aCrashBetweenReserveAndBeginLeavesTheSpendBooked() {
        Path file = folder.resolve("ledger.txt");
        FileLedger.create(file, List.of(CUSTOMERS), CLOCK)
                .reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.75)));
        FileLedger after = FileLedger.open(file, CLOCK);
        assertThat(after.spent("customers").epsilon()).isCloseTo(0.75, CLOSE);
        assertThat(after.history("customers"))
                .extracting(LedgerEntry::state)
                .containsExactly(LedgerEntry.State.RESERVED);
        assertThatThrownBy(() -> after.reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.5))))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void aLeftoverOfACrashInTheMiddleOfAWriteIsNoHindrance() throws IOException {
        Path file = folder.resolve("ledger.txt");
        FileLedger ledger = FileLedger.create(file, CUSTOMERS);
        Files.writeString(folder.resolve("ledger.txt.part"), "segmentation4j-privacy-led");
        ledger.reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.75)));
        assertThat(FileLedger.open(file).spent("customers").epsilon()).isCloseTo(0.75, CLOSE);
        assertThat(folder.resolve("ledger.txt.part")).doesNotExist();
    }

    @Test
    void everyEventAndNameComesBackAsItWas() {
        List<PrivacyEvent> events = List.of(
                new PrivacyEvent.Pure(0.1),
                new PrivacyEvent.Pure(Double.MIN_VALUE),
                new PrivacyEvent.Pure(Math.nextUp(1.0)),
                new PrivacyEvent.Approximate(0, 1e-9),
                new PrivacyEvent.ZeroConcentrated(1.0 / 3),
                new PrivacyEvent.Laplace(123456789012.0),
                new PrivacyEvent.DiscreteLaplace(2.5e-7, Long.MAX_VALUE),
                new PrivacyEvent.Gaussian(100),
                new PrivacyEvent.PoissonSampled(
                        0.01, new PrivacyEvent.Repeated(new PrivacyEvent.Gaussian(2.5), Integer.MAX_VALUE)),
                new PrivacyEvent.Composed(List.of(
                        new PrivacyEvent.Pure(1), new PrivacyEvent.Composed(List.of(new PrivacyEvent.Pure(2))))));
        for (PrivacyEvent event : events) {
            String words = EventNotation.write(event);
            assertThat(EventNotation.read(words)).isEqualTo(event);
            assertThat(EventNotation.write(EventNotation.read(words))).isEqualTo(words);
        }
        for (String name : List.of(
                "two words",
                "tab\tand\nbreak\r",
                "back\\slash \\u0041",
                "Käufer 客户",
                "\uD83D\uDE00 and \uD83D half",
                "\u2028\u202E\uFEFF\u0000\u0085")) {
            Path file = folder.resolve("names" + files.incrementAndGet());
            FileLedger ledger = FileLedger.create(file, DataSet.of(name, PrivacyBudget.of(1, 0)));
            ledger.reserve(spend(name, name, new PrivacyEvent.Pure(0.5)));
            assertThat(FileLedger.open(file).history(name)).isEqualTo(ledger.history(name));
            assertThat(file).content().doesNotContain("\u202E", "\u0000", "\r");
        }
    }

    @Test
    void whatAFileCannotHoldIsRefusedBeforeItIsBooked() {
        Path file = folder.resolve("ledger.txt");
        FileLedger ledger = FileLedger.create(file, CUSTOMERS);
        PrivacyEvent deep = new PrivacyEvent.Pure(1e-9);
        for (int i = 0; i < 40; i++) {
            deep = new PrivacyEvent.Composed(List.of(deep));
        }
        PrivacySpend spend = spend("customers", "counts", deep);
        assertThatThrownBy(() -> ledger.reserve(spend)).isInstanceOf(RuntimeException.class);
        assertThat(FileLedger.open(file).history("customers")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerLine.write(new LedgerRecord.Reserved(NOON, 1, spend)))
                .withMessageContaining("nested");
    }

    @Test
    void severalObjectsOnOneFileShareTheBudgetAndTheReservations() {
        Path file = folder.resolve("ledger.txt");
        FileLedger first = FileLedger.create(file, CUSTOMERS);
        FileLedger second = FileLedger.open(file);
        Reservation reservation = first.reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.75)));
        assertThat(second.spent("customers").epsilon()).isCloseTo(0.75, CLOSE);
        second.declare(DataSet.of("buyers", PrivacyBudget.of(1, 0)).derivedFrom("customers"));
        assertThatThrownBy(() -> first.reserve(spend("buyers", "counts", new PrivacyEvent.Pure(0.5))))
                .isInstanceOf(BudgetExceededException.class);
        reservation.refund();
        second.reserve(spend("buyers", "counts", new PrivacyEvent.Pure(0.5))).begin();
        assertThat(first.spent("customers").epsilon()).isCloseTo(0.5, CLOSE);
        assertThatIllegalStateException().isThrownBy(reservation::begin);
    }

    @Test
    void processesShareTheBudget() throws Exception {
        Path file = folder.resolve("ledger.txt");
        FileLedger ledger = FileLedger.create(file, DataSet.of("customers", PrivacyBudget.of(5, 0)));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Spender.class.getName(),
                            file.toString())
                    .redirectErrorStream(true)
                    .start());
        }
        int booked = 0;
        for (Process process : processes) {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            booked += Integer.parseInt(said.strip());
        }
        assertThat(booked).isEqualTo(40);
        assertThat(ledger.history("customers")).hasSize(40);
    }

    @Test
    void aFileThatIsTakenIsNeverOverwritten() {
        Path file = folder.resolve("ledger.txt");
        FileLedger.create(file, CUSTOMERS).reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.75)));
        assertThatThrownBy(() -> FileLedger.create(file, CUSTOMERS))
                .isInstanceOf(SegmentationException.class)
                .hasMessageContaining("never overwritten");
        assertThat(FileLedger.open(file).spent("customers").epsilon()).isCloseTo(0.75, CLOSE);
    }

    @Test
    void aFolderAMissingFileAndAPlaceThatCannotBeWrittenAreRefused() {
        assertThatThrownBy(() -> FileLedger.open(folder))
                .isInstanceOf(SegmentationException.class)
                .hasMessageContaining("folder");
        assertThatThrownBy(() -> FileLedger.open(folder.resolve("none")))
                .isInstanceOf(SegmentationException.class)
                .hasMessageContaining("there is no ledger file");
        assertThatThrownBy(() -> FileLedger.create(folder, CUSTOMERS))
                .isInstanceOf(SegmentationException.class)
                .hasMessageContaining("already");
        // On Linux a place that nobody can write to, root included; elsewhere one that is not there.
        assertThatThrownBy(() -> FileLedger.create(Path.of("/proc/self/ledger.txt"), CUSTOMERS))
                .isInstanceOf(SegmentationException.class)
                .hasMessageContaining("Check that the folder is there");
        assertThat(folder).isDirectoryNotContaining("glob:**ledger*");
    }

    @Test
    void aWriteThatFailsSpendsNothingAndLosesNothing() throws IOException {
        Path file = folder.resolve("ledger.txt");
        FileLedger ledger = FileLedger.create(file, CUSTOMERS);
        Reservation booked = ledger.reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.25)));
        byte[] before = Files.readAllBytes(file);
        // A folder where the new text is to be written fails like a disk without room, root or not.
        Path hindrance =
                Files.createDirectories(folder.resolve("ledger.txt.part").resolve("full"));
        assertThatThrownBy(() -> ledger.reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.5))))
                .isInstanceOf(SegmentationException.class)
                .hasMessageContaining("nothing was spent");
        assertThatThrownBy(booked::begin).isInstanceOf(SegmentationException.class);
        assertThat(file).hasBinaryContent(before);
        assertThat(ledger.spent("customers").epsilon()).isCloseTo(0.25, CLOSE);
        Files.delete(hindrance);
        Files.delete(hindrance.getParent());
        booked.begin();
        ledger.reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.5)));
        assertThat(FileLedger.open(file).spent("customers").epsilon()).isCloseTo(0.75, CLOSE);
    }

    @Test
    void withoutALockNothingIsSpent() throws IOException {
        Path file = folder.resolve("ledger.txt");
        FileLedger ledger = FileLedger.create(file, CUSTOMERS);
        Path lock = folder.resolve("ledger.txt.lock");
        Files.delete(lock);
        Files.createDirectory(lock);
        assertThatThrownBy(() -> ledger.reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.5))))
                .isInstanceOf(SegmentationException.class)
                .hasMessageContaining("could not lock");
        Files.delete(lock);
        assertThat(ledger.history("customers")).isEmpty();
    }

    @Test
    void anInterruptedThreadSpendsNothingAndStaysInterrupted() {
        Path file = folder.resolve("ledger.txt");
        FileLedger ledger = FileLedger.create(file, CUSTOMERS);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ledger.reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.5))))
                .isInstanceOf(SegmentationException.class)
                .hasMessageContaining("no answer was allowed");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ledger.history("customers")).isEmpty();
        ledger.reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.5)));
    }

    @Test
    void theFileKeepsWhoMayReadIt() throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Path file = folder.resolve("ledger.txt");
        FileLedger ledger = FileLedger.create(file, CUSTOMERS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        ledger.reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.5)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLinkLeadsToTheFileItself() throws IOException {
        Path file = folder.resolve("ledger.txt");
        FileLedger.create(file, CUSTOMERS);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        FileLedger.open(link).reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.5)));
        assertThat(link).isSymbolicLink();
        assertThat(FileLedger.open(file).spent("customers").epsilon()).isCloseTo(0.5, CLOSE);
    }

    private static PrivacySpend spend(String dataSet, String what, PrivacyEvent event) {
        return new PrivacySpend(dataSet, what, event, Adjacency.ADD_OR_REMOVE, PrivacyUnit.CUSTOMER);
    }

    /** Spends as much as a ledger allows in a process of its own, and ends with the number of spends. */
    static final class Spender {
        private Spender() {}

        public static void main(String... args) {
            FileLedger ledger = FileLedger.open(Path.of(args[0]));
            for (int booked = 0; true; booked++) {
                try {
                    ledger.reserve(spend("customers", "counts", new PrivacyEvent.Pure(0.125)))
                            .begin();
                } catch (BudgetExceededException full) {
                    System.out.println(booked);
                    return;
                }
            }
        }
    }
}
