package io.github.segmentation4j.data;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Customer data opened for one purpose: the customers admitted for it and the fields that allow it, nothing else.
 * Customers are counted from 0 in the order of the data.
 *
 * <p>Immutable and safe for use by several threads. What it hands out is copied.
 */
public final class PurposeBoundView {
    /** What {@link #instants(String)} holds where the value is missing. */
    public static final long MISSING_INSTANT = Column.Instants.MISSING;

    private static final String STAGE = "opening customers";

    /** How many customers are decided about between two reports. */
    private static final int REPORTED = 1 << 16;

    private final CustomerData data;
    private final Purpose purpose;
    private final int[] rows;
    private final AccessReport access;
    private final Map<String, CustomerEvents> events;

    private PurposeBoundView(
            CustomerData data, Purpose purpose, int[] rows, AccessReport access, Map<String, CustomerEvents> events) {
        this.data = data;
        this.purpose = purpose;
        this.rows = rows;
        this.access = access;
        this.events = events;
    }

    static PurposeBoundView open(CustomerData data, Purpose purpose, Admission admission, RunContext context) {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(admission, "admission");
        Instant now = context.clock().instant();
        CustomerTable table = data.table();
        Map<ExclusionReason, Integer> excluded = new EnumMap<>(ExclusionReason.class);
        int[] rows = admit(data, purpose, admission, now, excluded, context);
        Map<String, String> withheld = withheldFields(table.schema(), purpose);
        Map<String, CustomerEvents> events = new LinkedHashMap<>();
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        for (EventStream stream : table.schema().streams()) {
            if (!withheld.containsKey(stream.name())) {
                events.put(stream.name(), CustomerEvents.of(data, stream.name(), rows, now, checkpoint));
            }
        }
        AccessReport report = new AccessReport(
                purpose,
                admission.basis(),
                now,
                data.size(),
                rows.length,
                excluded,
                withheld,
                events.values().stream().mapToLong(CustomerEvents::expired).sum());
        context.report(STAGE, Math.max(1, data.size()), Math.max(1, data.size()));
        context.throwIfCancelled(STAGE);
        return new PurposeBoundView(data, purpose, rows, report, events);
    }

    /** The rows of the admitted, with the others counted by reason. */
    private static int[] admit(
            CustomerData data,
            Purpose purpose,
            Admission admission,
            Instant now,
            Map<ExclusionReason, Integer> excluded,
            RunContext context) {
        RowApplicant applicant = new RowApplicant(data.table());
        int total = data.size();
        int[] rows = new int[total];
        int admitted = 0;
        for (int i = 0; i < total; i++) {
            if (i % REPORTED == 0) {
                context.report(STAGE, i, total);
            }
            // Each time: an admission may ask a register that is slow to answer.
            context.throwIfCancelled(STAGE);
            applicant.row = data.row(i);
            AdmissionDecision decision = admission.decide(applicant, purpose, now);
            if (decision instanceof AdmissionDecision.Excluded out) {
                excluded.merge(out.reason(), 1, Integer::sum);
            } else {
                rows[admitted++] = applicant.row;
            }
        }
        return Arrays.copyOf(rows, admitted);
    }

    private static Map<String, String> withheldFields(Schema schema, Purpose purpose) {
        Map<String, String> withheld = new LinkedHashMap<>();
        for (Attribute attribute : schema.attributes()) {
            attribute.whyNotFor(purpose).ifPresent(reason -> withheld.put(attribute.name(), reason));
        }
        for (EventStream stream : schema.streams()) {
            if (!stream.handling().allows(purpose)) {
                withheld.put(
                        stream.name(), "is declared for " + stream.handling().purposes() + ", not for " + purpose);
            }
        }
        return withheld;
    }

    /** What the view was opened for. */
    public Purpose purpose() {
        return purpose;
    }

    /** The schema of the data. */
    public Schema schema() {
        return data.schema();
    }

    /** The number of admitted customers. */
    public int size() {
        return rows.length;
    }

    /** Who was left out and why. */
    public AccessReport access() {
        return access;
    }

    /** The end of what was observed, exclusive; empty if there are no events and none was set. */
    public Optional<Instant> observedUntil() {
        return data.observedUntil();
    }

    /** The id of a customer, for joining results back; it is never a feature. */
    public String id(int customer) {
        return data.table().ids().id(rows[customer]);
    }

