package io.github.segmentation4j.privacy.pseudonym;

import io.github.segmentation4j.run.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Text as bytes, one way only. */
final class CanonicalText {
    private CanonicalText() {}

    /** A name of a customer, field or purpose in the composed form of Unicode (NFC), so that one name has one spelling. */
    static String name(String kind, String text) {
        if (text.isEmpty()) {
            throw new InvalidInputException("a " + kind + " must not be empty");
        }
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        bytes(kind, composed);
        return composed;
    }

    /** UTF-8; text with half of a surrogate pair is refused, since all such halves would become the same bytes. */
    static byte[] bytes(String kind, String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException broken) {
            throw new InvalidInputException("a " + kind + " must be valid Unicode; it holds half of a surrogate pair");
        }
    }

    /** Words in a form from which they can be told apart: the length of each before it. */
    static byte[] frame(String... words) {
        byte[][] parts = new byte[words.length][];
        int length = 0;
        for (int i = 0; i < words.length; i++) {
            parts[i] = bytes("name", words[i]);
            length = Math.addExact(length, Integer.BYTES + parts[i].length);
        }
        ByteBuffer framed = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            framed.putInt(part.length).put(part);
        }
        return framed.array();
    }
}
