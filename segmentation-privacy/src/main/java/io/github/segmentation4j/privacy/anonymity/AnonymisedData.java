package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows whose quasi-identifiers were coarsened, without those left out.
 *
 * <p>Immutable and safe for use by several threads. What it hands out is copied.
 */
public final class AnonymisedData {
    private final List<Categories> columns;
    private final List<Integer> levels;
    private final int[] keptRows;
    private final EquivalenceClasses classes;
    private final double loss;
    private final RiskMeasures before;

    private AnonymisedData(
            List<Categories> columns,
            List<Integer> levels,
            int[] keptRows,
            EquivalenceClasses classes,
            double loss,
            RiskMeasures before) {
        this.columns = columns;
        this.levels = levels;
        this.keptRows = keptRows;
        this.classes = classes;
        this.loss = loss;
        this.before = before;
    }

    static AnonymisedData of(List<QuasiIdentifier> raw, Generalisation data, Generalisation.Outcome outcome) {
        int[] kept = IntStream.range(0, outcome.classes().rows())
                .filter(row -> !outcome.leftOut().get(outcome.classes().classOf(row)))
                .toArray();
        List<Categories> columns = new ArrayList<>();
        for (int column = 0; column < raw.size(); column++) {
            Categories all = raw.get(column).at(outcome.levels()[column]);
            int[] codes = Arrays.stream(kept).map(all::code).toArray();
            columns.add(Categories.of(all.name(), all.levels(), codes));
        }
        return new AnonymisedData(
                List.copyOf(columns),
                Arrays.stream(outcome.levels()).boxed().toList(),
                kept,
                EquivalenceClasses.of(columns),
                outcome.loss(),
                RiskMeasures.of(data.before()));
    }

    /** The coarsened columns, in the order given, one value for each of {@link #keptRows()}. */
    public List<Categories> columns() {
        return columns;
    }

    /** The level of each column. */
    public List<Integer> levels() {
        return levels;
    }

    /** The numbers of the rows that were kept, in order. */
    public int[] keptRows() {
        return keptRows.clone();
    }

    /** How many rows were left out. */
    public int rowsLeftOut() {
        return before.rows() - keptRows.length;
    }

    /** The classes of the kept rows. */
    public EquivalenceClasses classes() {
        return classes;
    }

    /** The loss, from 0, nothing, to 1, everything; see {@link Anonymisation}. */
    public double loss() {
        return loss;
    }

    /** The risks of the rows as they were. */
    public RiskMeasures riskBefore() {
        return before;
    }

    /** The risks of the rows as they are now. */
    public RiskMeasures riskAfter() {
        return RiskMeasures.of(classes);
    }
}
