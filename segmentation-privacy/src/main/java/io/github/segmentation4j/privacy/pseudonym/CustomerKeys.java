package io.github.segmentation4j.privacy.pseudonym;

import io.github.segmentation4j.privacy.pseudonym.UnreadableFieldException.Reason;
import io.github.segmentation4j.run.RunContext;
import java.security.Key;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A key for each customer, drawn at random and kept encrypted under a master key. Erasing a customer's key makes all that
 * was encrypted with it unreadable, in every copy, while other customers' data stays readable.
 *
 * <p>An erasure leaves a mark in the customer's place, so that a writer who comes late does not start a new key. A copy of
 * the table from before the erasure still holds the wrapped key: {@link #rewrap} and the retirement of the older master keys
 * end that too.
 *
 * <p>Customers are named by a pseudonym or an id, in the composed form of Unicode (NFC). No key is held between two calls.
 * Safe for use by several threads, and by several processes on one table.
 */
public final class CustomerKeys {
    private static final String FORMAT = "key1";
    private static final String USE = "segmentation4j customer key 1";
    private static final String ERASED = "erased";
    private static final String STAGE = "wrap keys";
    private static final int ID_BYTES = 8;

    private final KeyProvider master;
    private final WrappedKeys table;
    private final SecureRandom random = new SecureRandom();

    private CustomerKeys(KeyProvider master, WrappedKeys table) {
        this.master = master;
        this.table = table;
    }

    /** A customer's key and its name, which tells nothing about it. */
    record DataKey(Key key, String id) {
        static DataKey of(byte[] material) {
            Key key = Hmac.key(material);
            byte[] id = Hmac.sha256(key, CanonicalText.frame(USE, "id"));
            return new DataKey(key, HexFormat.of().formatHex(id, 0, ID_BYTES));
        }

        @Override
        public String toString() {
            return "key " + id;
        }
    }

    /**
     * Customers' keys.
     *
     * @param master the provider of master keys, asked with every use
     * @param table where the wrapped keys are
     */
    public static CustomerKeys of(KeyProvider master, WrappedKeys table) {
        return new CustomerKeys(master, table);
    }

    /**
     * Makes all that was encrypted for a customer unreadable for good, and refuses to encrypt anything more. A customer
     * without a key is marked as well.
     */
    public void erase(String customer) {
        String name = name(customer);
        while (!isErasedNow(name)) {
            Optional<String> text = table.find(name);
            if (text.isEmpty()) {
                table.add(name, ERASED);
            } else {
                table.replace(name, text.get(), ERASED);
            }
        }
    }

    /** Whether the key of a customer was erased. */
    public boolean isErased(String customer) {
        return isErasedNow(name(customer));
    }

    private boolean isErasedNow(String name) {
        return table.find(name).filter(ERASED::equals).isPresent();
    }

    /**
     * Gives a customer who was erased and comes back a new key. What was encrypted before stays unreadable.
     *
     * @throws IllegalStateException if the customer was not erased
     */
    public void readmit(String customer) {
        String name = name(customer);
        if (!table.replace(name, ERASED, wrap(name, draw()))) {
            throw new IllegalStateException(
                    "only a customer whose key was erased can be readmitted; others have a key");
        }
    }

    /**
     * Wraps all keys that are under an older master key under the newest one; after that the older ones may be retired.
     *
     * @return how many keys were wrapped anew
     * @throws UnreadableFieldException at the first key that cannot be read; those before it stay wrapped anew
     */
    public int rewrap(RunContext context) {
        List<String> customers = table.customers();
        int wrapped = 0;
        int done = 0;
        for (String name : customers) {
            context.throwIfCancelled(STAGE);
            context.report(STAGE, done++, customers.size());
            wrapped += rewrap(name) ? 1 : 0;
        }
        context.report(STAGE, done, customers.size());
        return wrapped;
    }

    private boolean rewrap(String name) {
        while (true) {
            Optional<String> text = table.find(name);
            if (text.isEmpty()
                    || text.get().equals(ERASED)
                    || version(SealedText.parse(FORMAT, text.get()))
                            == MasterKeys.of(master).newest()) {
                return false;
            }
            if (table.replace(name, text.get(), wrap(name, unwrap(name, text.get())))) {
                return true;
            }
        }
    }

    /** The key of a customer, if there is one. */
    Optional<DataKey> find(String customer) {
        String name = name(customer);
        return table.find(name).filter(text -> !text.equals(ERASED)).map(text -> DataKey.of(unwrap(name, text)));
    }

    /** The key of a customer, a new one for a new customer. */
    DataKey require(String customer) {
        String name = name(customer);
        Optional<String> text = table.find(name);
        if (text.isEmpty()) {
            byte[] fresh = draw();
            if (table.add(name, wrap(name, fresh))) {
                return DataKey.of(fresh);
            }
            text = table.find(name);
        }
        if (text.isEmpty() || text.get().equals(ERASED)) {
            throw new IllegalStateException(
                    "the customer's key was erased; nothing is encrypted unless the customer is readmitted");
        }
        return DataKey.of(unwrap(name, text.get()));
    }

    private byte[] draw() {
        byte[] material = new byte[MasterKeys.KEY_BYTES];
        random.nextBytes(material);
        return material;
    }

    private String wrap(String name, byte[] material) {
        MasterKeys keys = MasterKeys.of(master);
        String version = Integer.toString(keys.newest());
        // Each customer's key is wrapped under a key of its own, so that random nonces never run short.
        Key wrapping = keys.derive(keys.newest(), USE, name).orElseThrow();
        byte[] sealed = AesGcm.seal(wrapping, CanonicalText.frame(USE, name, version), material, random);
        return new SealedText(FORMAT, version, sealed).text();
    }

    private byte[] unwrap(String name, String text) {
        SealedText sealed = SealedText.parse(FORMAT, text);
        Key wrapping = MasterKeys.of(master)
                .derive(version(sealed), USE, name)
                .orElseThrow(() -> new UnreadableFieldException(Reason.MASTER_KEY_RETIRED));
        return AesGcm.open(wrapping, CanonicalText.frame(USE, name, sealed.key()), sealed.bytes())
                .orElseThrow(() -> new UnreadableFieldException(Reason.ALTERED));
    }

    private static int version(SealedText sealed) {
        try {
            return Integer.parseInt(sealed.key());
        } catch (NumberFormatException notOurs) {
            throw new UnreadableFieldException(Reason.MALFORMED);
        }
    }

    private static String name(String customer) {
        return CanonicalText.name("customer", customer);
    }

    @Override
    public String toString() {
        return "customer keys";
    }
}
