package io.github.segmentation4j.io;

import io.github.segmentation4j.run.SegmentationException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file beside its place and moves it there once it is whole: a reader never sees half of one. */
final class AtomicFile {
    private static final int MOST_LEFTOVERS = 1000;

    private AtomicFile() {}

    /** Writes the bytes of a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a text in UTF-8. */
    static void writeText(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a file or leaves everything as it was.
     *
     * @throws SegmentationException if it cannot be written
     */
    static void write(Path target, Content content) {
        try {
            Path part = create(target);
            try {
                try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                    content.writeTo(out);
                    out.flush();
                    channel.force(true);
                }
                move(part, target);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new SegmentationException(
                    "could not write '" + target + "' (" + e.getClass().getSimpleName()
                            + "); check that the folder exists and may be written to; nothing was changed",
                    e);
        }
    }

    private static Path create(Path target) throws IOException {
        Path name = target.getFileName();
        if (name == null) {
            throw new IOException("a file needs a name");
        }
        for (int i = 0; i < MOST_LEFTOVERS; i++) {
            try {
                return Files.createFile(target.resolveSibling("." + name + "." + i + ".part"));
            } catch (FileAlreadyExistsException taken) {
                // Another writer is at work, or one was killed: take the next name.
            }
        }
        throw new IOException("too many unfinished files");
    }

    private static void move(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
