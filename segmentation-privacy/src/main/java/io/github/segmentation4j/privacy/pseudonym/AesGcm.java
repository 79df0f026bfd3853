package io.github.segmentation4j.privacy.pseudonym;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 in Galois/Counter Mode with a tag of 128 bits (NIST SP 800-38D): nonce, cipher text and tag in one. */
final class AesGcm {
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private AesGcm() {}

    /** Seals bytes under a nonce drawn at random: at most 2^32 times under one key. */
    static byte[] seal(Key key, byte[] bound, byte[] plain, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return seal(key, nonce, bound, plain);
    }

    static byte[] seal(Key key, byte[] nonce, byte[] bound, byte[] plain) {
        try {
            byte[] sealed = Arrays.copyOf(nonce, nonce.length + plain.length + TAG_BYTES);
            cipher(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(plain, 0, plain.length, sealed, nonce.length);
            return sealed;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("AES-GCM failed; check the security providers of the platform", broken);
        }
    }

    /** What was sealed, unless a bit of it, the key or what it is bound to is another. */
    static Optional<byte[]> open(Key key, byte[] bound, byte[] sealed) {
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, bound)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (AEADBadTagException altered) {
            return Optional.empty();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("AES-GCM failed; check the security providers of the platform", broken);
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(key.getEncoded(), "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }
}
