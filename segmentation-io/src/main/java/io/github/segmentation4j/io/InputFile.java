package io.github.segmentation4j.io;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens files: unpacks gzip by its first bytes, reports how much was read and stops when cancelled. */
final class InputFile {
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int BUFFER = 1 << 16;

    private InputFile() {}

    /** The plain bytes of a file. */
    static InputStream open(Path file, RunContext context) throws IOException {
        if (Files.isDirectory(file)) {
            throw new InvalidInputException("'" + file + "' is a folder; name a file");
        }
        InputStream raw = new Watched(Files.newInputStream(file), Files.size(file), context, "reading " + name(file));
        try {
            PushbackInputStream bytes = new PushbackInputStream(raw, 2);
            byte[] start = bytes.readNBytes(2);
            bytes.unread(start);
            boolean packed = start.length == 2 && (start[0] & 0xff) == GZIP_FIRST && (start[1] & 0xff) == GZIP_SECOND;
            return packed ? new GZIPInputStream(bytes, BUFFER) : bytes;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** All bytes of a small file. */
    static byte[] bytes(Path file, int atMost) {
        try (InputStream in = open(file, RunContext.seeded(0))) {
            byte[] bytes = in.readNBytes(atMost);
            if (in.read() >= 0) {
                throw new InvalidInputException("'" + name(file) + "' has more than " + atMost + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    /** What went wrong with a file, without its content. */
    static InvalidInputException unreadable(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new InvalidInputException("there is no file '" + file + "'; check the path", e);
        }
        if (e instanceof EOFException || e instanceof ZipException) {
            return new InvalidInputException(
                    "'" + name(file) + "' is cut or damaged: its compressed content ends early or does not fit its"
                            + " checksum; fetch it again",
                    e);
        }
        return new InvalidInputException(
                "'" + file + "' could not be read (" + e.getClass().getSimpleName() + "); check that it may be read",
                e);
    }

    /** Counts bytes as they come. */
    private static final class Watched extends FilterInputStream {
        private static final long STEP = 1 << 20;

        private final long total;
        private final RunContext context;
        private final String stage;
        private long done;
        private long reported;

        Watched(InputStream in, long total, RunContext context, String stage) {
            super(in);
            this.total = Math.max(1, total);
            this.context = context;
            this.stage = stage;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            context.throwIfCancelled(stage);
            int count = in.read(target, offset, length);
            done += Math.max(0, count);
            boolean ended = count < 0 && reported < total;
            if (ended || done - reported >= STEP) {
                reported = ended ? total : done;
                context.report(stage, Math.min(reported, total), total);
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            return in.skip(0);
        }
    }
}
