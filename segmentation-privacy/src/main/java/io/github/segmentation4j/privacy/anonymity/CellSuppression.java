package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.privacy.anonymity.SensitivityRule.Protection;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hides the sensitive cells of a two-dimensional table with its margins, and as many others as it takes that none of them
 * can be computed back.
 *
 * <pre>{@code
 * SuppressedTable table = CellSuppression.of(SensitivityRule.minimumFrequency(11)).hideCounts(counts, context);
 * }</pre>
 *
 * <p>Whoever sees the result is assumed to know that no cell is negative and which cells are hidden, and nothing else. The
 * bounds that follow from this are computed exactly; no sensitive cell is left with narrower ones than its rule asks for.
 * The cells hidden beside them are few but not always the fewest. Margins are cells like others and are hidden too where
 * they are sensitive or nothing else helps.
 *
 * <p>A contributor who knows what is in a hidden cell knows more than is assumed here, and so do several who join.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: L. H. Cox, Suppression methodology and statistical disclosure control, JASA 75, 1980; L. H. Cox, Network
 * models for complementary cell suppression, JASA 90, 1995; M. Fischetti, J. J. Salazar, Models and algorithms for the
 * 2-dimensional cell suppression problem in statistical disclosure control, Mathematical Programming 84, 1999.
 *
 * <p>Implementation note: each sensitive cell is put on cheapest cycles of cells, where a hidden one costs next to nothing
 * and another its value and 1, until its bounds are wide enough. Then cells without need are shown again, the largest first,
 * unless the table is so large (some 10,000 cells with 500 sensitive ones) that this would take more than seconds.
 */
public final class CellSuppression {
    private final List<SensitivityRule> rules;

    private CellSuppression(List<SensitivityRule> rules) {
        this.rules = rules;
    }

    /**
     * A suppression by rules; a cell is sensitive if it is by one of them, and needs the widest doubt they ask for.
     *
     * @param rule a rule
     * @param more further ones
     */
    public static CellSuppression of(SensitivityRule rule, SensitivityRule... more) {
        List<SensitivityRule> rules = new ArrayList<>(List.of(rule));
        rules.addAll(List.of(more));
        return new CellSuppression(List.copyOf(rules));
    }

    /**
     * Hides cells of a table of counts.
     *
     * @param counts rows x columns, without margins, 0 or more
     * @param context may cancel
     */
    public SuppressedTable hideCounts(long[][] counts, RunContext context) {
        TableCells cells = new TableCells(counts);
        List<List<Optional<Protection>>> needed = new ArrayList<>();
        for (int row = 0; row < cells.rows(); row++) {
            List<Optional<Protection>> line = new ArrayList<>();
            for (int column = 0; column < cells.columns(); column++) {
                Optional<Protection> widest = Optional.empty();
                for (SensitivityRule rule : rules) {
                    widest = wider(widest, rule.ofCount(cells.value(row, column)));
                }
                line.add(widest);
            }
            needed.add(line);
        }
        return new SuppressionSearch(cells, needed, context).hide();
    }

    /**
     * Hides cells of a table of sums. A person or company must contribute to one cell only: in the margins each contribution
     * counts as that of another contributor, so one who is in several cells of a row would hide behind nobody but itself.
     *
     * @param contributions rows x columns x contributions, each of one person or company, in whole units, 0 or more
     * @param context may cancel
     */
    public SuppressedTable hideSums(long[][][] contributions, RunContext context) {
        int width = contributions.length == 0 ? 0 : contributions[0].length;
        long[][] sums = new long[contributions.length][];
        for (int row = 0; row < sums.length; row++) {
            sums[row] = new long[contributions[row].length];
            for (int column = 0; column < sums[row].length; column++) {
                for (long one : contributions[row][column]) {
                    sums[row][column] = Math.addExact(sums[row][column], one);
                }
            }
        }
        TableCells cells = new TableCells(sums);
        List<List<Optional<Protection>>> needed = new ArrayList<>();
        for (int row = 0; row <= sums.length; row++) {
            List<Optional<Protection>> line = new ArrayList<>();
            for (int column = 0; column <= width; column++) {
                long[] all = joined(contributions, row, column, width);
                Optional<Protection> widest = Optional.empty();
                for (SensitivityRule rule : rules) {
                    widest = wider(widest, rule.protection(all));
                }
                line.add(widest);
            }
            needed.add(line);
        }
        return new SuppressionSearch(cells, needed, context).hide();
    }

    /** The contributions to a cell or margin. */
    private static long[] joined(long[][][] contributions, int row, int column, int width) {
        List<long[]> parts = new ArrayList<>();
        int length = 0;
        for (int r = 0; r < contributions.length; r++) {
            for (int c = 0; c < width; c++) {
                if ((row == contributions.length || row == r) && (column == width || column == c)) {
                    parts.add(contributions[r][c]);
                    length = Math.addExact(length, contributions[r][c].length);
                }
            }
        }
        long[] joined = new long[length];
        int at = 0;
        for (long[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    private static Optional<Protection> wider(Optional<Protection> one, Optional<Protection> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return Optional.of(new Protection(
                Math.max(one.get().down(), other.get().down()),
                Math.max(one.get().up(), other.get().up())));
    }
}
