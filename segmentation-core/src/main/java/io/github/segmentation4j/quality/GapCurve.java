package io.github.segmentation4j.quality;

import io.github.segmentation4j.quality.GapReport.Point;
import io.github.segmentation4j.quality.GapReport.Structure;
import io.github.segmentation4j.quality.GapStatistic.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.commons.math3.distribution.TDistribution;

/** What was measured of the rows and the reference sets for each number of clusters, and what follows from it. */
final class GapCurve {
    /** How often evenly spread rows may be taken for clusters. */
    private static final double FALSE_ALARM = 0.05;

    private static final Statistic NOT_MEASURED = Statistic.undetermined("there are no rows");

    private final int[] counts;
    private final Statistic[] rows;
    private final Statistic[][] references;

    GapCurve(int[] counts, int sets) {
        this.counts = counts;
        rows = new Statistic[counts.length];
        references = new Statistic[counts.length][sets];
        Arrays.fill(rows, NOT_MEASURED);
        for (Statistic[] reference : references) {
            Arrays.fill(reference, NOT_MEASURED);
        }
    }

    void setRows(int count, Statistic logDispersion) {
        rows[Arrays.binarySearch(counts, count)] = logDispersion;
    }

    void setReference(int count, int set, Statistic logDispersion) {
        references[Arrays.binarySearch(counts, count)][set] = logDispersion;
    }

    GapReport report(Rule rule) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            points.add(point(i));
        }
        Pick pick = rule == Rule.FIRST ? first(points) : global(points);
        return new GapReport(points, pick.count(), structure(), pick.reason(), references[0].length);
    }

    private Point point(int i) {
        double[] known = Arrays.stream(references[i])
                .filter(value -> value.value().isPresent())
                .mapToDouble(Statistic::orElseThrow)
                .toArray();
        if (rows[i] instanceof Statistic.Undetermined || known.length < 2) {
            Statistic none = rows[i] instanceof Statistic.Undetermined
                    ? rows[i]
                    : Statistic.undetermined("the clusterer could take only " + known.length + " of "
                            + references[i].length + " reference sets");
            return new Point(counts[i], rows[i], none, none, none);
        }
        double mean = mean(known);
        double error = Math.sqrt(squares(known, mean) / known.length) * Math.sqrt(1 + 1.0 / known.length);
        return new Point(
                counts[i],
                rows[i],
                Statistic.of(mean),
                Statistic.of(mean - rows[i].orElseThrow()),
                Statistic.of(error));
    }

    /** A number and why, or none and why. */
    private record Pick(OptionalInt count, String reason) {}

    private static Pick first(List<Point> points) {
        for (int i = 0; i + 1 < points.size(); i++) {
            Point here = points.get(i);
            Point next = points.get(i + 1);
            if (!isKnown(here) || !isKnown(next)) {
                Point unknown = isKnown(here) ? next : here;
                return new Pick(
                        OptionalInt.empty(),
                        "the gap of k = " + unknown.clusterCount() + " could not be computed: " + whyNot(unknown));
            }
            double hurdle = next.gap().orElseThrow() - next.standardError().orElseThrow();
            if (here.gap().orElseThrow() >= hurdle) {
                return new Pick(
                        OptionalInt.of(here.clusterCount()),
                        String.format(
                                Locale.ROOT,
                                "the gap is %.3f there, and not clearly more at the next number, %d: %.3f with a standard error"
                                        + " of %.3f",
                                here.gap().orElseThrow(),
                                next.clusterCount(),
                                next.gap().orElseThrow(),
                                next.standardError().orElseThrow()));
            }
        }
        int last = points.get(points.size() - 1).clusterCount();
        return new Pick(
                OptionalInt.empty(), "the gap still grows at k = " + last + ", the largest number; try larger numbers");
    }

    private static Pick global(List<Point> points) {
        List<Point> known = points.stream().filter(GapCurve::isKnown).toList();
        if (known.isEmpty()) {
            return new Pick(
                    OptionalInt.empty(), "the gap could not be computed for any number: " + whyNot(points.get(0)));
        }
        Point highest = known.get(0);
        for (Point point : known) {
            if (point.gap().orElseThrow() > highest.gap().orElseThrow()) {
                highest = point;
            }
        }
        double hurdle = highest.gap().orElseThrow() - highest.standardError().orElseThrow();
        Point picked = known.stream()
                .filter(point -> point.gap().orElseThrow() >= hurdle)
                .findFirst()
                .orElse(highest);
        return new Pick(
                OptionalInt.of(picked.clusterCount()),
                String.format(
                        Locale.ROOT,
                        "the smallest number whose gap, %.3f, is not clearly below the largest, %.3f at %d with a standard error of"
                                + " %.3f",
                        picked.gap().orElseThrow(),
                        highest.gap().orElseThrow(),
                        highest.clusterCount(),
                        highest.standardError().orElseThrow()));
    }

    /** Compares the fall from one cluster to each other number with the falls in the reference sets. */
    private Structure structure() {
        boolean compared = false;
        for (int i = 1; i < counts.length; i++) {
            double[] falls = falls(i);
            if (rows[0].value().isEmpty() || rows[i].value().isEmpty() || falls.length < 2) {
                continue;
            }
            compared = true;
            double mean = mean(falls);
            double spread = Math.sqrt(squares(falls, mean) / (falls.length - 1) * (1 + 1.0 / falls.length));
            double quantile = new TDistribution(falls.length - 1)
                    .inverseCumulativeProbability(1 - FALSE_ALARM / (counts.length - 1));
            if (rows[0].orElseThrow() - rows[i].orElseThrow() > mean + quantile * spread) {
                return Structure.FOUND;
            }
        }
        return compared ? Structure.NONE_FOUND : Structure.UNDETERMINED;
    }

    private double[] falls(int i) {
        double[] falls = new double[references[i].length];
        int known = 0;
        for (int set = 0; set < falls.length; set++) {
            Statistic one = references[0][set];
            Statistic other = references[i][set];
            if (one.value().isPresent() && other.value().isPresent()) {
                falls[known++] = one.orElseThrow() - other.orElseThrow();
            }
        }
        return Arrays.copyOf(falls, known);
    }

    private static boolean isKnown(Point point) {
        return point.gap().value().isPresent();
    }

    private static String whyNot(Point point) {
        return point.gap() instanceof Statistic.Undetermined none ? none.reason() : "";
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double squares(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }
}
