package io.github.segmentation4j.privacy.ledger;

import io.github.segmentation4j.run.SegmentationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A journal in a file. It is written anew beside its place, forced to the disk and moved there in one step, rather than
 * appended to: so no crash leaves half a line, and its head can say how many records there must be, without which a file
 * cut between two lines would pass for whole. A lock file beside it keeps processes apart.
 */
final class LedgerFile implements Journal {
    private final Path file;
    private final Path lock;
    private LedgerText text = LedgerText.EMPTY;
    private int taken;
    private String takenCheck = LedgerText.EMPTY.check(0);

    private LedgerFile(Path file) {
        this.file = file;
        this.lock = beside(file, ".lock");
    }

    static LedgerFile open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new SegmentationException("there is no ledger file at '" + path
                    + (Files.exists(path) ? "', which is a folder or a device" : "'")
                    + "; name a file that FileLedger.create made");
        }
        try {
            // Through links, so that the file itself is replaced, and all names of it share one lock.
            return new LedgerFile(path.toRealPath());
        } catch (IOException e) {
            throw failed("could not find the ledger '" + path + "'", "nothing was spent", e);
        }
    }

    static void create(Path path, List<String> records) {
        Path parent = path.toAbsolutePath().getParent();
        Path name = path.getFileName();
        if (parent == null || name == null) {
            throw new SegmentationException("a ledger needs the name of a file, was '" + path + "'");
        }
        LedgerFile created;
        try {
            created = new LedgerFile(parent.toRealPath().resolve(name));
        } catch (IOException e) {
            throw failed("could not find the folder of the ledger '" + path + "'", "nothing was written", e);
        }
        created.exclusively(() -> {
            if (Files.exists(created.file, LinkOption.NOFOLLOW_LINKS)) {
                throw new SegmentationException("there is something at '" + path
                        + "' already; open it, or name another file: a ledger is never overwritten");
            }
            created.replace(LedgerText.EMPTY.plus(records));
            return created;
        });
    }

    @Override
    public <T> T exclusively(Supplier<T> work) {
        // A file lock keeps processes apart, not the ledgers within one, and POSIX gives up all locks of a process on a
        // file as soon as one of its channels is closed. An interned string is the same object for every ledger of the
        // process that has this path, without a registry of our own.
        synchronized (("segmentation4j ledger " + lock).intern()) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (!held.isValid()) {
                    throw new IOException("the lock was lost");
                }
                return work.get();
            } catch (IOException | OverlappingFileLockException e) {
                throw failed("could not lock the ledger '" + file + "'", "no answer was allowed", e);
            }
        }
    }

    @Override
    public void catchUp(Consumer<LedgerRecord> reader) {
        text = LedgerText.read(bytes());
        if (text.size() < taken || !text.check(taken).equals(takenCheck)) {
            throw LedgerText.broken(
                    Math.min(taken, text.size() + 1) + 1,
                    "is not what this ledger has read or written before: the file was replaced by another or an older one");
        }
        while (taken < text.size()) {
            try {
                reader.accept(LedgerLine.read(text.record(taken)));
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw LedgerText.broken(taken + 2, "makes no sense (" + e.getMessage() + ")");
            }
            took();
        }
    }

    @Override
    public void append(LedgerRecord record) {
        LedgerText longer = text.plus(List.of(LedgerLine.write(record)));
        if (!Files.isWritable(file)) {
            throw new SegmentationException("the ledger '" + file + "' must not be written to; nothing was spent");
        }
        replace(longer);
        text = longer;
        took();
    }

    private void took() {
        taken++;
        takenCheck = text.check(taken);
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw failed("could not read the ledger '" + file + "'", "nothing was spent", e);
        }
    }

    private void replace(LedgerText whole) {
        Path part = beside(file, ".part");
        try {
            // A leftover of a process that ended while it wrote; whoever holds the lock is the only one to write.
            Files.deleteIfExists(part);
            write(part, whole.bytes());
            if (Files.exists(file) && Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(file));
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed("could not write the ledger '" + file + "'", "nothing was spent", e);
        }
        forceFolder();
    }

    private static void write(Path part, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Makes the move itself outlive the machine, where folders can be opened; Windows keeps a log of its own. */
    private void forceFolder() {
        Path folder = file.getParent();
        if (folder == null
                || !folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw failed(
                    "could not force the folder of the ledger '" + file + "' to the disk",
                    "the spend counts, but" + " must not be answered",
                    e);
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static SegmentationException failed(String what, String consequence, Exception e) {
        return new SegmentationException(
                what + " (" + e.getClass().getSimpleName() + "); " + consequence
                        + ". Check that the folder is there, may be written to and has room",
                e);
    }
}
