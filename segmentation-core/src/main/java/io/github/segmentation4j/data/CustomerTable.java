package io.github.segmentation4j.data;

import io.github.segmentation4j.run.InvalidInputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Customers with their declared attributes: columnar, primitive inside, immutable. Values go in through the builder and
 * come out only through a {@link PurposeBoundView} or an {@link AuditView}.
 *
 * <p>A million customers with twenty attributes take under 400 MB. Every attribute may be missing; NaN and infinity are
 * refused.
 *
 * <pre>{@code
 * CustomerTable table = CustomerTable.builder(schema)
 *     .add("c-1").set("tenure", 12).set("plan", "family")
 *     .add("c-2").set("plan", "single")                        // tenure is missing
 *     .build();
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class CustomerTable {
    private final Schema schema;
    private final IdIndex ids;
    private final List<Column> columns;
    private final int duplicates;

    private CustomerTable(Schema schema, IdIndex ids, List<Column> columns, int duplicates) {
        this.schema = schema;
        this.ids = ids;
        this.columns = columns;
        this.duplicates = duplicates;
    }

    /** Starts a table that refuses duplicate ids. */
    public static Builder builder(Schema schema) {
        return new Builder(schema, DuplicateIds.REFUSE);
    }

    /** Starts a table with a rule for duplicate ids. */
    public static Builder builder(Schema schema, DuplicateIds duplicates) {
        return new Builder(schema, duplicates);
    }

    /** What to do with a customer whose id was there already. */
    public enum DuplicateIds {
        /** Refuse the row with an error. */
        REFUSE,
        /** Keep the first row, drop and count the later ones. */
        KEEP_FIRST
    }

    /** The schema. */
    public Schema schema() {
        return schema;
    }

    /** The number of customers. */
    public int size() {
        return ids.size();
    }

    /** How many rows were dropped because their id was there already. */
    public int droppedDuplicates() {
        return duplicates;
    }

    IdIndex ids() {
        return ids;
    }

    Column column(int attribute) {
        return columns.get(attribute);
    }

    /** A table of the customers of an index, with every attribute missing. */
    static CustomerTable ofIds(Schema schema, IdIndex ids) {
        Builder builder = builder(schema);
        for (int place = 0; place < ids.size(); place++) {
            builder.add(ids.id(place));
        }
        return builder.build();
    }

    /** Collects customers one by one. Not safe for use by several threads, and done after {@link #build()}. */
    public static final class Builder {
        private final Schema schema;
        private final DuplicateIds rule;
        private final List<Attribute> attributes;
        private final List<Column> columns;
        private final IdIndex ids = new IdIndex();
        private int duplicates;
        private long rows;
        private boolean dropping;
        private boolean built;

        private Builder(Schema schema, DuplicateIds rule) {
            this.schema = Objects.requireNonNull(schema, "schema");
            this.rule = Objects.requireNonNull(rule, "duplicates");
            this.attributes = schema.attributes();
            this.columns = new ArrayList<>(attributes.size());
            for (Attribute attribute : attributes) {
                columns.add(Column.of(attribute.type(), attribute.values()));
            }
        }

        /**
         * Begins a customer with every attribute missing.
         *
         * @param id tells the customer apart; not blank
         * @throws InvalidInputException if the id is blank, or was there already and duplicates are refused
         */
        public Builder add(String id) {
            if (built) {
                throw new IllegalStateException("the table was built; start another builder");
            }
            rows++;
            // Until the id is accepted, values belong to nobody: they must not reach the customer before.
            dropping = true;
            if (id.isBlank()) {
                throw InvalidInputException.at(rows, schema.id(), "an id must not be blank");
            }
            int place = ids.add(id);
            dropping = place < 0;
            if (dropping) {
                if (rule == DuplicateIds.REFUSE) {
                    throw InvalidInputException.at(
                            rows,
                            schema.id(),
                            "this id was there already in row " + (~place + 1)
                                    + "; ids must be unique (make them so, or ask to keep the first)");
                }
                duplicates++;
                return this;
            }
            columns.forEach(Column::addMissing);
            return this;
        }

        /** Sets a number of the customer begun last. */
        public Builder set(String attribute, double value) {
            return set(schema.indexOf(attribute), value);
        }

        /** Sets a category or a text of the customer begun last. */
        public Builder set(String attribute, String value) {
            return set(schema.indexOf(attribute), value);
        }

        /** Sets a truth value of the customer begun last. */
        public Builder set(String attribute, boolean value) {
            return set(schema.indexOf(attribute), value);
        }

        /** Sets a moment of the customer begun last. */
        public Builder set(String attribute, Instant value) {
            return set(schema.indexOf(attribute), value);
        }

        /**
         * Sets a number of the customer begun last.
         *
         * @param attribute the place of the attribute in the schema
         * @param value finite
         * @throws InvalidInputException if the value is NaN or infinite
         */
        public Builder set(int attribute, double value) {
            if (!Double.isFinite(value)) {
                throw InvalidInputException.at(
                        rows,
                        attributes.get(attribute).name(),
                        "a number must be finite, was " + value + "; leave the value out where it is missing");
            }
            if (mayWrite()) {
                cast(attribute, Column.Numbers.class).set(row(), value);
            }
            return this;
        }

        /** Sets a category or a text of the customer begun last, by the place of the attribute in the schema. */
        public Builder set(int attribute, String value) {
            Objects.requireNonNull(value, "value");
            if (mayWrite()) {
                if (columns.get(attribute) instanceof Column.Texts texts) {
                    texts.set(row(), value);
                } else {
                    Column.Codes codes = cast(attribute, Column.Codes.class);
                    codes.set(row(), codes.codeOf(value));
                }
            }
            return this;
        }

        /** Sets a truth value of the customer begun last, by the place of the attribute in the schema. */
        public Builder set(int attribute, boolean value) {
            if (mayWrite()) {
                cast(attribute, Column.Flags.class).set(row(), value);
            }
            return this;
        }

        /** Sets a moment of the customer begun last, by the place of the attribute in the schema. */
        public Builder set(int attribute, Instant value) {
            Objects.requireNonNull(value, "value");
            if (mayWrite()) {
                cast(attribute, Column.Instants.class)
                        .set(
                                row(),
                                Column.Instants.milliOf(
                                        value, rows, attributes.get(attribute).name()));
            }
            return this;
        }

        private boolean mayWrite() {
            if (built) {
                throw new IllegalStateException("the table was built; start another builder");
            }
            if (rows == 0) {
                throw new IllegalStateException("set(...) needs a customer: call add(id) first");
            }
            return !dropping;
        }

        private int row() {
            return ids.size() - 1;
        }

        private <C extends Column> C cast(int attribute, Class<C> wanted) {
            Column column = columns.get(attribute);
            if (!wanted.isInstance(column)) {
                Attribute declared = attributes.get(attribute);
                throw InvalidInputException.at(
                        rows,
                        declared.name(),
                        "the schema declares a " + declared.type() + ", the value is another type");
            }
            return wanted.cast(column);
        }

        /** The table. */
        public CustomerTable build() {
            built = true;
            for (Column column : columns) {
                if (column instanceof Column.Texts texts) {
                    texts.finish();
                }
            }
            ids.trim();
            return new CustomerTable(schema, ids, List.copyOf(columns), duplicates);
        }
    }
}
