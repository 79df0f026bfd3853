package io.github.segmentation4j.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a fitted object must remember, as a plain tree of named values that any file format can hold: the bridge between
 * learned state and the disk.
 *
 * <p>A state has a type name with a version, such as {@code kmeans/1}, and fields that are text, whole numbers, numbers,
 * truth values, lists of text, arrays of numbers or further states. Whatever writes a state must give back the same
 * bits. Arrays are copied in and out.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ModelState {
    private final String type;
    private final Map<String, Object> fields;

    private ModelState(String type, Map<String, Object> fields) {
        this.type = type;
        this.fields = fields;
    }

    /**
     * Starts a state.
     *
     * @param type the name and version of what is stored, such as {@code kmeans/1}
     */
    public static Builder of(String type) {
        return new Builder(type);
    }

    /** The name and version of what is stored. */
    public String type() {
        return type;
    }

    /** The names of the fields in the order they were put. */
    public List<String> names() {
        return List.copyOf(fields.keySet());
    }

    /** Whether a field of that name exists. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /**
     * A field as stored: a {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@code double[]} (a copy),
     * {@link ModelState}, or a {@link List} of {@link String} or {@link ModelState}.
     *
     * @throws InvalidInputException if there is no such field
     */
    public Object value(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new InvalidInputException("the stored " + type + " has no field '" + name
                    + "'; it was written by another version or altered");
        }
        return value instanceof double[] numbers ? numbers.clone() : value;
    }

    /** A text field. */
    public String text(String name) {
        return cast(name, String.class, "a text");
    }

    /** A whole number that fits an {@code int}. */
    public int integer(String name) {
        long value = whole(name);
        if (value != (int) value) {
            throw wrong(name, "a whole number of 32 bits");
        }
        return (int) value;
    }

    /** A whole number. */
    public long whole(String name) {
        return cast(name, Long.class, "a whole number");
    }

    /** A number. A whole number is accepted. */
    public double number(String name) {
        Object value = value(name);
        if (value instanceof Long whole) {
            return whole;
        }
        return cast(name, Double.class, "a number");
    }

    /** A truth value. */
    public boolean flag(String name) {
        return cast(name, Boolean.class, "true or false");
    }

    /** An array of numbers, copied. */
    public double[] numbers(String name) {
        Object value = value(name);
        if (value instanceof List<?> list && list.isEmpty()) {
            return new double[0];
        }
        return cast(name, double[].class, "a list of numbers");
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        return list(name, String.class, "a list of texts");
    }

    /** A state inside this one. */
    public ModelState child(String name) {
        return cast(name, ModelState.class, "an object");
    }

    /** A list of states inside this one. */
    public List<ModelState> children(String name) {
        return list(name, ModelState.class, "a list of objects");
    }

    private <T> T cast(String name, Class<T> wanted, String words) {
        Object value = value(name);
        if (!wanted.isInstance(value)) {
            throw wrong(name, words);
        }
        return wanted.cast(value);
    }

    private <T> List<T> list(String name, Class<T> wanted, String words) {
        Object value = value(name);
        if (value instanceof double[] numbers && numbers.length == 0) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(name, words);
        }
        List<T> result = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!wanted.isInstance(element)) {
                throw wrong(name, words);
            }
            result.add(wanted.cast(element));
        }
        return Collections.unmodifiableList(result);
    }

    private InvalidInputException wrong(String name, String words) {
        return new InvalidInputException("field '" + name + "' of the stored " + type + " must be " + words
                + "; it was written by another version or altered");
    }

    @Override
    public String toString() {
        return type + fields.keySet();
    }

    /** Collects the fields of a {@link ModelState}. Not safe for use by several threads. */
    public static final class Builder {
        private final String type;
        private final Map<String, Object> fields = new LinkedHashMap<>();

        private Builder(String type) {
            this.type = Objects.requireNonNull(type, "type");
        }

        /** Puts a text. */
        public Builder put(String name, String value) {
            return set(name, Objects.requireNonNull(value, name));
        }

        /** Puts a whole number. */
        public Builder put(String name, long value) {
            return set(name, value);
        }

        /** Puts a number. */
        public Builder put(String name, double value) {
            return set(name, value);
        }

        /** Puts a truth value. */
        public Builder put(String name, boolean value) {
            return set(name, value);
        }

        /** Puts an array of numbers, copied. */
        public Builder put(String name, double[] value) {
            return set(name, value.clone());
        }

        /** Puts a state. */
        public Builder put(String name, ModelState value) {
            return set(name, Objects.requireNonNull(value, name));
        }

        /** Puts a list of texts. */
        public Builder putTexts(String name, List<String> values) {
            return set(name, List.copyOf(values));
        }

        /** Puts a list of states. */
        public Builder putChildren(String name, List<ModelState> values) {
            return set(name, List.copyOf(values));
        }

        /** The state. */
        public ModelState build() {
            return new ModelState(type, Collections.unmodifiableMap(new LinkedHashMap<>(fields)));
        }

        private Builder set(String name, Object value) {
            if (fields.putIfAbsent(Objects.requireNonNull(name, "name"), value) != null) {
                throw new IllegalArgumentException("field '" + name + "' was put twice");
            }
            return this;
        }
    }
}
