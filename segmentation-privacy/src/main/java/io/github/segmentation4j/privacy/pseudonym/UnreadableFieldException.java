package io.github.segmentation4j.privacy.pseudonym;

import io.github.segmentation4j.run.SegmentationException;
import java.io.Serial;

/** An encrypted field, or the key of a customer, that cannot be read. Holds no part of what was to be read. */
public final class UnreadableFieldException extends SegmentationException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why something cannot be read. */
    public enum Reason {
        /** The customer has no key, or not the one it was encrypted with: the key was erased, or it is another's. */
        NO_KEY("the customer has no key for this; it was erased, or the text is another customer's"),
        /** The master key that protects the customer's key is gone. */
        MASTER_KEY_RETIRED("the master key of the customer's key was retired before the key was wrapped anew"),
        /** A bit was changed, or the text was moved from another field or customer. */
        ALTERED("the text was altered, or moved from another field or customer"),
        /** It is not in the format that this library writes. */
        MALFORMED("the text is not in the format that is written here");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    UnreadableFieldException(Reason reason) {
        super("cannot be decrypted: " + reason.words);
        this.reason = reason;
    }

    /** Why it cannot be read. */
    public Reason reason() {
        return reason;
    }
}
