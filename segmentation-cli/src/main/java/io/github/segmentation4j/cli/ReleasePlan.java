package io.github.segmentation4j.cli;

import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.privacy.ledger.PrivacyPlan;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a release will cost and how far off it will be. It looks at nobody, so it may be told and costs nothing. */
final class ReleasePlan {
    /** Sizes of segments that means are predicted for. */
    private static final double[] SIZES = {100, 1_000, 10_000};

    private final PrivateRelease asked;
    private final PrivacyLedger ledger;
    private final ReleaseData nobody;
    private final PrivacyPlan plan;

    ReleasePlan(PrivateRelease asked, PrivacyLedger ledger, ReleaseData nobody, RunContext context) {
        this.asked = asked;
        this.ledger = ledger;
        this.nobody = nobody;
        plan = PrivacyPlan.of(ledger, asked.plan(ledger, nobody, context));
    }

    PrivacyPlan costs() {
        return plan;
    }

    double leastSize() {
        return asked.leastSize(ledger, nobody);
    }

    /** Why it does not fit, in a line. */
    String refusal() {
        for (PrivacyPlan.Outlook outlook : plan.outlooks()) {
            PrivacyCost limit = outlook.limit();
            double total = outlook.total().value().orElse(Double.MAX_VALUE);
            if (total == Double.MAX_VALUE || plan.outlooks().size() == 1 || total > limit.epsilon()) {
                String left = "epsilon "
                        + ReleaseResult.rounded(
                                Math.max(0, limit.epsilon() - outlook.spent().epsilon()))
                        + " at delta " + limit.delta() + " is left of the budget of '" + outlook.dataSet() + "'";
                return left
                        + (total == Double.MAX_VALUE
                                ? ", and this release needs more delta; ask for a smaller --delta or for none"
                                : ", and this release would take it to " + ReleaseResult.rounded(total) + " of "
                                        + limit.epsilon() + "; ask for a smaller --epsilon")
                        + "; nothing was spent or written";
            }
        }
        throw new IllegalStateException("the release fits");
    }

    /** The plan for a person. */
    String text() {
        StringBuilder text = new StringBuilder("plan, nothing is spent: ")
                .append(ReleaseResult.title(asked, ledger.budget(asked.dataSet())))
                .append("\n\n")
                .append(ReleaseResult.costs(plan))
                .append('\n');
        String[] header = new String[SIZES.length + 1];
        header[0] = asked.bounds().isPresent() ? "expected error of means" : "expected error of means, in ranges";
        for (int i = 0; i < SIZES.length; i++) {
            header[i + 1] = String.format(Locale.ROOT, "of %.0f rows", SIZES[i]);
        }
        TextTable means = new TextTable(1, header);
        for (int column = 0; column < asked.columns().size(); column++) {
            String[] line = new String[header.length];
            line[0] = asked.columns().get(column);
            for (int i = 0; i < SIZES.length; i++) {
                line[i + 1] = ReleaseResult.rounded(
                        asked.meanErrors(ledger, nobody, SIZES[i]).get(column));
            }
            means.add(line);
        }
        text.append(means)
                .append("segments are told from a noisy size of ")
                .append(ReleaseResult.whole(leastSize()))
                .append("\n\n");
        for (PrivacyPlan.Outlook outlook : plan.outlooks()) {
            text.append(outlook.dataSet())
                    .append(": epsilon ")
                    .append(
                            outlook.total().value().isPresent()
                                    ? ReleaseResult.rounded(outlook.total().orElseThrow())
                                    : "beyond all bounds")
                    .append(" of ")
                    .append(ReleaseResult.rounded(outlook.limit().epsilon()))
                    .append(" would be spent at delta ")
                    .append(outlook.limit().delta())
                    .append('\n');
        }
        return text.toString();
    }

    /** The plan for a program. */
    ModelState state() {
        List<ModelState> means = new ArrayList<>();
        for (int column = 0; column < asked.columns().size(); column++) {
            for (double size : SIZES) {
                means.add(ModelState.of("mean")
                        .put("column", asked.columns().get(column))
                        .put("rows", size)
                        .put(
                                "expectedError",
                                asked.meanErrors(ledger, nobody, size).get(column))
                        .build());
            }
        }
        ModelState.Builder state = ReleaseResult.head("release-plan/1", asked, ledger.budget(asked.dataSet()))
                .put("leastSize", leastSize())
                .putChildren("answers", ReleaseResult.steps(plan))
                .put("meansInRanges", asked.bounds().isEmpty())
                .putChildren("means", means);
        ReleaseResult.put(state, "totalEpsilon", plan.outlooks().get(0).total());
        ReleaseResult.put(state, "leftEpsilon", plan.outlooks().get(0).left());
        return state.put("fits", plan.fits()).build();
    }
}
