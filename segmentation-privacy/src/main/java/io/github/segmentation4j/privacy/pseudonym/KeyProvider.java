package io.github.segmentation4j.privacy.pseudonym;

import java.security.Key;
import java.util.NavigableMap;

/**
 * Where master keys come from: a {@link KeyRing}, or a key management service behind a few lines of one's own. Keys are
 * used for HMAC-SHA-256 alone, from which all other keys are derived, so a key may stay inside a hardware module.
 *
 * <p>Give pseudonyms and customer keys providers of their own: the one is rotated by a calendar, the other after an
 * erasure. Implementations must be safe for use by several threads.
 */
@FunctionalInterface
public interface KeyProvider {
    /**
     * The keys that may be used now, by version. New work uses the last one; the others read what is older. A version is at
     * least 1 and never given to another key, even after its key is gone. Asked for with every use, so that a key that is
     * withdrawn is withdrawn at once.
     *
     * @return at least one key, each of at least 32 bytes, as one consistent state
     */
    NavigableMap<Integer, Key> keys();
}
