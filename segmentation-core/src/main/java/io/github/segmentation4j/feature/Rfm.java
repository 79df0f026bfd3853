package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.RunContext;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recency, frequency and monetary value of each customer's purchases, with the two meanings of recency under names of
 * their own: marketing counts the days <em>since</em> the last purchase ({@link Measure#DAYS_SINCE_LAST}), purchase
 * models count the time <em>from the first to</em> the last one ({@link Measure#FIRST_TO_LAST}).
 *
 * <p>Defaults: days since last, frequency, monetary; purchases of one day in UTC merged; the stream's only amount; times
 * in days. Times are differences of whole local dates, counted to the last observed day: the day before the view's end
 * of observation when that is a midnight. An event at or after the end changes nothing.
 *
 * <p>A customer without a purchase has frequency 0 and monetary 0; everything else is missing.
 *
 * <pre>{@code
 * Rfm rfm = Rfm.of("purchases").amount("value").withZone(ZoneId.of("Europe/Berlin"));
 * Rfm model = Rfm.of("purchases")
 *     .include(Rfm.Measure.REPEAT_PURCHASES, Rfm.Measure.FIRST_TO_LAST, Rfm.Measure.CUSTOMER_AGE)
 *     .withUnit(ChronoUnit.WEEKS);
 * }</pre>
 *
 * <p>It learns nothing from the customers. Cost: one pass over the events. Immutable and safe for use by several
 * threads.
 *
 * <p>References: A. M. Hughes, Strategic Database Marketing, 1994; P. S. Fader, B. G. S. Hardie, K. L. Lee, "Counting
 * Your Customers" the Easy Way, Marketing Science 24(2), 2005.
 */
public final class Rfm implements FeatureExtractor {
    private static final Set<Measure> CLASSIC =
            EnumSet.of(Measure.DAYS_SINCE_LAST, Measure.FREQUENCY, Measure.MONETARY);

    private final String stream;
    private final @Nullable String amount;
    private final Set<Measure> measures;
    private final SameDay sameDay;
    private final ZoneId zone;
    private final ChronoUnit unit;

    /** What can be measured; columns come in this order. */
    public enum Measure {
        /** Days from the last purchase to the last observed day; always in days. Missing without a purchase. */
        DAYS_SINCE_LAST("daysSinceLast"),
        /** The number of purchases. */
        FREQUENCY("frequency"),
        /** The sum of the amounts. Missing if there are purchases and none has an amount. */
        MONETARY("monetary"),
        /** The mean amount of a purchase. Missing if none has an amount. */
        MEAN_VALUE("meanValue"),
        /** The purchases after the first one, the {@code x} of purchase models. Missing without a purchase. */
        REPEAT_PURCHASES("repeatPurchases"),
        /** The time from the first to the last purchase, the {@code t_x} of purchase models. */
        FIRST_TO_LAST("firstToLast"),
        /** The time from the first purchase to the last observed day, the {@code T} of purchase models. */
        CUSTOMER_AGE("customerAge");

        private final String column;

        Measure(String column) {
            this.column = column;
        }

        /** The name of the feature. */
        public String featureName() {
            return column;
        }

        boolean needsAmount() {
            return this == MONETARY || this == MEAN_VALUE;
        }
    }

    private Rfm(
            String stream,
            @Nullable String amount,
            Set<Measure> measures,
            SameDay sameDay,
            ZoneId zone,
            ChronoUnit unit) {
        this.stream = Objects.requireNonNull(stream, "stream");
        this.amount = amount;
        this.measures = Collections.unmodifiableSet(measures);
        this.sameDay = Objects.requireNonNull(sameDay, "sameDay");
        this.zone = Objects.requireNonNull(zone, "zone");
        this.unit = unit;
    }

    /**
     * Measures of a stream of purchases with the defaults above.
     *
     * @param stream the name of the events in the schema
     */
    public static Rfm of(String stream) {
        return new Rfm(stream, null, CLASSIC, SameDay.MERGE, ZoneOffset.UTC, ChronoUnit.DAYS);
    }

    /** These measures with the amount that is the money; needed only where the stream has several. */
    public Rfm amount(String name) {
        return new Rfm(stream, Objects.requireNonNull(name, "amount"), measures, sameDay, zone, unit);
    }

    /** These and no other measures, at least one. */
    public Rfm include(Measure first, Measure... others) {
        EnumSet<Measure> chosen = EnumSet.of(first, others);
        return new Rfm(stream, amount, chosen, sameDay, zone, unit);
    }

    /** These and no other measures, at least one. */
    public Rfm include(Set<Measure> chosen) {
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "at least one measure must be included; there are " + Arrays.toString(Measure.values()));
        }
        return new Rfm(stream, amount, EnumSet.copyOf(chosen), sameDay, zone, unit);
    }

    /** These measures with a rule for several events on one day; default {@link SameDay#MERGE}. */
    public Rfm withSameDay(SameDay rule) {
        return new Rfm(stream, amount, measures, rule, zone, unit);
    }

    /** These measures with days as a zone has them; default UTC. */
    public Rfm withZone(ZoneId newZone) {
        return new Rfm(stream, amount, measures, sameDay, newZone, unit);
    }

    /**
     * These measures with {@link Measure#FIRST_TO_LAST} and {@link Measure#CUSTOMER_AGE} in a unit; default days.
     *
     * @param newUnit days, or weeks of seven days
     */
    public Rfm withUnit(ChronoUnit newUnit) {
        if (newUnit != ChronoUnit.DAYS && newUnit != ChronoUnit.WEEKS) {
            throw new IllegalArgumentException("the unit must be DAYS or WEEKS, was " + newUnit);
        }
        return new Rfm(stream, amount, measures, sameDay, zone, newUnit);
    }

    /**
     * Settles which amount is the money.
     *
     * @throws IllegalArgumentException if the stream is unknown, or has not exactly one amount and none was named
     */
    @Override
    public FittedExtractor fit(PurposeBoundView view, RunContext context) {
        Rfm settled = settled(view, measures.stream().anyMatch(Measure::needsAmount));
        EventStream declared = view.stream(stream);
        List<Feature> features = settled.measures.stream()
                .map(measure -> settled.feature(measure, declared))
                .toList();
        return new FittedRfm(settled, features);
    }

    /** These options with the amount filled in where money is needed or there is a single one. */
    Rfm settled(PurposeBoundView view, boolean moneyNeeded) {
        EventStream declared = view.stream(stream);
        List<String> amounts = declared.amounts();
        String chosen = amount;
        if (chosen != null) {
            declared.unit(chosen);
            return this;
        }
        if (amounts.size() == 1) {
            return amount(amounts.get(0));
        }
        if (moneyNeeded) {
            throw new IllegalArgumentException("events '" + stream + "' have the amounts " + amounts
                    + ", and one must be the money: name it with amount(...), or include(...) measures without money");
        }
        return this;
    }

    private Feature feature(Measure measure, EventStream declared) {
        return switch (measure) {
            case DAYS_SINCE_LAST -> Feature.of(measure.column, "days", declared);
            case FREQUENCY, REPEAT_PURCHASES -> Feature.of(measure.column, "purchases", declared);
            case MONETARY, MEAN_VALUE -> {
                String money = Objects.requireNonNull(amount, "amount");
                yield Feature.of(measure.column, declared.unit(money), declared, money);
            }
            case FIRST_TO_LAST, CUSTOMER_AGE -> Feature.of(measure.column, unitName(), declared);
        };
    }

    String stream() {
        return stream;
    }

    Optional<String> amount() {
        return Optional.ofNullable(amount);
    }

    Set<Measure> measures() {
        return measures;
    }

    SameDay sameDay() {
        return sameDay;
    }

    ZoneId zone() {
        return zone;
    }

    ChronoUnit unit() {
        return unit;
    }

    double daysPerUnit() {
        return unit == ChronoUnit.WEEKS ? 7 : 1;
    }

    private String unitName() {
        return unit == ChronoUnit.WEEKS ? "weeks" : "days";
    }

    @Override
    public String toString() {
        return "rfm(" + stream + ", " + measures + ", " + sameDay + ", " + zone + ", " + unitName() + ")";
    }
}
