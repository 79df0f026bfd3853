package io.github.segmentation4j.cli;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyPlan;
import io.github.segmentation4j.privacy.release.PrivateEstimate;
import io.github.segmentation4j.privacy.release.PrivateSegmentProfile;
import io.github.segmentation4j.privacy.release.PrivateTable;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What the command {@code release} tells.
 *
 * @param asked what was asked for
 * @param rowsPerCustomer the most rows of a customer that were used; empty if each row is one
 * @param leastSize the noisy size from which a segment is published
 * @param answers what was found
 * @param plan what it was said to cost, which is what it cost
 * @param budget of the data set
 * @param spent of the budget with this release
 */
record ReleaseResult(
        PrivateRelease asked,
        OptionalInt rowsPerCustomer,
        double leastSize,
        ReleaseAnswers answers,
        PrivacyPlan plan,
        PrivacyBudget budget,
        PrivacyCost spent) {
    static String reason(Statistic statistic) {
        return statistic instanceof Statistic.Undetermined none ? none.reason() : "";
    }

    private double left() {
        return Math.max(0, budget.limit().epsilon() - spent.epsilon());
    }

    /** The result for a person. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(title(asked, budget)).append('\n');
        rowsPerCustomer.ifPresent(most -> text.append("at most ")
                .append(most)
                .append(most == 1 ? " row" : " rows")
                .append(" of each customer, drawn at random\n"));
        text.append("hides who is in a segment, not how the segments were found; find them privately too\n\n");
        if (!answers.ranges().isEmpty()) {
            text.append(ranges()).append('\n');
        }
        text.append(profiles());
        List<String> leftOut = answers.leftOut(asked.segments());
        String size = whole(leastSize);
        if (asked.segments().areChosen()) {
            text.append("segments whose noisy size is below ").append(size).append(" are not named\n");
        } else if (!leftOut.isEmpty()) {
            text.append("left out, as their noisy size is below ")
                    .append(size)
                    .append(": ")
                    .append(String.join(", ", leftOut))
                    .append('\n');
        }
        for (PrivateTable table : answers.tables()) {
            text.append('\n').append(counts(table));
        }
        text.append('\n').append(costs(plan));
        text.append(asked.dataSet())
                .append(": epsilon ")
                .append(rounded(spent.epsilon()))
                .append(" of ")
                .append(rounded(budget.limit().epsilon()))
                .append(" spent at delta ")
                .append(budget.limit().delta())
                .append(", ")
                .append(rounded(left()))
                .append(" left\n");
        return text.toString();
    }

    static String title(PrivateRelease asked, PrivacyBudget budget) {
        return "segments of '" + asked.dataSet() + "' at epsilon " + asked.epsilon()
                + (asked.delta().isPresent()
                        ? " and delta " + asked.delta().getAsDouble() + ", with Gaussian noise"
                        : ", with Laplace noise")
                + "; one " + budget.unit().name().toLowerCase(Locale.ROOT)
                + (budget.adjacency() == Adjacency.REPLACE ? " replaced" : " more or less") + " hardly shows";
    }

    private String ranges() {
        TextTable table = new TextTable(1, "bounds", "lower", "upper");
        StringBuilder unknown = new StringBuilder();
        for (int column = 0; column < asked.columns().size(); column++) {
            String name = asked.columns().get(column);
            if (answers.isKnown(column)) {
                table.add(name, String.valueOf(answers.lower()[column]), String.valueOf(answers.upper()[column]));
            } else {
                table.add(name, "-", "-");
                unknown.append(name)
                        .append(": no mean, as ")
                        .append(answers.whyUnknown(column))
                        .append('\n');
            }
        }
        return table.toString() + unknown;
    }

    private String profiles() {
        TextTable table = new TextTable(2, "segment", "", "about", "expected error", "95 % interval of all");
        for (PrivateSegmentProfile profile : answers.profiles().profiles()) {
            String segment = answers.segments().get(profile.segment());
            addCount(table, segment, "size", profile.size());
            for (int column = 0; column < asked.columns().size(); column++) {
                if (answers.isKnown(column)) {
                    add(
                            table,
                            segment,
                            "mean " + asked.columns().get(column),
                            profile.means().get(column));
                }
            }
        }
        return answers.profiles().profiles().isEmpty() ? "no segment is large enough to be told\n" : table.toString();
    }

    private String counts(PrivateTable table) {
        TextTable text = new TextTable(2, "segment", table.name(), "about", "expected error", "95 % interval of all");
        for (PrivateSegmentProfile profile : answers.profiles().profiles()) {
            for (int group = 0; group < table.groups().size(); group++) {
                addCount(
                        text,
                        answers.segments().get(profile.segment()),
                        table.groups().get(group),
                        table.estimate(group, profile.segment()));
            }
        }
        return text.toString();
    }

    private static void add(TextTable table, String segment, String what, PrivateEstimate estimate) {
        if (estimate.value() instanceof Statistic.Estimate value) {
            double error = estimate.expectedError().orElseThrow();
            table.add(
                    segment,
                    what,
                    number(value.number(), error),
                    number(error, error),
                    number(value.lower(), error) + " to " + number(value.upper(), error));
        } else {
            table.add(segment, what, "-", "-", reason(estimate.value()));
        }
    }

    private static void addCount(TextTable table, String segment, String what, PrivateEstimate estimate) {
        Statistic.Estimate value = (Statistic.Estimate) estimate.value();
        double error = estimate.expectedError().orElseThrow();
        table.add(
                segment,
                what,
                whole(value.number()),
                number(error, error),
                whole(value.lower()) + " to " + whole(value.upper()));
    }

    static String costs(PrivacyPlan plan) {
        TextTable table = new TextTable(1, "answer", "epsilon added", "expected error", "in");
        for (PrivacyPlan.Step step : plan.steps()) {
            table.add(
                    step.answer().spend().what(),
                    step.adds().value().isPresent() ? rounded(step.adds().orElseThrow()) : reason(step.adds()),
                    rounded(step.answer().expectedError()),
                    step.answer().unitOfError());
        }
        return table.toString();
    }

    /** With as many digits as the error leaves a meaning. */
    static String number(double value, double error) {
        double digits = error > 0 ? 1 - Math.floor(StrictMath.log10(error)) : 0;
        return String.format(Locale.ROOT, "%." + (int) Math.max(0, Math.min(9, digits)) + "f", value);
    }

    static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    static String rounded(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /** The result for a program. */
    ModelState state() {
        List<ModelState> segments = new ArrayList<>();
        for (PrivateSegmentProfile profile : answers.profiles().profiles()) {
            List<ModelState> means = new ArrayList<>();
            for (int column = 0; column < asked.columns().size(); column++) {
                if (answers.isKnown(column)) {
                    means.add(estimate(profile.means().get(column))
                            .put("column", asked.columns().get(column))
                            .build());
                }
            }
            segments.add(ModelState.of("segment")
                    .put("segment", answers.segments().get(profile.segment()))
                    .put("size", estimate(profile.size()).build())
                    .putChildren("means", means)
                    .build());
        }
        ModelState.Builder state = head("release/1", asked, budget);
        rowsPerCustomer.ifPresent(most -> state.put("rowsPerCustomer", most));
        return state.put("leastSize", leastSize)
                .putTexts("leftOut", answers.leftOut(asked.segments()))
                .putChildren("bounds", bounds())
                .putChildren("segments", segments)
                .putChildren(
                        "tables", answers.tables().stream().map(this::table).toList())
                .putChildren("answers", steps(plan))
                .put("spentEpsilon", spent.epsilon())
                .put("leftEpsilon", left())
                .build();
    }

    static ModelState.Builder head(String type, PrivateRelease asked, PrivacyBudget budget) {
        ModelState.Builder state =
                ModelState.of(type).put("dataSet", asked.dataSet()).put("epsilon", asked.epsilon());
        asked.delta().ifPresent(delta -> state.put("delta", delta));
        return state.put("noise", asked.delta().isPresent() ? "GAUSSIAN" : "LAPLACE")
                .put("adjacency", budget.adjacency().name())
                .put("unit", budget.unit().name())
                .put("budgetEpsilon", budget.limit().epsilon())
                .put("budgetDelta", budget.limit().delta());
    }

    static List<ModelState> steps(PrivacyPlan plan) {
        List<ModelState> steps = new ArrayList<>();
        for (PrivacyPlan.Step step : plan.steps()) {
            ModelState.Builder state =
                    ModelState.of("answer").put("answer", step.answer().spend().what());
            put(state, "epsilonAdded", step.adds());
            put(state, "epsilonInAll", step.total());
            steps.add(state.put("expectedError", step.answer().expectedError())
                    .put("in", step.answer().unitOfError())
                    .put("fits", step.fits())
                    .build());
        }
        return steps;
    }

    static void put(ModelState.Builder state, String name, Statistic statistic) {
        if (statistic.value().isPresent()) {
            state.put(name, statistic.orElseThrow());
        } else {
            state.put(name + "Reason", reason(statistic));
        }
    }

    private List<ModelState> bounds() {
        List<ModelState> bounds = new ArrayList<>();
        for (int column = 0; column < asked.columns().size(); column++) {
            ModelState.Builder state = ModelState.of("bounds")
                    .put("column", asked.columns().get(column))
                    .put("learnedPrivately", asked.bounds().isEmpty());
            if (answers.isKnown(column)) {
                state.put("lower", answers.lower()[column]).put("upper", answers.upper()[column]);
            } else {
                state.put("reason", answers.whyUnknown(column));
            }
            bounds.add(state.build());
        }
        return bounds;
    }

    private ModelState table(PrivateTable table) {
        List<ModelState> cells = new ArrayList<>();
        for (PrivateSegmentProfile profile : answers.profiles().profiles()) {
            for (int group = 0; group < table.groups().size(); group++) {
                cells.add(estimate(table.estimate(group, profile.segment()))
                        .put("segment", answers.segments().get(profile.segment()))
                        .put("group", table.groups().get(group))
                        .put("count", table.count(group, profile.segment()))
                        .build());
            }
        }
        return ModelState.of("table")
                .put("column", table.name())
                .putTexts("groups", table.groups())
                .putChildren("cells", cells)
                .build();
    }

    private static ModelState.Builder estimate(PrivateEstimate estimate) {
        ModelState.Builder state = ModelState.of("estimate");
        if (estimate.value() instanceof Statistic.Estimate value) {
            state.put("value", value.number())
                    .put("lower", value.lower())
                    .put("upper", value.upper())
                    .put("confidence", value.confidence());
        } else {
            state.put("reason", reason(estimate.value()));
        }
        if (estimate.expectedError().value().isPresent()) {
            state.put("expectedError", estimate.expectedError().orElseThrow());
        }
        return state;
    }
}