    /** The attributes that may become features for this purpose, in the order of the schema. */
    public List<Attribute> attributes() {
        List<Attribute> usable = new ArrayList<>();
        for (Attribute attribute : schema().attributes()) {
            if (!access.withheldFields().containsKey(attribute.name())) {
                usable.add(attribute);
            }
        }
        return List.copyOf(usable);
    }

    /**
     * The attribute of a name.
     *
     * @throws PurposeViolationException if the purpose does not allow it
     * @throws IllegalArgumentException if there is none
     */
    public Attribute attribute(String name) {
        Attribute attribute = schema().attribute(name);
        requireAllowed(name);
        return attribute;
    }

    /**
     * The declaration of a kind of event.
     *
     * @throws PurposeViolationException if the purpose does not allow it
     * @throws IllegalArgumentException if there is none
     */
    public EventStream stream(String name) {
        EventStream stream = schema().stream(name);
        requireAllowed(name);
        return stream;
    }

    /** The numbers of an attribute, one per customer, NaN where missing; truth values are 1 and 0. */
    public double[] numbers(String attribute) {
        Column column = column(attribute);
        double[] values = new double[rows.length];
        if (column instanceof Column.Numbers numbers) {
            Arrays.setAll(values, i -> numbers.get(rows[i]));
        } else if (column instanceof Column.Flags flags) {
            Arrays.setAll(values, i -> flags.isMissing(rows[i]) ? Double.NaN : flags.get(rows[i]));
        } else {
            throw wrongType(attribute, "numbers or truth values");
        }
        return values;
    }

    /** The categories of an attribute, one per customer. */
    public Categories categories(String attribute) {
        if (!(column(attribute) instanceof Column.Codes codes)) {
            throw wrongType(attribute, "categories");
        }
        int[] values = new int[rows.length];
        Arrays.setAll(values, i -> codes.get(rows[i]));
        return Categories.ofOwned(attribute, codes.levels(), values);
    }

    /** The moments of an attribute in milliseconds since 1970, one per customer; see {@link #MISSING_INSTANT}. */
    public long[] instants(String attribute) {
        if (!(column(attribute) instanceof Column.Instants instants)) {
            throw wrongType(attribute, "moments");
        }
        long[] values = new long[rows.length];
        Arrays.setAll(values, i -> instants.get(rows[i]));
        return values;
    }

    /** The text of one customer, if there is one. */
    public Optional<String> text(String attribute, int customer) {
        if (!(column(attribute) instanceof Column.Texts texts)) {
            throw wrongType(attribute, "texts");
        }
        return Optional.ofNullable(texts.get(rows[customer]));
    }

    /** The events of a kind: what was observed before {@link #observedUntil()} and may still be kept. */
    public CustomerEvents events(String stream) {
        stream(stream);
        return Objects.requireNonNull(events.get(stream), "every permitted stream was opened");
    }

    CustomerData data() {
        return data;
    }

    boolean isOf(CustomerData other) {
        return data == other;
    }

    int row(int customer) {
        return rows[customer];
    }

    private Column column(String name) {
        attribute(name);
        return data.table().column(schema().indexOf(name));
    }

    private void requireAllowed(String field) {
        String reason = access.withheldFields().get(field);
        if (reason != null) {
            throw new PurposeViolationException(
                    "field '" + field + "' " + reason + "; allow it in the schema or do without it", List.of(field));
        }
    }

    private IllegalArgumentException wrongType(String attribute, String wanted) {
        return new IllegalArgumentException("attribute '" + attribute + "' is a "
                + schema().attribute(attribute).type() + " and has no " + wanted);
    }

    /** One row of the table as an admission sees it; moved from row to row. */
    private static final class RowApplicant implements Admission.Applicant {
        private final CustomerTable table;
        private final List<Attribute> consents;
        private final List<Column.Flags> answers = new ArrayList<>();
        private int row;

        RowApplicant(CustomerTable table) {
            this.table = table;
            consents = table.schema().attributes(AttributeRole.CONSENT);
            for (Attribute consent : consents) {
                int place = table.schema().indexOf(consent.name());
                answers.add((Column.Flags) table.column(place));
            }
        }

        @Override
        public String id() {
            return table.ids().id(row);
        }

        @Override
        public List<Attribute> consents() {
            return consents;
        }

        @Override
        public OptionalInt answer(int consent) {
            int answer = answers.get(consent).get(row);
            return answer < 0 ? OptionalInt.empty() : OptionalInt.of(answer);
        }
    }
}
