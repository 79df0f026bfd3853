package io.github.segmentation4j.privacy.pseudonym;

import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-256 (RFC 2104, FIPS 198-1). */
final class Hmac {
    private static final String NAME = "HmacSHA256";

    private Hmac() {}

    static byte[] sha256(Key key, byte[] message) {
        return ready(key).doFinal(message);
    }

    /** A computation that starts anew after each result. */
    static Mac ready(Key key) {
        try {
            Mac mac = Mac.getInstance(NAME);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException unfit) {
            throw new IllegalStateException(
                    "the key must be one for " + NAME + "; ask its provider for such a key", unfit);
        }
    }

    static Key key(byte[] material) {
        return new SecretKeySpec(material, NAME);
    }
}
