package io.github.segmentation4j.privacy.pseudonym;

import io.github.segmentation4j.privacy.pseudonym.UnreadableFieldException.Reason;
import java.util.Base64;

/**
 * The one text form of something sealed: format, the key it is sealed under, and the bytes in base64url.
 *
 * @param format what it is, with the version of the form
 * @param key names the key
 * @param bytes nonce, cipher text and tag
 */
record SealedText(String format, String key, byte[] bytes) {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    static SealedText parse(String format, String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(format)) {
            throw new UnreadableFieldException(Reason.MALFORMED);
        }
        try {
            SealedText parsed =
                    new SealedText(format, parts[1], Base64.getUrlDecoder().decode(parts[2]));
            // The last character has bits to spare, which a decoder overlooks: one sealed value has one text.
            if (parsed.bytes.length >= AesGcm.NONCE_BYTES + AesGcm.TAG_BYTES
                    && parsed.text().equals(text)) {
                return parsed;
            }
        } catch (IllegalArgumentException notBase64) {
            throw new UnreadableFieldException(Reason.MALFORMED);
        }
        throw new UnreadableFieldException(Reason.MALFORMED);
    }

    String text() {
        return format + '.' + key + '.' + ENCODER.encodeToString(bytes);
    }
}
