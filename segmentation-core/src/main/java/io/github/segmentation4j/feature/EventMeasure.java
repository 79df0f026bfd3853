package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.CustomerEvents;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.run.ModelState;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One kind of feature over events, and how it is written down. */
sealed interface EventMeasure {
    /** The window of a measure over everything observed. */
    long ALWAYS = 0;

    /** Computes a measure for one customer after another. Not safe for several threads. */
    interface Meter {
        /** Writes the values for the events from {@code from} to before {@code to}, which lie in the window. */
        void measure(int from, int to, long end, double[] target, int at);
    }

    /** The length of the window in milliseconds, or {@link #ALWAYS}. */
    default long window() {
        return ALWAYS;
    }

    /** The amount or label it reads, if any. */
    default Optional<String> field() {
        return Optional.empty();
    }

    default boolean readsLabel() {
        return false;
    }

    List<Feature> features(EventStream stream);

    Meter meter(CustomerEvents events, LocalDays days);

    ModelState state();

    static EventMeasure restore(ModelState state) {
        return switch (state.type()) {
            case "count/1" -> new Count(state.whole("window"));
            case "sum/1" -> new Sum(state.text("field"), state.whole("window"));
            case "mean/1" -> new Mean(state.text("field"), state.whole("window"));
            case "trend/1" -> new Trend(state.text("field"), state.whole("window"), state.integer("buckets"));
            case "gaps/1" -> new Gaps();
            case "entropy/1" -> new Entropy(state.text("field"), state.whole("window"));
            case "distinct/1" -> new Distinct(state.text("field"), state.whole("window"));
            case "night/1" -> Night.restore(state);
            default -> throw Stored.altered(state, "measures", new IllegalArgumentException(state.type()));
        };
    }

    /** A measure that reads an amount. */
    sealed interface OfAmount extends EventMeasure {
        String amount();

        @Override
        default Optional<String> field() {
            return Optional.of(amount());
        }
    }

    /** A measure that reads a label. */
    sealed interface OfLabel extends EventMeasure {
        String label();

        @Override
        default Optional<String> field() {
            return Optional.of(label());
        }

        @Override
        default boolean readsLabel() {
            return true;
        }
    }

    private static ModelState.Builder stored(String kind, EventMeasure measure) {
        ModelState.Builder state = ModelState.of(kind + "/1").put("window", measure.window());
        measure.field().ifPresent(field -> state.put("field", field));
        return state;
    }

    /** A name such as {@code count 90 d}. */
    private static String named(String name, long window) {
        return window == ALWAYS ? name : name + " " + words(window);
    }

    private static String words(long millis) {
        long[] lengths = {86_400_000L, 3_600_000L, 60_000L, 1000L, 1L};
        String[] units = {"d", "h", "min", "s", "ms"};
        int unit = 0;
        while (millis % lengths[unit] != 0) {
            unit++;
        }
        return millis / lengths[unit] + " " + units[unit];
    }

    /** The number of events. */
    record Count(long window) implements EventMeasure {
        @Override
        public List<Feature> features(EventStream stream) {
            return List.of(Feature.of(named("count", window), "events", stream));
        }

        @Override
        public Meter meter(CustomerEvents events, LocalDays days) {
            return (from, to, end, target, at) -> target[at] = to - from;
        }

        @Override
        public ModelState state() {
            return stored("count", this).build();
        }
    }

    /** The sum of an amount. */
    record Sum(String amount, long window) implements OfAmount {
        @Override
        public List<Feature> features(EventStream stream) {
            return List.of(Feature.of(named("sum " + amount, window), stream.unit(amount), stream, amount));
        }

        @Override
        public Meter meter(CustomerEvents events, LocalDays days) {
            AmountSum sum = new AmountSum(events, amount);
            return (from, to, end, target, at) -> {
                sum.read(from, to);
                target[at] = sum.total();
            };
        }

        @Override
        public ModelState state() {
            return stored("sum", this).build();
        }
    }

    /** The mean of an amount. */
    record Mean(String amount, long window) implements OfAmount {
        @Override
        public List<Feature> features(EventStream stream) {
            return List.of(Feature.of(named("mean " + amount, window), stream.unit(amount), stream, amount));
        }

        @Override
        public Meter meter(CustomerEvents events, LocalDays days) {
            AmountSum sum = new AmountSum(events, amount);
            return (from, to, end, target, at) -> {
                sum.read(from, to);
                target[at] = sum.count() == 0 ? Double.NaN : sum.total() / sum.count();
            };
        }

        @Override
        public ModelState state() {
            return stored("mean", this).build();
        }
    }

    /** The slope of the sums of equal parts of the window. */
    record Trend(String amount, long window, int buckets) implements OfAmount {
        @Override
        public List<Feature> features(EventStream stream) {
            String unit = stream.unit(amount);
            String bucket = window % buckets == 0 ? words(window / buckets) : words(window) + "/" + buckets;
            return List.of(Feature.of(
                    named("trend " + amount, window),
                    (unit.isEmpty() ? "" : unit + " ") + "per " + bucket,
                    stream,
                    amount));
        }

