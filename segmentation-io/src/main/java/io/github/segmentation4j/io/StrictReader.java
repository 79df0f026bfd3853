package io.github.segmentation4j.io;

import io.github.segmentation4j.run.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes text and refuses what is none. Everything before the bad byte is handed out first, so whoever reads knows the
 * row it is in.
 */
final class StrictReader extends Reader {
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    private final Charset charset;
    private boolean ended;
    private boolean malformed;
    private boolean started;
    private boolean zero;

    StrictReader(InputStream in, Charset charset) {
        this.in = in;
        this.charset = charset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        bytes.limit(0);
    }

    /** Says that the text is not what it was declared to be; the place is added by who knows it. */
    static final class BadTextException extends IOException {
        private static final long serialVersionUID = 1L;

        private final String why;

        BadTextException(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (zero) {
            throw zero();
        }
        CharBuffer chars = CharBuffer.wrap(target, offset, length);
        while (chars.position() == 0) {
            if (malformed) {
                throw new BadTextException(
                        "the text is not " + charset.name() + "; state the file's encoding or save it as UTF-8");
            }
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (result.isError()) {
                malformed = true;
            } else if (result.isUnderflow() && chars.position() == 0) {
                if (ended) {
                    return -1;
                }
                fill();
            } else if (result.isOverflow() && chars.position() == 0) {
                // A character beyond the basic plane needs two places; FastCSV and line readers ask for many.
                throw new IOException("there must be room for at least 2 characters");
            }
        }
        return beforeZero(target, offset, chars.position());
    }

    /** NUL never occurs in text; it is the mark of a binary file or of another encoding. */
    private int beforeZero(char[] target, int offset, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (target[offset + i] == 0) {
                zero = true;
                if (i > 0) {
                    return i;
                }
                throw zero();
            }
        }
        return count;
    }

    private BadTextException zero() {
        return new BadTextException("the text holds a NUL character; it is no text file or not " + charset.name());
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
        if (!started) {
            started = true;
            skipMark();
        }
    }

    private void skipMark() throws IOException {
        while (bytes.limit() < 3 && !ended) {
            int limit = bytes.limit();
            int count = in.read(bytes.array(), limit, bytes.capacity() - limit);
            ended = count < 0;
            bytes.limit(limit + Math.max(0, count));
        }
        int first = bytes.limit() > 0 ? bytes.get(0) & 0xff : 0;
        int second = bytes.limit() > 1 ? bytes.get(1) & 0xff : 0;
        boolean utf8 = first == 0xef && second == 0xbb && bytes.limit() > 2 && (bytes.get(2) & 0xff) == 0xbf;
        if (utf8 && charset.equals(StandardCharsets.UTF_8)) {
            bytes.position(3);
        }
        boolean utf16 = (first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe);
        if (utf16 && !charset.name().startsWith("UTF-16")) {
            throw new InvalidInputException("the file begins with the byte order mark of UTF-16"
                    + (first == 0xfe ? "BE" : "LE") + " but was declared " + charset.name()
                    + "; set its encoding to UTF-16 or save it as UTF-8");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
