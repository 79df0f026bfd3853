package io.github.segmentation4j.data;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes the profile of one attribute. */
final class AttributeProfiler {
    private static final int MOST_LEVELS = 10;
    private static final double FENCE = 3;
    private static final double TAIL = 0.05;

    private AttributeProfiler() {}

    static AttributeProfile profile(PurposeBoundView view, Attribute attribute, Checkpoint checkpoint) {
        String name = attribute.name();
        return switch (attribute.type()) {
            case NUMBER -> ofNumbers(attribute, view.numbers(name), checkpoint);
            case CATEGORY -> ofCategories(attribute, view.categories(name));
            case BOOLEAN -> ofCategories(attribute, flags(name, view.numbers(name)));
            case INSTANT -> ofInstants(attribute, view.instants(name), checkpoint);
            case TEXT -> ofTexts(attribute, view, checkpoint);
        };
    }

    private static AttributeProfile ofNumbers(Attribute attribute, double[] values, Checkpoint checkpoint) {
        double lowest = attribute.minimum().orElse(Double.NEGATIVE_INFINITY);
        double highest = attribute.maximum().orElse(Double.POSITIVE_INFINITY);
        // Missing values are NaN and sort to the end.
        PacedSort.sort(values, checkpoint);
        int known = values.length;
        while (known > 0 && Double.isNaN(values[known - 1])) {
            known--;
        }
        int distinct = 0;
        int impossible = 0;
        for (int i = 0; i < known; i++) {
            checkpoint.at(i);
            // Compared as numbers: -0.0 and 0.0 are one value.
            distinct += i == 0 || values[i] != values[i - 1] ? 1 : 0;
            impossible += values[i] < lowest || values[i] > highest ? 1 : 0;
        }
        Optional<AttributeProfile.Distribution> distribution = known < DataProfile.FEWEST
                ? Optional.empty()
                : Optional.of(distribution(Arrays.copyOf(values, known), checkpoint));
        return new AttributeProfile(
                attribute,
                known,
                values.length - known,
                OptionalInt.of(distinct),
                impossible,
                List.of(),
                0,
                distribution);
    }

    private static AttributeProfile.Distribution distribution(double[] sorted, Checkpoint checkpoint) {
        double lower = quantile(sorted, 0.25);
        double upper = quantile(sorted, 0.75);
        double range = upper - lower;
        OptionalInt outliers = OptionalInt.empty();
        if (range > 0) {
            int count = 0;
            for (int i = 0; i < sorted.length; i++) {
                checkpoint.at(i);
                double value = sorted[i];
                count += value < lower - FENCE * range || value > upper + FENCE * range ? 1 : 0;
            }
            outliers = OptionalInt.of(count);
        }
        boolean tailsHide = sorted.length * TAIL >= DataProfile.FEWEST;
        double mean = mean(sorted, checkpoint);
        return new AttributeProfile.Distribution(
                mean,
                deviation(sorted, mean, checkpoint),
                lower,
                quantile(sorted, 0.5),
                upper,
                tailsHide
                        ? Optional.of(new AttributeProfile.Tails(quantile(sorted, TAIL), quantile(sorted, 1 - TAIL)))
                        : Optional.empty(),
                outliers);
    }

    /** Dividing first keeps values near the largest double from overflowing. */
    private static double mean(double[] values, Checkpoint checkpoint) {
        double scale = Math.max(1, Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1])));
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            checkpoint.at(i);
            double value = values[i];
            sum += value / scale;
        }
        return sum / values.length * scale;
    }

    private static double deviation(double[] values, double mean, Checkpoint checkpoint) {
        double scale = Math.max(1, Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1])));
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            checkpoint.at(i);
            double value = values[i];
            double difference = value / scale - mean / scale;
            sum += difference * difference;
        }
        return Math.min(Double.MAX_VALUE, Math.sqrt(sum / (values.length - 1)) * scale);
    }

    private static double quantile(double[] sorted, double probability) {
        double position = probability * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        double part = position - below;
        return sorted[below] * (1 - part) + sorted[above] * part;
    }

    private static Categories flags(String name, double[] values) {
        int[] codes = Arrays.stream(values)
                .mapToInt(flag -> Double.isNaN(flag) ? Categories.MISSING : (int) flag)
                .toArray();
        return Categories.ofOwned(name, List.of("false", "true"), codes);
    }

    private static AttributeProfile ofCategories(Attribute attribute, Categories categories) {
        int[] counts = categories.counts();
        int levels = categories.levels().size();
        int missing = counts[levels];
        int distinct = 0;
        int impossible = 0;
        List<AttributeProfile.LevelCount> frequent = new ArrayList<>();
        boolean closed = !attribute.values().isEmpty();
        for (int level = 0; level < levels; level++) {
            distinct += counts[level] > 0 ? 1 : 0;
            // Declared values have the first codes, whatever else came in has later ones.
            impossible += closed && level >= attribute.values().size() ? counts[level] : 0;
            if (counts[level] >= DataProfile.FEWEST) {
                frequent.add(new AttributeProfile.LevelCount(categories.levels().get(level), counts[level]));
            }
        }
        // The sort is stable: equally frequent levels keep the order of their codes.
        frequent.sort(
                Comparator.comparingInt(AttributeProfile.LevelCount::customers).reversed());
        List<AttributeProfile.LevelCount> top = frequent.subList(0, Math.min(MOST_LEVELS, frequent.size()));
        int known = categories.size() - missing;
        int shown =
                top.stream().mapToInt(AttributeProfile.LevelCount::customers).sum();
        return new AttributeProfile(
                attribute, known, missing, OptionalInt.of(distinct), impossible, top, known - shown, Optional.empty());
    }

    private static AttributeProfile ofInstants(Attribute attribute, long[] values, Checkpoint checkpoint) {
        long[] known = Arrays.stream(values)
                .filter(value -> value != PurposeBoundView.MISSING_INSTANT)
                .toArray();
        PacedSort.sort(known, checkpoint);
        int distinct = 0;
        for (int i = 0; i < known.length; i++) {
            checkpoint.at(i);
            distinct += i == 0 || known[i] != known[i - 1] ? 1 : 0;
        }
        return counted(attribute, known.length, values.length, OptionalInt.of(distinct));
    }

    private static AttributeProfile ofTexts(Attribute attribute, PurposeBoundView view, Checkpoint checkpoint) {
        int known = 0;
        boolean different = false;
        Optional<String> first = Optional.empty();
        for (int customer = 0; customer < view.size(); customer++) {
            checkpoint.at(customer);
            Optional<String> text = view.text(attribute.name(), customer);
            if (text.isPresent()) {
                known++;
                first = first.isPresent() ? first : text;
                different |= !text.equals(first);
            }
        }
        OptionalInt distinct = different ? OptionalInt.empty() : OptionalInt.of(Math.min(1, known));
        return counted(attribute, known, view.size(), distinct);
    }

    private static AttributeProfile counted(Attribute attribute, int known, int customers, OptionalInt distinct) {
        return new AttributeProfile(attribute, known, customers - known, distinct, 0, List.of(), 0, Optional.empty());
    }
}