        @Override
        public Meter meter(CustomerEvents events, LocalDays days) {
            int column = events.amountIndex(amount);
            double[] sums = new double[buckets];
            return (from, to, end, target, at) -> {
                Arrays.fill(sums, 0);
                for (int e = from; e < to; e++) {
                    double value = events.amount(column, e);
                    if (!Double.isNaN(value)) {
                        sums[(int) ((events.epochMilli(e) - (end - window)) * buckets / window)] += value;
                    }
                }
                target[at] = slope(sums);
            };
        }

        private static double slope(double[] sums) {
            double middle = (sums.length - 1) / 2.0;
            double products = 0;
            double squares = 0;
            for (int b = 0; b < sums.length; b++) {
                products += (b - middle) * sums[b];
                squares += (b - middle) * (b - middle);
            }
            return products / squares;
        }

        @Override
        public ModelState state() {
            return stored("trend", this).put("buckets", buckets).build();
        }
    }

    /** Mean and deviation of the days between purchase days. */
    record Gaps() implements EventMeasure {
        @Override
        public List<Feature> features(EventStream stream) {
            return List.of(
                    Feature.of("interPurchaseTime mean", "days", stream),
                    Feature.of("interPurchaseTime sd", "days", stream));
        }

        @Override
        public Meter meter(CustomerEvents events, LocalDays days) {
            return (from, to, end, target, at) -> {
                int gaps = 0;
                double sum = 0;
                double squares = 0;
                for (int e = from + 1; e < to; e++) {
                    double gap = days.dayOf(events.epochMilli(e)) - days.dayOf(events.epochMilli(e - 1));
                    if (gap > 0) {
                        gaps++;
                        sum += gap;
                        squares += gap * gap;
                    }
                }
                // Whole days: these sums are exact, so nothing cancels.
                target[at] = gaps < 1 ? Double.NaN : sum / gaps;
                target[at + 1] =
                        gaps < 2 ? Double.NaN : Math.sqrt((gaps * squares - sum * sum) / ((double) gaps * (gaps - 1)));
            };
        }

        @Override
        public ModelState state() {
            return stored("gaps", this).build();
        }
    }

    /** The entropy of the shares of a label. */
    record Entropy(String label, long window) implements OfLabel {
        @Override
        public List<Feature> features(EventStream stream) {
            return List.of(Feature.of(named("entropy " + label, window), "nats", stream, label));
        }

        @Override
        public Meter meter(CustomerEvents events, LocalDays days) {
            LabelCounts counts = new LabelCounts(events, label);
            return (from, to, end, target, at) -> {
                counts.read(from, to);
                target[at] = counts.entropy();
            };
        }

        @Override
        public ModelState state() {
            return stored("entropy", this).build();
        }
    }

    /** The number of different labels. */
    record Distinct(String label, long window) implements OfLabel {
        @Override
        public List<Feature> features(EventStream stream) {
            return List.of(Feature.of(named("distinct " + label, window), "", stream, label));
        }

        @Override
        public Meter meter(CustomerEvents events, LocalDays days) {
            LabelCounts counts = new LabelCounts(events, label);
            return (from, to, end, target, at) -> {
                counts.read(from, to);
                target[at] = counts.distinct();
            };
        }

        @Override
        public ModelState state() {
            return stored("distinct", this).build();
        }
    }

    /** The share of the events in a part of the day. */
    record Night(ZoneId zone, LocalTime begins, LocalTime ends) implements EventMeasure {
        static Night restore(ModelState state) {
            try {
                return new Night(
                        ZoneId.of(state.text("zone")),
                        LocalTime.parse(state.text("begins")),
                        LocalTime.parse(state.text("ends")));
            } catch (DateTimeException e) {
                throw Stored.altered(state, "zone", e);
            }
        }

        @Override
        public List<Feature> features(EventStream stream) {
            return List.of(Feature.of("nightShare", "share", stream));
        }

        @Override
        public Meter meter(CustomerEvents events, LocalDays days) {
            LocalDays local = new LocalDays(zone);
            long first = begins.toNanoOfDay() / 1_000_000;
            long last = ends.toNanoOfDay() / 1_000_000;
            return (from, to, end, target, at) -> {
                int inside = 0;
                for (int e = from; e < to; e++) {
                    long time = local.milliOfDay(events.epochMilli(e));
                    boolean isNight = first < last ? time >= first && time < last : time >= first || time < last;
                    inside += isNight ? 1 : 0;
                }
                target[at] = from == to ? Double.NaN : inside / (double) (to - from);
            };
        }

        @Override
        public ModelState state() {
            return stored("night", this)
                    .put("zone", zone.getId())
                    .put("begins", begins.toString())
                    .put("ends", ends.toString())
                    .build();
        }
    }
}
