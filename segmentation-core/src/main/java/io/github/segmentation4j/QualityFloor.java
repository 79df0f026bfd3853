package io.github.segmentation4j;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.CalinskiHarabasz;
import io.github.segmentation4j.quality.DaviesBouldin;
import io.github.segmentation4j.quality.Silhouette;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Objects if the segments are hardly apart: warns below one mean silhouette width and blocks below another. The silhouette
 * is exact up to 10,000 customers and estimated from a sample of 2,000 beyond; then the upper end of its interval must be
 * below the block level to block.
 *
 * <p>The default levels follow the reading of Kaufman and Rousseeuw (1990): under 0.25 there is no substantial structure,
 * which is common for customers and worth knowing; under 0 customers are nearer to another segment than to their own.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class QualityFloor implements SegmentationCheck {
    private final double warnBelow;
    private final double blockBelow;

    private QualityFloor(double warnBelow, double blockBelow) {
        this.warnBelow = warnBelow;
        this.blockBelow = blockBelow;
    }

    /** Warns below 0.25 and blocks below 0. */
    public static QualityFloor withDefaults() {
        return new QualityFloor(0.25, 0);
    }

    /**
     * A floor with other levels for the mean silhouette width.
     *
     * @param warnBelow from -1 to 1
     * @param blockBelow from -1 to {@code warnBelow}
     */
    public static QualityFloor of(double warnBelow, double blockBelow) {
        if (!(warnBelow >= -1 && warnBelow <= 1 && blockBelow >= -1 && blockBelow <= warnBelow)) {
            throw new IllegalArgumentException(
                    "levels must be from -1 to 1 and the block level not above the warn level," + " were " + warnBelow
                            + " and " + blockBelow);
        }
        return new QualityFloor(warnBelow, blockBelow);
    }

    @Override
    public String id() {
        return "quality-floor";
    }

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "Segments are apart from each other: warns at a mean silhouette below %.2f, blocks below %.2f.",
                warnBelow,
                blockBelow);
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.SEGMENTS;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        FeatureMatrix features = draft.features();
        int[] labels = draft.clustering().labels();
        Statistic width = Silhouette.forRows(features.rowCount()).of(features, labels, draft.context());
        List<List<Exhibit.Cell>> rows = new ArrayList<>();
        rows.add(row("silhouette", "-1 to 1, higher is better", width));
        rows.add(row(
                "Davies-Bouldin",
                "from 0, lower is better",
                DaviesBouldin.withDefaults().of(features, labels, draft.context())));
        rows.add(row(
                "Calinski-Harabasz",
                "from 0, higher is better",
                CalinskiHarabasz.withDefaults().of(features, labels, draft.context())));
        Exhibit table = new Exhibit.Table("Quality of the segments", List.of("index", "how to read it", "value"), rows);
        return new CheckResult(id(), findings(width), List.of(table));
    }

    private List<Finding> findings(Statistic width) {
        if (width instanceof Statistic.Undetermined none) {
            return List.of(Finding.of(
                    Verdict.WARN, "quality.undetermined", "the silhouette could not be computed: " + none.reason()));
        }
        double value = width.orElseThrow();
        double highest = width instanceof Statistic.Estimate estimate ? estimate.upper() : value;
        if (highest < blockBelow) {
            return List.of(low(Verdict.BLOCK, value, blockBelow));
        }
        return value < warnBelow ? List.of(low(Verdict.WARN, value, warnBelow)) : List.of();
    }

    private static Finding low(Verdict verdict, double value, double level) {
        String message = String.format(
                Locale.ROOT,
                "the segments are hardly apart: mean silhouette %.3f, expected at least %.2f;"
                        + " try another number of segments or other features",
                value,
                level);
        return Finding.of(verdict, "quality.low", message).measured(level, value);
    }

    private static List<Exhibit.Cell> row(String name, String reading, Statistic value) {
        return List.of(Exhibit.Cell.text(name), Exhibit.Cell.text(reading), Exhibit.Cell.of(value));
    }
}
