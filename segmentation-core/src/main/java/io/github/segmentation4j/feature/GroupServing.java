package io.github.segmentation4j.feature;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;

/**
 * How a step that lessens bias treats customers it was not fitted on: without their protected groups, or, where somebody
 * answers for it with a legal basis, with them.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public sealed interface GroupServing {
    /** No protected attribute of a new customer is opened; every group counts as missing. */
    record Blind() implements GroupServing {}

    /**
     * The protected attributes of new customers are opened. Treating persons by their group may be forbidden where the
     * law forbids disparate treatment, so the reason why it is allowed must be given.
     *
     * @param legalBasis such as {@code Art. 9(2)(a) explicit consent}; not blank
     */
    record Aware(String legalBasis) implements GroupServing {
        /** Checks that there is a legal basis. */
        public Aware {
            if (legalBasis.isBlank()) {
                throw new IllegalArgumentException("opening protected groups of new customers needs a legal basis in"
                        + " words, such as \"Art. 9(2)(a) explicit consent\", was blank; give one, or serve blind");
            }
        }
    }

    /** Without groups: the default of every step. */
    static GroupServing blind() {
        return new Blind();
    }

    /**
     * With groups.
     *
     * @param legalBasis why that is allowed, not blank
     */
    static GroupServing aware(String legalBasis) {
        return new Aware(legalBasis);
    }

    /** What must be stored to restore it. */
    default ModelState state() {
        return this instanceof Aware aware
                ? ModelState.of("serving.aware/1")
                        .put("legalBasis", aware.legalBasis())
                        .build()
                : ModelState.of("serving.blind/1").build();
    }

    /**
     * The treatment from its stored state.
     *
     * @throws InvalidInputException if the state is of an unknown type or was altered
     */
    static GroupServing restore(ModelState state) {
        return switch (state.type()) {
            case "serving.blind/1" -> new Blind();
            case "serving.aware/1" -> aware(state);
            default ->
                throw new InvalidInputException("a stored treatment of new customers was expected, this is a "
                        + state.type() + "; it was written by another version or altered");
        };
    }

    private static GroupServing aware(ModelState state) {
        try {
            return new Aware(state.text("legalBasis"));
        } catch (IllegalArgumentException e) {
            throw Stored.altered(state, "legalBasis", e);
        }
    }
}
