package io.github.segmentation4j.data;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;

/**
 * What the data of a view are like, field by field: missing, constant and impossible values, the spread of numbers, the
 * frequent categories, gaps in the events. Covers the admitted customers and permitted fields; holds aggregates only, and
 * no value that fewer than {@value #FEWEST} customers share.
 *
 * <p>Costs a sort for each number. Immutable and safe for use by several threads.
 */
public final class DataProfile {
    /** The fewest customers that a value or a quantile in a profile speaks of. */
    public static final int FEWEST = 20;

    private static final String STAGE = "profiling data";

    private final int customers;
    private final int droppedDuplicates;
    private final long unmatchedEvents;
    private final long matchedEvents;
    private final List<AttributeProfile> attributes;
    private final List<StreamProfile> streams;

    private DataProfile(PurposeBoundView view, List<AttributeProfile> attributes, List<StreamProfile> streams) {
        customers = view.size();
        droppedDuplicates = view.data().droppedDuplicates();
        unmatchedEvents = view.data().unmatchedEvents();
        matchedEvents = view.data().matchedEvents();
        this.attributes = List.copyOf(attributes);
        this.streams = List.copyOf(streams);
    }

    /**
     * Profiles the admitted customers and permitted fields of a view.
     *
     * @param view the customers
     * @param context listener and cancellation
     */
    public static DataProfile of(PurposeBoundView view, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        List<EventStream> permitted = view.schema().streams().stream()
                .filter(stream -> stream.handling().allows(view.purpose()))
                .toList();
        int fields = Math.max(1, view.attributes().size() + permitted.size());
        int done = 0;
        List<AttributeProfile> attributes = new ArrayList<>();
        for (Attribute attribute : view.attributes()) {
            context.report(STAGE, done++, fields);
            checkpoint.now();
            attributes.add(AttributeProfiler.profile(view, attribute, checkpoint));
        }
        List<StreamProfile> streams = new ArrayList<>();
        for (EventStream stream : permitted) {
            context.report(STAGE, done++, fields);
            checkpoint.now();
            streams.add(profile(view.events(stream.name()), checkpoint));
        }
        context.report(STAGE, fields, fields);
        checkpoint.now();
        return new DataProfile(view, attributes, streams);
    }

    private static StreamProfile profile(CustomerEvents events, Checkpoint checkpoint) {
        EventStream stream = events.stream();
        int without = 0;
        long[] missing = new long[stream.amounts().size()];
        long[] negative = new long[missing.length];
        for (int customer = 0; customer < events.customerCount(); customer++) {
            checkpoint.at(customer);
            without += events.start(customer) == events.end(customer) ? 1 : 0;
            for (int event = events.start(customer); event < events.end(customer); event++) {
                for (int a = 0; a < missing.length; a++) {
                    double amount = events.amount(a, event);
                    missing[a] += Double.isNaN(amount) ? 1 : 0;
                    negative[a] += amount < 0 ? 1 : 0;
                }
            }
        }
        List<StreamProfile.AmountProfile> amounts = new ArrayList<>();
        for (int a = 0; a < missing.length; a++) {
            amounts.add(new StreamProfile.AmountProfile(stream.amounts().get(a), missing[a], negative[a]));
        }
        return new StreamProfile(stream, events.size(), without, amounts);
    }

    /** The number of admitted customers. */
    public int customers() {
        return customers;
    }

    /** How many rows of the whole table were dropped because their id was there already. */
    public int droppedDuplicates() {
        return droppedDuplicates;
    }

    /** How many events belong to no customer of the whole table. */
    public long unmatchedEvents() {
        return unmatchedEvents;
    }

    /** How many events belong to a customer of the whole table, admitted or not. */
    public long matchedEvents() {
        return matchedEvents;
    }

    /** The permitted attributes in the order of the schema. */
    public List<AttributeProfile> attributes() {
        return attributes;
    }

    /** The permitted kinds of events in the order of the schema. */
    public List<StreamProfile> streams() {
        return streams;
    }

    /**
     * The profile of a permitted attribute.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public AttributeProfile attribute(String name) {
        return attributes.stream()
                .filter(profile -> profile.attribute().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the profile has no attribute '" + name + "'; it has "
                        + attributes.stream()
                                .map(profile -> profile.attribute().name())
                                .toList()));
    }

    @Override
    public String toString() {
        return "profile of " + customers + " customers, " + attributes.size() + " attributes, " + streams.size()
                + " kinds of events";
    }
}
