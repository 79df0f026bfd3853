package io.github.segmentation4j.fairness.unobserved;

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
 * 1951.
 *
 * <p>Implementation note: sampling is judged by the delta method. Where a cell lies within its own sampling error of the
 * point at which a bound changes its form, the form that widens the interval is taken, so that noise is never mistaken
 * for knowledge; the paper's estimator assumes that no cell lies there.
 */
public final class SharpBounds {
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
                cell -> cell.groupShare() + cell.positiveShare() - 1 > error(cell)
                        ? JointForm.OVERLAP
                        : JointForm.NONE);
        Statistic plain = confidence.around(disparity.number(), disparity.variance());
        Statistic wide = confidence.around(careful.number(), careful.variance());
        return joined(plain, wide);
    }

    /** Positive members of a cell at most: the smaller of share and rate. */
    private Statistic highest(List<ProxyCell> cells) {
        CellDisparity disparity = new CellDisparity(
                cells, cell -> cell.positiveShare() < cell.groupShare() ? JointForm.POSITIVES : JointForm.MEMBERS);
        // Near the bend either form is a bound; that of less noise is taken unless the other is clearly lower.
        CellDisparity careful = new CellDisparity(
                cells,
                cell -> cell.groupShare() - cell.positiveShare() > error(cell)
                        ? JointForm.POSITIVES
                        : JointForm.MEMBERS);
        Statistic plain = confidence.around(disparity.number(), disparity.variance());
        Statistic wide = confidence.around(careful.number(), careful.variance());
        return joined(plain, wide);
    }

    private double error(ProxyCell cell) {
        double rate = (cell.positives() + 0.5) / (cell.customers() + 1);
        return confidence.z() * Math.sqrt(rate * (1 - rate) / cell.customers() + cell.groupVariance());
    }

    private static Statistic joined(Statistic plain, Statistic wide) {
        if (plain instanceof Statistic.Estimate one && wide instanceof Statistic.Estimate other) {
            return new Statistic.Estimate(
                    one.number(),
                    Math.max(-1, Math.min(one.lower(), other.lower())),
                    Math.min(1, Math.max(one.upper(), other.upper())),
                    one.confidence());
        }
        return plain;
    }
}
