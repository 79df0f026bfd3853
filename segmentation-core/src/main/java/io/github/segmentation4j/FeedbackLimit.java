package io.github.segmentation4j;

import io.github.segmentation4j.explain.Feedback;
import io.github.segmentation4j.explain.FeedbackSummary;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;

/**
 * Says when a released segment must be suspended because too many customers find it uncomfortable: at least so many of
 * them, and so many of those who answered that the lower end of the interval of their share is above a limit. The finding
 * blocks; {@link ReleasedSegmentation#suspending} makes a release that puts nobody into the segment any more.
 *
 * <p>With a limit of s, a segment of which no more than a share s is uncomfortable is suspended by chance with a
 * probability of about 2.5 % each time it is judged, so judge at set times, not after each answer.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FeedbackLimit {
    /** So few may be a single family, and the interval of a share is wide below it. */
    private static final int DEFAULT_MINIMUM = 10;

    private final double share;
    private final int minimum;

    private FeedbackLimit(double share, int minimum) {
        this.share = share;
        this.minimum = minimum;
    }

    /**
     * A limit with a minimum of 10 customers.
     *
     * @param share the largest share of uncomfortable answers that is borne, from 0 to below 1, such as 0.1
     */
    public static FeedbackLimit uncomfortable(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("the limit must be a share from 0 to below 1, was " + share);
        }
        return new FeedbackLimit(share, DEFAULT_MINIMUM);
    }

    /**
     * This limit with another number of customers who must have said so.
     *
     * @param customers at least 1
     */
    public FeedbackLimit withMinimum(int customers) {
        if (customers < 1) {
            throw new IllegalArgumentException("the minimum must be at least 1 customer, was " + customers);
        }
        return new FeedbackLimit(share, customers);
    }

    /**
     * The numbers of the segments that must be suspended, ascending; {@link ReleasedSegmentation#suspending} suspends
     * them.
     */
    public List<Integer> suspended(FeedbackSummary feedback) {
        List<Integer> numbers = new ArrayList<>();
        for (int segment = 1; segment <= feedback.segmentCount(); segment++) {
            if (feedback.count(segment, Feedback.UNCOMFORTABLE) >= minimum
                    && feedback.share(segment, Feedback.UNCOMFORTABLE) instanceof Statistic.Estimate estimate
                    && estimate.lower() > share) {
                numbers.add(segment);
            }
        }
        return List.copyOf(numbers);
    }

    /** Judges feedback: a blocking finding {@code feedback.suspend} for each segment that must be suspended. */
    public CheckResult judge(FeedbackSummary feedback) {
        List<Integer> suspended = suspended(feedback);
        List<Finding> findings = new ArrayList<>();
        List<List<Exhibit.Cell>> rows = new ArrayList<>();
        for (int segment = 1; segment <= feedback.segmentCount(); segment++) {
            int said = feedback.count(segment, Feedback.UNCOMFORTABLE);
            int answers = feedback.answers(segment);
            Exhibit.Cell cell = Exhibit.Cell.text("nobody answered");
            if (feedback.share(segment, Feedback.UNCOMFORTABLE) instanceof Statistic.Estimate estimate) {
                cell = new Exhibit.Cell.Share(said, answers, estimate.lower(), estimate.upper());
                if (suspended.contains(segment)) {
                    findings.add(Finding.of(
                                    Verdict.BLOCK,
                                    "feedback.suspend",
                                    "SUSPEND segment " + segment + ": more customers find it uncomfortable than the"
                                            + " limit allows; stop acting on it and review what it is used for")
                            .about("segment " + segment)
                            .measured(share, estimate.lower()));
                }
            }
            rows.add(List.of(Exhibit.Cell.text("segment " + segment), Exhibit.Cell.count(answers), cell));
        }
        Exhibit table = new Exhibit.Table(
                "Feedback of customers", List.of("segment", "answers", "uncomfortable"), List.copyOf(rows));
        return new CheckResult("feedback", findings, List.of(table));
    }

    @Override
    public String toString() {
        return "at most " + share + " uncomfortable, of at least " + minimum;
    }
}
