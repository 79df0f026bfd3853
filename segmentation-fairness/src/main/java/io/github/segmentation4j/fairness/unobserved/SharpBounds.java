package io.github.segmentation4j.fairness.unobserved;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;

/**
 * Bounds of the disparity of a group that nobody recorded, from the cells of a proxy: the rate of positive outcomes among
 * members less that among others. Group and outcome are never seen together, so within a cell the share of positive
 * members can be anything from {@code max(0, share + rate - 1)} to {@code min(share, rate)}; the bounds are reached, and
 * no data of this kind can narrow them.
 *
 * <pre>{@code
 * DisparityBounds bounds = SharpBounds.withDefaults().bound(cells);
 * DisparityVerdict verdict = bounds.verdict(0.05);
 * }</pre>
 *
 * <p>Costs one pass over the cells. Immutable and safe for use by several threads.
 *
 * <p>References: N. Kallus, X. Mao, A. Zhou, Assessing algorithmic fairness with unobserved protected class using data
 * combination, Management Science 68(3), 2022; M. Frechet, Sur les tableaux de correlation dont les marges sont donnees,
 * 1951; J. P. Romano, A. M. Shaikh, M. Wolf, A practical two-step method for testing moment inequalities, Econometrica
 * 82, 2014.
 *
 * <p>Implementation note: sampling is judged by the delta method. Where a cell is not known to lie on one side of
 * the point at which a bound changes its form, the form that widens the interval is taken, so that noise is never mistaken
 * for knowledge; the paper's estimator assumes that no cell lies there.
 */
public final class SharpBounds {
    /** The part of the false alarms spent on telling the forms of the bounds, as Romano, Shaikh and Wolf advise. */
    private static final double SELECTION = 0.1;

    private final Confidence confidence;

    private SharpBounds(Confidence confidence) {
        this.confidence = confidence;
    }

    /** Bounds with a confidence of 0.95. */
    public static SharpBounds withDefaults() {
        return new SharpBounds(Confidence.STANDARD);
    }

    /**
     * Bounds with another confidence of each end.
     *
     * @param level above 0 and below 1
     */
    public SharpBounds withConfidence(double level) {
        return new SharpBounds(new Confidence(level));
    }

    /**
     * Bounds the disparity.
     *
     * @param cells of a proxy; those without customers say nothing and are left out
     * @return undetermined ends if everybody or nobody is a member
     */
    public DisparityBounds bound(List<ProxyCell> cells) {
        List<ProxyCell> inhabited =
                cells.stream().filter(cell -> cell.customers() > 0).toList();
        long customers = inhabited.stream().mapToLong(ProxyCell::customers).sum();
        double members = inhabited.stream()
                .mapToDouble(cell -> cell.customers() * cell.groupShare())
                .sum();
        if (!(members > 0 && members < customers)) {
            Statistic none = Statistic.undetermined("a disparity needs members and others, expected are " + members
                    + " members among " + customers + " customers");
            return new DisparityBounds(none, none, customers, members, inhabited.size());
        }
        return new DisparityBounds(lowest(inhabited), highest(inhabited), customers, members, inhabited.size());
    }

    /** Positive members of a cell at least: share + rate - 1 where that is above 0, else 0. */
    private Statistic lowest(List<ProxyCell> cells) {
        CellDisparity disparity = new CellDisparity(
                cells, cell -> cell.groupShare() + cell.positiveShare() - 1 > 0 ? JointForm.OVERLAP : JointForm.NONE);
        // Near the bend the lower form, nobody, is also a bound.
        CellDisparity careful = new CellDisparity(
                cells,
                cell -> cell.groupShare() + cell.positiveShare() - 1 > error(cell, cells.size())
                        ? JointForm.OVERLAP
                        : JointForm.NONE);
        Statistic plain = around(disparity);
        Statistic wide = around(careful);
        return joined(plain, wide);
    }

    /** Positive members of a cell at most: the smaller of share and rate. */
    private Statistic highest(List<ProxyCell> cells) {
        CellDisparity disparity = new CellDisparity(
                cells, cell -> cell.positiveShare() < cell.groupShare() ? JointForm.POSITIVES : JointForm.MEMBERS);
        // Near the bend either form is a bound; that of less noise is taken unless the other is clearly lower.
        CellDisparity careful = new CellDisparity(
                cells,
                cell -> cell.groupShare() - cell.positiveShare() > error(cell, cells.size())
                        ? JointForm.POSITIVES
                        : JointForm.MEMBERS);
        Statistic plain = around(disparity);
        Statistic wide = around(careful);
        return joined(plain, wide);
    }

    /** How far a cell must lie from a bend to be known on its side of it, for all cells together. */
    private double error(ProxyCell cell, int cells) {
        double rate = (cell.positives() + 0.5) / (cell.customers() + 1);
        double z = -StandardNormal.quantile(SELECTION * (1 - confidence.level()) / (2.0 * cells));
        return z * Math.sqrt(rate * (1 - rate) / cell.customers() + cell.groupVariance());
    }

    /** The interval of what the selection of the forms has left of the false alarms. */
    private Statistic around(CellDisparity disparity) {
        Confidence rest = new Confidence(1 - (1 - SELECTION) * (1 - confidence.level()));
        return rest.around(disparity.number(), disparity.variance());
    }

    private Statistic joined(Statistic plain, Statistic wide) {
        if (plain instanceof Statistic.Estimate one && wide instanceof Statistic.Estimate other) {
            return new Statistic.Estimate(
                    one.number(),
                    Math.max(-1, Math.min(one.lower(), other.lower())),
                    Math.min(1, Math.max(one.upper(), other.upper())),
                    confidence.level());
        }
        return plain instanceof Statistic.Undetermined ? plain : wide;
    }
}
