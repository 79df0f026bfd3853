package io.github.segmentation4j.cli;

import io.github.segmentation4j.privacy.anonymity.EquivalenceClasses;
import io.github.segmentation4j.privacy.anonymity.PopulationUniqueness;
import io.github.segmentation4j.privacy.anonymity.RiskMeasures;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.ModelState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How easily customers are found again in a table, for a person and as plain values. Numbers of few customers are told in
 * neither.
 *
 * @param classes of customers who look the same
 * @param risk of a right match
 * @param population what the unique customers say about the population, where the sampling share is known
 * @param sensitive what the classes say about the sensitive column, where there is one
 * @param few the fewest customers told, and the smallest class that is not small
 */
record RiskFigures(
        EquivalenceClasses classes,
        RiskMeasures risk,
        Optional<PopulationUniqueness> population,
        Optional<Sensitive> sensitive,
        FewPersons few) {

    /** The worst class for the sensitive column, by each measure. */
    record Sensitive(String column, Statistic distinct, Statistic entropy, Statistic distance) {}

    static RiskFigures of(
            EquivalenceClasses classes,
            Optional<SensitiveColumn> sensitive,
            OptionalDouble samplingShare,
            FewPersons few) {
        return new RiskFigures(
                classes,
                RiskMeasures.of(classes),
                samplingShare.isPresent()
                        ? Optional.of(PopulationUniqueness.of(classes, samplingShare.getAsDouble()))
                        : Optional.empty(),
                sensitive.map(column -> new Sensitive(
                        column.written().name(),
                        column.leastDistinct(classes),
                        column.leastEntropy(classes),
                        column.farthest(classes))),
                few);
    }

    /** How many classes are smaller than the minimum. */
    int smallClasses() {
        return (int) Arrays.stream(classes.sizes()).filter(few::hides).count();
    }

    long customersInSmallClasses() {
        return Arrays.stream(classes.sizes()).filter(few::hides).sum();
    }

    /** Whether some class has one value of the sensitive column, so that being in it tells the value. */
    boolean givesAway() {
        return sensitive.isPresent() && sensitive.get().distinct().value().orElse(2) < 2;
    }

    private boolean tellsSmallest() {
        return !few.hides(classes.smallest());
    }

    /** Those in small classes who are not unique follow from the two numbers, and may be few as well. */
    private boolean tellsUnique() {
        return !few.hides(risk.uniqueRows()) && !few.hides(customersInSmallClasses() - risk.uniqueRows());
    }

    private String uniqueInWords() {
        if (few.hides(risk.uniqueRows())) {
            return few.inWords(risk.uniqueRows());
        }
        return tellsUnique() ? risk.uniqueRows() + " (" + inWords(risk.uniqueShare()) + " of all)" : "not told";
    }

    /** Lines for a person. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        int minimum = few.minimum();
        line(lines, "smallest class", few.inWords(classes.smallest()) + " customers");
        line(
                lines,
                "classes under " + minimum,
                smallClasses() + " of " + classes.count() + ", " + few.inWords(customersInSmallClasses())
                        + " customers in all");
        line(lines, "unique customers", uniqueInWords());
        line(
                lines,
                "prosecutor risk",
                "highest " + (tellsSmallest() ? inWords(risk.prosecutorMaximum()) : "above 1 in " + minimum) + ", mean "
                        + inWords(risk.prosecutorMean()));
        line(lines, "marketer risk", inWords(risk.marketer()));
        population.ifPresent(estimate -> {
            line(lines, "journalist risk", told(estimate.matchProbability()) + ", of a unique customer");
            line(lines, "population unique", told(estimate.uniqueShare()) + ", of the unique customers");
        });
        sensitive.ifPresent(column -> {
            String where = ", in the worst class for " + column.column();
            line(
                    lines,
                    "l-diversity",
                    "distinct " + inWords(column.distinct()) + ", entropy " + inWords(column.entropy()) + where);
            line(lines, "t-closeness", inWords(column.distance()) + where);
        });
        return lines;
    }

    private String told(Statistic estimate) {
        return tellsUnique() ? inWords(estimate) : "- (not told because of few customers)";
    }

    private static void line(List<String> lines, String name, String value) {
        lines.add(String.format(Locale.ROOT, "  %-17s %s", name, value));
    }

    static String inWords(Statistic statistic) {
        if (statistic instanceof Statistic.Undetermined none) {
            return "- (" + none.reason() + ")";
        }
        String number = rounded(statistic.orElseThrow());
        return statistic instanceof Statistic.Estimate estimate
                ? number + " (" + Math.round(100 * estimate.confidence()) + " % interval " + rounded(estimate.lower())
                        + " to " + rounded(estimate.upper()) + ")"
                : number;
    }

    static String rounded(double number) {
        BigDecimal three = new BigDecimal(number).round(new MathContext(3));
        return three.signum() == 0 ? "0" : three.stripTrailingZeros().toPlainString();
    }

    /** Plain values; what would tell of few customers is left out, or is a reason. */
    ModelState state() {
        ModelState.Builder state = ModelState.of("risk/1").put("classes", classes.count());
        if (tellsSmallest()) {
            state.put("smallestClass", classes.smallest());
        } else {
            state.put("smallestClassUnder", few.minimum());
        }
        state.put("smallClasses", smallClasses());
        if (few.hides(customersInSmallClasses())) {
            state.put("customersInSmallClassesUnder", few.minimum());
        } else {
            state.put("customersInSmallClasses", customersInSmallClasses());
        }
        if (tellsUnique()) {
            state.put("uniqueCustomers", risk.uniqueRows());
        } else if (few.hides(risk.uniqueRows())) {
            state.put("uniqueCustomersUnder", few.minimum());
        }
        put(state, "uniqueShare", risk.uniqueShare(), tellsUnique());
        put(state, "prosecutorMaximum", risk.prosecutorMaximum(), tellsSmallest());
        put(state, "prosecutorMean", risk.prosecutorMean(), true);
        put(state, "marketer", risk.marketer(), true);
        population.ifPresent(estimate -> {
            put(state, "journalistOfUnique", estimate.matchProbability(), tellsUnique());
            put(state, "populationUniqueShare", estimate.uniqueShare(), tellsUnique());
        });
        sensitive.ifPresent(column -> {
            ModelState.Builder worst = ModelState.of("sensitive/1").put("column", column.column());
            put(worst, "distinctDiversity", column.distinct(), true);
            put(worst, "entropyDiversity", column.entropy(), true);
            put(worst, "closeness", column.distance(), true);
            state.put("sensitive", worst.build());
        });
        return state.build();
    }

    private static void put(ModelState.Builder state, String name, Statistic statistic, boolean told) {
        ModelState.Builder number = ModelState.of("statistic/1");
        if (statistic instanceof Statistic.Undetermined none) {
            number.put("reason", none.reason());
        } else if (!told) {
            number.put("reason", "not told because of few customers");
        } else {
            number.put("value", statistic.orElseThrow());
            if (statistic instanceof Statistic.Estimate estimate) {
                number.put("lower", estimate.lower())
                        .put("upper", estimate.upper())
                        .put("confidence", estimate.confidence());
            }
        }
        state.put(name, number.build());
    }
}
