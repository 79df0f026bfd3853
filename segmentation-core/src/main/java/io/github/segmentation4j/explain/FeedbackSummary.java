package io.github.segmentation4j.explain;

import io.github.segmentation4j.internal.statistic.WilsonBounds;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How many customers answered what, segment by segment. Shares come with Wilson's interval, which is sound for few
 * answers and for shares near 0 and 1. Those who answer are not a sample of all customers, so a share speaks of answers.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
 * American Statistical Association 1927.
 */
public final class FeedbackSummary {
    /** The confidence of all intervals. */
    public static final double CONFIDENCE = 0.95;

    private final List<Map<Feedback, Integer>> counts;

    private FeedbackSummary(List<Map<Feedback, Integer>> counts) {
        this.counts = counts;
    }

    /**
     * The summary of answers. Of several answers with one token the last counts, so nobody counts twice.
     *
     * @param segments the number of segments, at least 1
     * @param entries in the order in which they came
     * @throws IllegalArgumentException if an entry is about a segment that is not there
     */
    public static FeedbackSummary of(int segments, Collection<FeedbackSink.Entry> entries) {
        if (segments < 1) {
            throw new IllegalArgumentException("there must be at least 1 segment, were " + segments);
        }
        Map<String, FeedbackSink.Entry> last = new LinkedHashMap<>();
        entries.forEach(entry -> last.put(entry.token(), entry));
        List<Map<Feedback, Integer>> counts = new ArrayList<>();
        for (int segment = 0; segment < segments; segment++) {
            counts.add(new EnumMap<>(Feedback.class));
        }
        for (FeedbackSink.Entry entry : last.values()) {
            if (entry.segment() > segments) {
                throw new IllegalArgumentException("feedback must be about one of the " + segments
                        + " segments, was about segment " + entry.segment());
            }
            counts.get(entry.segment() - 1).merge(entry.feedback(), 1, Integer::sum);
        }
        return new FeedbackSummary(counts);
    }

    /** The number of segments. */
    public int segmentCount() {
        return counts.size();
    }

    /**
     * The number of answers about a segment.
     *
     * @param segment from 1
     */
    public int answers(int segment) {
        return of(segment).values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * How many said something of a segment.
     *
     * @param segment from 1
     */
    public int count(int segment, Feedback feedback) {
        return of(segment).getOrDefault(feedback, 0);
    }

    private Map<Feedback, Integer> of(int segment) {
        return counts.get(Objects.checkIndex(segment - 1, counts.size()));
    }

    /**
     * The share of the answers about a segment that said something, with its interval.
     *
     * @param segment from 1
     * @return undetermined without answers
     */
    public Statistic share(int segment, Feedback feedback) {
        int answers = answers(segment);
        if (answers == 0) {
            return Statistic.undetermined("nobody answered about this segment");
        }
        int said = count(segment, feedback);
        WilsonBounds bounds = WilsonBounds.of(said, answers, CONFIDENCE);
        return new Statistic.Estimate((double) said / answers, bounds.lower(), bounds.upper(), CONFIDENCE);
    }

    @Override
    public String toString() {
        return "feedback about " + counts.size() + " segments";
    }
}
