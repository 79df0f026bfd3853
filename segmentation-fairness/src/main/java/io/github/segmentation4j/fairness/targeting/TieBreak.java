package io.github.segmentation4j.fairness.targeting;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The order of customers of equal score: by HMAC-SHA-256 of their ids under a key. The same customers get the same
 * decision on each run, whatever the order of the rows, and whoever does not know the key cannot choose an id that wins.
 *
 * <p>A key that stays the same prefers the same customers in every campaign; a key of its own for each campaign spreads
 * the luck. Immutable and safe for use by several threads.
 *
 * <p>References: H. Krawczyk, M. Bellare, R. Canetti, HMAC: keyed-hashing for message authentication, RFC 2104, 1997.
 */
public final class TieBreak {
    private static final String ALGORITHM = "HmacSHA256";

    /** RFC 2104 discourages keys shorter than the hash; half of it, 128 bits, cannot be guessed either. */
    private static final int FEWEST_BYTES = 16;

    private final SecretKeySpec key;

    private TieBreak(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * An order under a key.
     *
     * @param key secret, at least 16 bytes; copied
     */
    public static TieBreak of(byte[] key) {
        if (key.length < FEWEST_BYTES) {
            throw new IllegalArgumentException("the key must have at least " + FEWEST_BYTES + " bytes, had "
                    + key.length + "; take them from a secure random generator and keep them");
        }
        return new TieBreak(new SecretKeySpec(key, ALGORITHM));
    }

    /** The places of ids, lowest first; two ids of the same place are ordered by their text. */
    Places places() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return new Places(mac);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            // Every Java platform must have this algorithm, and it takes keys of any length.
            throw new IllegalStateException("the Java platform has no " + ALGORITHM, impossible);
        }
    }

    /** Computes places one by one; belongs to one thread. */
    static final class Places {
        private final Mac mac;

        private Places(Mac mac) {
            this.mac = mac;
        }

        /** The first 64 bits of the hash, moved so that signed comparison orders them as bytes. */
        long of(String id) {
            byte[] hash = mac.doFinal(id.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() ^ Long.MIN_VALUE;
        }
    }
}
