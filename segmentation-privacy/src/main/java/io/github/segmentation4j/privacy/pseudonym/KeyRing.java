package io.github.segmentation4j.privacy.pseudonym;

import io.github.segmentation4j.run.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Master keys in memory, drawn at random, which can be rotated, retired and kept in a password-protected file (PKCS #12).
 * What a rotation or retirement changes reaches the file with the next {@link #save}.
 *
 * <p>Safe for use by several threads.
 */
public final class KeyRing implements KeyProvider {
    private static final String STORE = "PKCS12";
    private static final String ALIAS = "version-";

    private final SecureRandom random = new SecureRandom();
    private NavigableMap<Integer, Key> keys;

    private KeyRing(NavigableMap<Integer, Key> keys) {
        this.keys = Collections.unmodifiableNavigableMap(keys);
    }

    /** A ring with one new key, version 1. */
    public static KeyRing generate() {
        KeyRing ring = new KeyRing(new TreeMap<>());
        ring.add(1);
        return ring;
    }

    @Override
    public synchronized NavigableMap<Integer, Key> keys() {
        return keys;
    }

    /**
     * Adds a new key, which new work uses from now on. Older keys go on reading.
     *
     * @return its version
     */
    public synchronized int rotate() {
        return add(Math.addExact(keys.lastKey(), 1));
    }

    private synchronized int add(int version) {
        byte[] material = new byte[MasterKeys.KEY_BYTES];
        random.nextBytes(material);
        NavigableMap<Integer, Key> more = new TreeMap<>(keys);
        more.put(version, Hmac.key(material));
        keys = Collections.unmodifiableNavigableMap(more);
        Arrays.fill(material, (byte) 0);
        return version;
    }

    /**
     * Forgets an older key: what only this key reads cannot be read any more, once every saved copy is gone too.
     *
     * @param version one of the ring's, but not the newest
     */
    public synchronized void retire(int version) {
        if (!keys.containsKey(version) || version == keys.lastKey()) {
            throw new IllegalArgumentException("the version must be an older one of " + keys.keySet() + ", was "
                    + version + "; rotate before the newest is retired");
        }
        NavigableMap<Integer, Key> fewer = new TreeMap<>(keys);
        fewer.remove(version);
        keys = Collections.unmodifiableNavigableMap(fewer);
    }

    /**
     * Writes the keys to a file, which is replaced as a whole or not at all. On file systems with owners only the owner can
     * read it.
     *
     * @param file in a directory that exists
     * @param password not empty; not kept
     * @throws UncheckedIOException if the file cannot be written
     */
    public void save(Path file, char[] password) {
        requirePassword(password);
        try {
            KeyStore store = KeyStore.getInstance(STORE);
            store.load(null, password);
            for (Map.Entry<Integer, Key> entry : keys().entrySet()) {
                store.setKeyEntry(ALIAS + entry.getKey(), entry.getValue(), password, null);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            replace(file.toAbsolutePath(), bytes.toByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the key file could not be written; the former one, if any, is as it was", failed);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("the platform has no " + STORE + " key store", failed);
        }
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        // Temporary files are made readable by their owner alone.
        Path fresh = Files.createTempFile(file.getParent(), ".keys", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Reads keys from a file.
     *
     * @param file as {@link #save} wrote it
     * @param password the one it was written with; not kept
     * @throws UncheckedIOException if the file cannot be read
     * @throws InvalidInputException if the password is another or the file is damaged
     */
    public static KeyRing load(Path file, char[] password) {
        requirePassword(password);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("the key file could not be read", failed);
        }
        NavigableMap<Integer, Key> keys = new TreeMap<>();
        try {
            KeyStore store = KeyStore.getInstance(STORE);
            store.load(new ByteArrayInputStream(bytes), password);
            for (String alias : Collections.list(store.aliases())) {
                if (alias.startsWith(ALIAS) && store.isKeyEntry(alias)) {
                    int version = Integer.parseInt(alias.substring(ALIAS.length()));
                    keys.put(version, Hmac.key(store.getKey(alias, password).getEncoded()));
                }
            }
        } catch (IOException | GeneralSecurityException | NumberFormatException unfit) {
            throw new InvalidInputException(
                    "the key file must open with the password; that is another or the file is" + " damaged", unfit);
        }
        if (keys.isEmpty()) {
            throw new InvalidInputException("the key file must hold keys that a key ring saved; it holds none");
        }
        return new KeyRing(keys);
    }

    private static void requirePassword(char[] password) {
        if (password.length == 0) {
            throw new IllegalArgumentException("the password of a key file must not be empty");
        }
    }

    /** The versions alone. */
    @Override
    public String toString() {
        return "key ring of versions " + keys().keySet();
    }
}
