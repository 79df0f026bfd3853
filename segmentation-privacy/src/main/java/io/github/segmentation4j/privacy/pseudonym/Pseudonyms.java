package io.github.segmentation4j.privacy.pseudonym;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/**
 * Names of customers for one purpose: tokens such as {@code marketing.2.9f86d0...}, the purpose, the version of the key and
 * 64 hexadecimal digits. The same customer has the same token for a purpose and key version; tokens for two purposes, or
 * under two versions, have nothing in common without the key.
 *
 * <pre>{@code
 * KeyRing keys = KeyRing.generate();
 * Pseudonyms marketing = Pseudonyms.of(keys, "marketing");
 * String token = marketing.token("customer-17");
 * keys.rotate();
 * marketing.matches(token, "customer-17");   // still true
 * marketing.tokens("customer-17");           // the new token, then the old one
 * keys.retire(1);                            // now the old token says nothing to anybody
 * }</pre>
 *
 * <p>Ids are taken in the composed form of Unicode (NFC) as UTF-8; case and blanks count. A token is a pseudonym, not an
 * anonymous value: who holds the keys can find the customer by trying ids.
 *
 * <p>Immutable apart from the keys of its provider, and safe for use by several threads.
 *
 * <p>References: H. Krawczyk, M. Bellare, R. Canetti, HMAC: keyed-hashing for message authentication, RFC 2104, 1997;
 * NIST SP 800-108 on key derivation.
 */
public final class Pseudonyms {
    private static final String USE = "segmentation4j pseudonym 1";
    private static final Pattern PURPOSE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.([1-9][0-9]{0,9})\\.[0-9a-f]{64}");
    private static final String STAGE = "pseudonyms";

    /** Rows between two looks at the context: under a millisecond of work. */
    private static final int ROWS = 256;

    private final KeyProvider provider;
    private final String purpose;

    private Pseudonyms(KeyProvider provider, String purpose) {
        this.provider = provider;
        this.purpose = purpose;
    }

    /**
     * Pseudonyms for a purpose.
     *
     * @param keys the provider, asked with every use
     * @param purpose 1 to 64 letters, digits, hyphens and underscores, such as a purpose's or a recipient's name
     */
    public static Pseudonyms of(KeyProvider keys, String purpose) {
        if (!PURPOSE.matcher(purpose).matches()) {
            throw new IllegalArgumentException(
                    "a purpose must be 1 to 64 letters, digits, hyphens and underscores, was '" + purpose + "'");
        }
        return new Pseudonyms(keys, purpose);
    }

    /** The purpose. */
    public String purpose() {
        return purpose;
    }

    /**
     * The token of a customer under the newest key.
     *
     * @param id not empty, valid Unicode
     * @throws InvalidInputException if it is not
     */
    public String token(String id) {
        return tokens(id).get(0);
    }

    /** The tokens of a customer under all keys there are, the newest first: what to look for in data of any age. */
    public List<String> tokens(String id) {
        byte[] name = name(id);
        MasterKeys keys = MasterKeys.of(provider);
        List<String> tokens = new ArrayList<>();
        for (int version : keys.keys().navigableKeySet()) {
            tokens.add(token(version, mac(keys, version), name));
        }
        Collections.reverse(tokens);
        return List.copyOf(tokens);
    }

    /**
     * The tokens of a column of ids under the newest key, in their order.
     *
     * @throws InvalidInputException if an id is empty or no valid Unicode, with its row
     */
    public List<String> tokens(List<String> ids, RunContext context) {
        MasterKeys keys = MasterKeys.of(provider);
        int version = keys.newest();
        Mac mac = mac(keys, version);
        List<String> tokens = new ArrayList<>(ids.size());
        for (String id : ids) {
            if (tokens.size() % ROWS == 0) {
                context.throwIfCancelled(STAGE);
                context.report(STAGE, tokens.size(), ids.size());
            }
            tokens.add(token(version, mac, nameInRow(id, tokens.size() + 1)));
        }
        context.report(STAGE, ids.size(), ids.size());
        return Collections.unmodifiableList(tokens);
    }

    /**
     * Whether a token is this customer's for this purpose, under any key that is still there. Takes the same time whether
     * and where a token differs.
     *
     * @param token any text; one of another purpose or a retired key matches nobody
     * @param id not empty, valid Unicode
     */
    public boolean matches(String token, String id) {
        byte[] name = name(id);
        MasterKeys keys = MasterKeys.of(provider);
        Optional<Integer> version = version(token, keys);
        if (version.isEmpty()) {
            return false;
        }
        String expected = token(version.get(), mac(keys, version.get()), name);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether a text is a token for this purpose whose key is still there. */
    public boolean isReadable(String token) {
        return version(token, MasterKeys.of(provider)).isPresent();
    }

    private Optional<Integer> version(String token, MasterKeys keys) {
        Matcher parts = TOKEN.matcher(token);
        return parts.matches() && parts.group(1).equals(purpose)
                ? keys.keys().keySet().stream()
                        .filter(known -> known.toString().equals(parts.group(2)))
                        .findFirst()
                : Optional.empty();
    }

    private Mac mac(MasterKeys keys, int version) {
        Key key = keys.derive(version, USE, purpose).orElseThrow();
        return Hmac.ready(key);
    }

    private String token(int version, Mac mac, byte[] name) {
        return purpose + '.' + version + '.' + HexFormat.of().formatHex(mac.doFinal(name));
    }

    private static byte[] name(String id) {
        return CanonicalText.name("customer id", id).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] nameInRow(String id, int row) {
        try {
            return name(id);
        } catch (InvalidInputException unfit) {
            throw InvalidInputException.atRow(row, "a customer id must be valid Unicode and not empty");
        }
    }

    /** The purpose alone. */
    @Override
    public String toString() {
        return "pseudonyms for " + purpose;
    }
}
