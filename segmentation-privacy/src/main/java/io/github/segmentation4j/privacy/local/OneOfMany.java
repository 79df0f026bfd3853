package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks customers about several attributes: each customer draws one of them and reports it with the whole of epsilon. With d
 * attributes an estimate then rests on a d-th of the customers, which costs a factor of sqrt(d) in the error; d reports of
 * epsilon / d each would cost a factor of about d.
 *
 * <pre>{@code
 * OneOfMany survey = OneOfMany.of(1.0).withCategory("channel", 5).withNumber("basket", 0, 500);
 * OneOfMany.Report report = survey.randomise(new double[] {3, 79.90}, NoiseSource.secure());
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: N. Wang et al., Collecting and analyzing multidimensional data with local differential privacy, ICDE 2019.
 *
 * <p>Implementation note: an estimate divides by the customers who drew its attribute, not by a d-th of all as the paper
 * does; it is as free of bias and varies less.
 */
public final class OneOfMany {
    private final double epsilon;
    private final List<Question> questions;

    private OneOfMany(double epsilon, List<Question> questions) {
        this.epsilon = epsilon;
        this.questions = List.copyOf(questions);
    }

    /** One attribute: exactly one of the two ways to ask. */
    sealed interface Question {
        String attribute();

        record Category(String attribute, FrequencyOracle oracle) implements Question {}

        record Mean(String attribute, MeanOracle oracle) implements Question {}
    }

    /**
     * A customer's report about one attribute.
     *
     * @param attribute the place of the attribute, counted from 0
     * @param answer the report about it
     */
    public record Report(int attribute, LocalReport answer) {}

    /**
     * No attributes yet.
     *
     * @param epsilon of one report, from 1e-6 to 40
     */
    public static OneOfMany of(double epsilon) {
        return new OneOfMany(Odds.requireEpsilon(epsilon), List.of());
    }

    /**
     * These attributes and one of which each customer has one of several values, asked for by
     * {@link FrequencyOracles#best}.
     *
     * @param attribute its name, used for no other
     * @param values how many values there are, from 2 to 2^24
     */
    public OneOfMany withCategory(String attribute, int values) {
        Domain.requireSize(values);
        return with(new Question.Category(attribute, FrequencyOracles.best(values, epsilon)));
    }

    /**
     * These attributes and one that is a number, asked for by {@link MeanOracle#hybrid}.
     *
     * @param attribute its name, used for no other
     * @param lower the lower end of its range, finite
     * @param upper the upper end, finite, above the lower
     */
    public OneOfMany withNumber(String attribute, double lower, double upper) {
        return with(new Question.Mean(attribute, MeanOracle.hybrid(lower, upper, epsilon)));
    }

    private OneOfMany with(Question question) {
        if (attributes().contains(question.attribute())) {
            throw new IllegalArgumentException("attribute '" + question.attribute() + "' is there already");
        }
        List<Question> more = new ArrayList<>(questions);
        more.add(question);
        return new OneOfMany(epsilon, more);
    }

    /** The names of the attributes in the order in which they were added. */
    public List<String> attributes() {
        return questions.stream().map(Question::attribute).toList();
    }

    /** What one report costs the customer, whichever attribute it is about. */
    public PrivacyEvent event() {
        return new PrivacyEvent.Pure(epsilon);
    }

    /**
     * The standard error to expect: for a category that of the frequency of a rare value, for a number the worst that the
     * noise can give its mean.
     *
     * @param attribute a name
     * @param customers how many answer, at least as many as there are attributes
     */
    public double standardError(String attribute, long customers) {
        Question question = questions.get(place(attribute));
        long reports = customers / questions.size();
        return question instanceof Question.Category category
                ? category.oracle().standardError(0, reports)
                : ((Question.Mean) question).oracle().worstStandardError(reports);
    }

    /**
     * A private report about one attribute, each drawn as often.
     *
     * @param values the customer's, in the order of the attributes; a category as its whole number from 0
     * @param source where the noise comes from
     * @throws InvalidInputException if a value is NaN or no category; whichever attribute is drawn
     */
    public Report randomise(double[] values, NoiseSource source) {
        if (questions.isEmpty()) {
            throw new IllegalStateException("there must be an attribute to ask for; add one");
        }
        if (values.length != questions.size()) {
            throw new InvalidInputException(
                    "a customer must have " + questions.size() + " values, had " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            requireFit(questions.get(i), values[i]);
        }
        int drawn = (int) source.nextLong(questions.size());
        LocalReport answer = questions.get(drawn) instanceof Question.Category category
                ? category.oracle().randomise((int) values[drawn], source)
                : ((Question.Mean) questions.get(drawn)).oracle().randomise(values[drawn], source);
        return new Report(drawn, answer);
    }

    private static void requireFit(Question question, double value) {
        if (Double.isNaN(value)) {
            throw InvalidInputException.inColumn(question.attribute(), "a customer's value must be a number, was NaN");
        }
        if (question instanceof Question.Category category
                && !(value >= 0 && value < category.oracle().domainSize() && value == (int) value)) {
            throw InvalidInputException.inColumn(
                    question.attribute(),
                    "a customer's value must be a whole number from 0 to "
                            + (category.oracle().domainSize() - 1));
        }
    }

    /** An aggregator that has no reports yet. */
    public OneOfManyAggregator aggregator() {
        return new OneOfManyAggregator(this);
    }

    int place(String attribute) {
        int place = attributes().indexOf(attribute);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "attribute must be one of " + attributes() + ", was '" + attribute + "'");
        }
        return place;
    }

    List<Question> questions() {
        return questions;
    }
}
