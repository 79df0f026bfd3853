package io.github.segmentation4j.privacy.pseudonym;

import io.github.segmentation4j.privacy.pseudonym.CustomerKeys.DataKey;
import io.github.segmentation4j.privacy.pseudonym.UnreadableFieldException.Reason;
import io.github.segmentation4j.run.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.SecureRandom;

/**
 * Encrypts single fields of customers, each under the customer's own key (AES-256-GCM). A field opens for the customer and
 * the field name it was encrypted for and nowhere else; a changed bit makes it unreadable.
 *
 * <pre>{@code
 * CustomerKeys customers = CustomerKeys.of(KeyRing.generate(), WrappedKeys.inMemory());
 * FieldEncryption fields = FieldEncryption.of(customers);
 * String sealed = fields.encrypt("c-17", "email", "someone@example.org");
 * fields.decrypt("c-17", "email", sealed);
 * customers.erase("c-17");                     // now nobody can
 * }</pre>
 *
 * <p>The text form is {@code field1.KEY.DATA}: the name of the key and, in base64url, a nonce drawn at random for every call,
 * the encrypted text and its tag. It tells the length of the text; pad what must not tell its length. Random nonces allow
 * 2^32 values under one key: each field of each customer has a key of its own, so that only as many writes of that one field
 * would reach it.
 *
 * <p>Immutable apart from the keys, and safe for use by several threads.
 *
 * <p>References: M. Dworkin, Recommendation for block cipher modes of operation: Galois/Counter Mode, NIST SP 800-38D, 2007.
 */
public final class FieldEncryption {
    private static final String FORMAT = "field1";
    private static final String USE = "segmentation4j field 1";

    private final CustomerKeys keys;
    private final SecureRandom random = new SecureRandom();

    private FieldEncryption(CustomerKeys keys) {
        this.keys = keys;
    }

    /** Encryption with customers' keys. */
    public static FieldEncryption of(CustomerKeys keys) {
        return new FieldEncryption(keys);
    }

    /**
     * Encrypts a field. The same text gives another result every time.
     *
     * @param customer whose it is, by the name under which the customer has a key; a new customer gets one
     * @param field the name of the field, not empty
     * @param text any valid Unicode, kept as it is
     * @throws IllegalStateException if the customer's key was erased
     * @throws InvalidInputException if a name is empty or anything is no valid Unicode
     */
    public String encrypt(String customer, String field, String text) {
        byte[] plain = CanonicalText.bytes("text", text);
        String name = CanonicalText.name("field", field);
        DataKey key = keys.require(customer);
        byte[] sealed = AesGcm.seal(fieldKey(key, name), bound(customer, name, key), plain, random);
        return new SealedText(FORMAT, key.id(), sealed).text();
    }

    /**
     * Decrypts a field.
     *
     * @param customer the customer it was encrypted for
     * @param field the field it was encrypted for
     * @param sealed what {@link #encrypt} returned
     * @throws UnreadableFieldException if it cannot be read, with the reason
     */
    public String decrypt(String customer, String field, String sealed) {
        String name = CanonicalText.name("field", field);
        SealedText text = SealedText.parse(FORMAT, sealed);
        DataKey key = keys.find(customer)
                .filter(found -> found.id().equals(text.key()))
                .orElseThrow(() -> new UnreadableFieldException(Reason.NO_KEY));
        byte[] plain = AesGcm.open(fieldKey(key, name), bound(customer, name, key), text.bytes())
                .orElseThrow(() -> new UnreadableFieldException(Reason.ALTERED));
        return new String(plain, StandardCharsets.UTF_8);
    }

    private static Key fieldKey(DataKey key, String field) {
        return Hmac.key(Hmac.sha256(key.key(), CanonicalText.frame(USE, field)));
    }

    private static byte[] bound(String customer, String field, DataKey key) {
        return CanonicalText.frame(USE, CanonicalText.name("customer", customer), field, key.id());
    }

    @Override
    public String toString() {
        return "field encryption";
    }
}
