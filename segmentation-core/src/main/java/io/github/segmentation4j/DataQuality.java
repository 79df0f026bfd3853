package io.github.segmentation4j;

import io.github.segmentation4j.data.AttributeProfile;
import io.github.segmentation4j.data.DataProfile;
import io.github.segmentation4j.data.StreamProfile;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Judges the data a segmentation was made from: gaps, impossible and extreme values, columns that tell nobody apart,
 * duplicates, events that belong to nobody. Looks at every admitted customer and every field the purpose allows.
 *
 * <p>Each {@link Concern} has a limit above which it warns and one above which it blocks:
 *
 * <pre>{@code
 * DataQuality.withDefaults()
 *     .withMissingAtMost(0.2, 0.6)
 *     .withLimits(DataQuality.Concern.IMPOSSIBLE, 0, 0.01)
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class DataQuality implements SegmentationCheck {
    /** For {@link #withLimits}: no share is so large that the concern blocks, or warns. */
    public static final double NEVER = Double.POSITIVE_INFINITY;

    private static final int WARN_UNDER = 100;
    private static final int BLOCK_UNDER = 20;

    private final Map<Concern, Limits> limits;
    private final int warnUnder;
    private final int blockUnder;

    private DataQuality(Map<Concern, Limits> limits, int warnUnder, int blockUnder) {
        this.limits = Collections.unmodifiableMap(new EnumMap<>(limits));
        this.warnUnder = warnUnder;
        this.blockUnder = blockUnder;
    }

    /** What can be wrong with data, measured as a share from 0 to 1. */
    public enum Concern {
        /** The share of customers whose value is missing. Default: warns above 0.4, never blocks. */
        MISSING("missing", 0.4, NEVER),
        /** 1 if all known values are the same. Default: warns above 0, never blocks. */
        CONSTANT("constant", 0, NEVER),
        /** The share of known values that the schema rules out. Default: warns above 0, blocks above 0.05. */
        IMPOSSIBLE("impossible", 0, 0.05),
        /** The share of known numbers outside three interquartile ranges. Default: warns above 0.05, never blocks. */
        OUTLIERS("outliers", 0.05, NEVER),
        /** The share of the most frequent category, if there are others. Default: warns above 0.98, never blocks. */
        DOMINANT_CLASS("dominant-class", 0.98, NEVER),
        /** The share of rows dropped because their id was there already. Default: warns above 0, blocks above 0.1. */
        DUPLICATES("duplicates", 0, 0.1),
        /** The share of events that belong to no customer. Default: warns above 0.01, blocks above 0.5. */
        UNMATCHED_EVENTS("unmatched-events", 0.01, 0.5),
        /** The share of customers without an event of a kind. Default: warns above 0.8, never blocks. */
        NO_EVENTS("no-events", 0.8, NEVER),
        /** The share of events without an amount. Default: warns above 0.2, never blocks. */
        MISSING_AMOUNTS("missing-amounts", 0.2, NEVER),
        /** The share of events with a negative amount, such as returns. Default: warns above 0.05, never blocks. */
        NEGATIVE_AMOUNTS("negative-amounts", 0.05, NEVER);

        private final String word;
        private final double warn;
        private final double block;

        Concern(String word, double warn, double block) {
            this.word = word;
            this.warn = warn;
            this.block = block;
        }

        private Limits standard() {
            return new Limits(warn, block);
        }

        String key() {
            return "data." + word;
        }
    }

    private record Limits(double warn, double block) {}

    /** The check with the limits that each {@link Concern} names. */
    public static DataQuality withDefaults() {
        Map<Concern, Limits> limits = new EnumMap<>(Concern.class);
        for (Concern concern : Concern.values()) {
            limits.put(concern, concern.standard());
        }
        return new DataQuality(limits, WARN_UNDER, BLOCK_UNDER);
    }

    /**
     * This check with other limits of a concern.
     *
     * @param concern what is limited
     * @param warn warns above this; not negative, {@link #NEVER} to do without
     * @param block blocks above this; at least {@code warn}, {@link #NEVER} to do without
     */
    public DataQuality withLimits(Concern concern, double warn, double block) {
        if (!(warn >= 0 && block >= warn)) {
            throw new IllegalArgumentException("limits must have 0 <= warn <= block, were " + warn + " and " + block);
        }
        Map<Concern, Limits> changed = new EnumMap<>(limits);
        changed.put(concern, new Limits(warn, block));
        return new DataQuality(changed, warnUnder, blockUnder);
    }

    /** Short for the limits of {@link Concern#MISSING}. */
    public DataQuality withMissingAtMost(double warn, double block) {
        return withLimits(Concern.MISSING, warn, block);
    }

    /**
     * This check with other limits for the number of customers. Default: warns under 100, blocks under 20.
     *
     * @param warn warns under this
     * @param block blocks under this; from 0 to {@code warn}
     */
    public DataQuality withCustomersAtLeast(int warn, int block) {
        if (block < 0 || warn < block) {
            throw new IllegalArgumentException("limits must have 0 <= block <= warn, were " + block + " and " + warn);
        }
        return new DataQuality(limits, warn, block);
    }

    @Override
    public String id() {
        return "data-quality";
    }

    @Override
    public String description() {
        return "The data have few gaps, no impossible values, and fields that tell customers apart.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.DATA;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        DataProfile profile = DataProfile.of(draft.view(), draft.context());
        QualityFindings findings = new QualityFindings(this, draft.disclosureMinimum());
        findings.judgeTable(profile);
        for (AttributeProfile attribute : profile.attributes()) {
            findings.judge(attribute);
        }
        for (StreamProfile stream : profile.streams()) {
            findings.judge(stream, profile.customers());
        }
        return new CheckResult(id(), findings.all(), List.of(QualityFindings.table(profile)));
    }

    /** The number of customers that a number of them falls short of, the severer first; 0 if it is enough. */
    int shortOf(int customers) {
        if (customers < blockUnder) {
            return blockUnder;
        }
        return customers < warnUnder ? warnUnder : 0;
    }

    /** How severe it is to have so few customers. */
    Verdict judgeCustomers(int customers) {
        if (customers < blockUnder) {
            return Verdict.BLOCK;
        }
        return customers < warnUnder ? Verdict.WARN : Verdict.PASS;
    }

    /** How severe a measured value is. */
    Verdict judge(Concern concern, double value) {
        Limits limit = limits.getOrDefault(concern, concern.standard());
        if (value > limit.block) {
            return Verdict.BLOCK;
        }
        return value > limit.warn ? Verdict.WARN : Verdict.PASS;
    }

    /** The limit that a value of a severity went beyond. */
    double limit(Concern concern, Verdict severity) {
        Limits limit = limits.getOrDefault(concern, concern.standard());
        return severity == Verdict.BLOCK ? limit.block : limit.warn;
    }
}
