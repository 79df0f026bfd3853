package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.List;

/**
 * Counts reports about several attributes, one from each customer, and estimates each attribute from the customers who
 * drew it. Reports counted apart and merged give the same numbers in any order.
 *
 * <p>Not safe for use by several threads: give each an aggregator of its own and merge them.
 */
public final class OneOfManyAggregator {
    private final OneOfMany survey;
    private final List<Part> parts;

    /** The aggregator of one attribute. */
    private sealed interface Part {
        record Frequencies(FrequencyAggregator counts) implements Part {}

        record Mean(MeanAggregator sums) implements Part {}
    }

    OneOfManyAggregator(OneOfMany survey) {
        this.survey = survey;
        this.parts = survey.questions().stream()
                .map(question -> question instanceof OneOfMany.Question.Category category
                        ? (Part) new Part.Frequencies(category.oracle().aggregator())
                        : new Part.Mean(
                                ((OneOfMany.Question.Mean) question).oracle().aggregator()))
                .toList();
    }

    /**
     * Counts a report.
     *
     * @throws InvalidInputException if it cannot come from the survey of this aggregator; nothing is counted
     */
    public void add(OneOfMany.Report report) {
        Part part = report.attribute() >= 0 && report.attribute() < parts.size() ? parts.get(report.attribute()) : null;
        if (part instanceof Part.Frequencies frequencies && report.answer() instanceof FrequencyReport answer) {
            frequencies.counts().add(answer);
        } else if (part instanceof Part.Mean mean && report.answer() instanceof MeanReport answer) {
            mean.sums().add(answer);
        } else {
            throw new InvalidInputException("a report must be about one of the " + parts.size()
                    + " attributes and of its kind; this one was made by another survey or was damaged");
        }
    }

    /**
     * Counts all that another aggregator has counted.
     *
     * @param other an aggregator of a survey with the same attributes and epsilon; not changed
     */
    public void merge(OneOfManyAggregator other) {
        if (!survey.questions().equals(other.survey.questions())) {
            throw new IllegalArgumentException(
                    "aggregators must be of the same attributes and epsilon; merge those of one survey");
        }
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Frequencies frequencies) {
                frequencies.counts().merge(((Part.Frequencies) other.parts.get(i)).counts());
            } else {
                ((Part.Mean) parts.get(i)).sums().merge(((Part.Mean) other.parts.get(i)).sums());
            }
        }
    }

    /** How many customers were counted. */
    public long reports() {
        long reports = 0;
        for (Part part : parts) {
            reports += part instanceof Part.Frequencies frequencies
                    ? frequencies.counts().reports()
                    : ((Part.Mean) part).sums().reports();
        }
        return reports;
    }

    /**
     * The estimated frequencies of a category, see {@link FrequencyAggregator#frequencies(double, IntervalCoverage)}.
     *
     * @param attribute the name of a category
     */
    public List<Statistic> frequencies(String attribute, double confidence, IntervalCoverage coverage) {
        if (parts.get(survey.place(attribute)) instanceof Part.Frequencies frequencies) {
            return frequencies.counts().frequencies(confidence, coverage);
        }
        throw new IllegalArgumentException("attribute '" + attribute + "' is a number; ask for its mean");
    }

    /**
     * The estimated mean of a number, see {@link MeanAggregator#mean(double)}.
     *
     * @param attribute the name of a number
     */
    public Statistic mean(String attribute, double confidence) {
        if (parts.get(survey.place(attribute)) instanceof Part.Mean mean) {
            return mean.sums().mean(confidence);
        }
        throw new IllegalArgumentException("attribute '" + attribute + "' is a category; ask for its frequencies");
    }
}
