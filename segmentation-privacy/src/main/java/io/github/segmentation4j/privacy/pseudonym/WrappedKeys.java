package io.github.segmentation4j.privacy.pseudonym;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A table of one text for each customer, in which the customers' keys are kept encrypted: two columns of a database behind
 * a few lines of one's own. Keep it apart from the encrypted fields, and its backups short: a copy of a wrapped key outlives
 * an erasure until its master key is retired.
 *
 * <p>Implementations must be safe for use by several threads and processes, and each method must take effect at once and
 * as a whole.
 */
public interface WrappedKeys {
    /** The text of a customer, if there is one. */
    Optional<String> find(String customer);

    /**
     * Adds the text of a customer who has none.
     *
     * @return whether it was added; otherwise there is one already and nothing changes
     */
    boolean add(String customer, String text);

    /**
     * Replaces the text of a customer.
     *
     * @param expected what it must be now
     * @return whether it was replaced; otherwise it is another and nothing changes
     */
    boolean replace(String customer, String expected, String text);

    /** All customers who have a text, each once. */
    List<String> customers();

    /** A new empty table in memory, for tests and for data that ends with the process. */
    static WrappedKeys inMemory() {
        Map<String, String> texts = new ConcurrentHashMap<>();
        return new WrappedKeys() {
            @Override
            public Optional<String> find(String customer) {
                return Optional.ofNullable(texts.get(customer));
            }

            @Override
            public boolean add(String customer, String text) {
                return texts.putIfAbsent(customer, text) == null;
            }

            @Override
            public boolean replace(String customer, String expected, String text) {
                return texts.replace(customer, expected, text);
            }

            @Override
            public List<String> customers() {
                return List.copyOf(texts.keySet());
            }
        };
    }
}
