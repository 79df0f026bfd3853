package io.github.segmentation4j.privacy.pseudonym;

import java.security.Key;
import java.util.NavigableMap;
import java.util.Optional;

/** One state of a provider, checked. */
record MasterKeys(NavigableMap<Integer, Key> keys) {
    static final int KEY_BYTES = 32;

    static MasterKeys of(KeyProvider provider) {
        NavigableMap<Integer, Key> keys = provider.keys();
        if (keys.isEmpty() || keys.firstKey() < 1) {
            throw new IllegalStateException("a key provider must have at least one key and versions from 1");
        }
        return new MasterKeys(keys);
    }

    int newest() {
        return keys.lastKey();
    }

    /** A key for one use, derived from a master key, the version and the words that name the use. */
    Optional<Key> derive(int version, String... use) {
        Key master = keys.get(version);
        if (master == null) {
            return Optional.empty();
        }
        byte[] material = master.getEncoded();
        // A key inside a hardware module has no material to show.
        if (material != null && material.length < KEY_BYTES) {
            throw new IllegalStateException("a master key must have at least " + KEY_BYTES + " bytes, version "
                    + version + " had " + material.length);
        }
        String[] words = new String[use.length + 1];
        words[0] = Integer.toString(version);
        System.arraycopy(use, 0, words, 1, use.length);
        return Optional.of(Hmac.key(Hmac.sha256(master, CanonicalText.frame(words))));
    }
}
