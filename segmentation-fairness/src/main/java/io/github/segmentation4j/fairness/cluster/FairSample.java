package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/** A part of the rows in which each type has its share, on which starts are compared quickly. */
final class FairSample {
    /** Rows of a sample: costs on it differ by some tenths of a percent from those on all rows. */
    private static final int ROWS = 1 << 13;

    private FairSample() {}

    /** A sample of at least twice as many rows, or all rows where there are fewer or where rules count rows. */
    static FairRows of(FairRows rows, GroupRules rules, GroupTypes types, RunContext context) {
        boolean counting = rules.rules().stream()
                .anyMatch(rule -> rule instanceof GroupRules.Counts || rule instanceof GroupRules.Sizes);
        if (counting || rows.count() < 2 * ROWS) {
            return rows;
        }
        int[] chosen = new int[rows.count()];
        int count = 0;
        int[] seen = new int[types.count()];
        for (int place = 0; place < chosen.length; place++) {
            int type = types.typeOfRow()[place];
            int size = types.sizes()[type];
            long share = Math.max(1, (long) size * ROWS / rows.count());
            long before = seen[type] * share / size;
            seen[type]++;
            if (seen[type] * share / size > before) {
                chosen[count++] = place;
            }
        }
        return rows.at(Arrays.copyOf(chosen, count), context);
    }
}
