package io.github.segmentation4j;

import io.github.segmentation4j.explain.FeatureProfile;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where segments lie in features that have names, and how far each feature spreads. */
final class SegmentCentres {
    /** Half a standard deviation, the least difference that a segment's summary speaks of, makes segments half as close. */
    private static final double HALF_CLOSE = 0.5;

    private final Map<String, Integer> columns;
    private final double[][] centres;
    private final double[] deviations;

    private SegmentCentres(Map<String, Integer> columns, double[][] centres, double[] deviations) {
        this.columns = columns;
        this.centres = centres;
        this.deviations = deviations;
    }

    static SegmentCentres of(List<String> features, double[][] centres, double[] deviations) {
        Map<String, Integer> columns = new HashMap<>();
        for (String feature : features) {
            if (columns.put(feature, columns.size()) != null) {
                throw new IllegalArgumentException("feature '" + feature + "' came twice; give each feature once");
            }
        }
        if (deviations.length != features.size()
                || Arrays.stream(deviations).anyMatch(deviation -> !(deviation >= 0 && Double.isFinite(deviation)))) {
            throw new IllegalArgumentException("there must be a standard deviation for each of the " + features.size()
                    + " features, finite and not negative");
        }
        for (double[] centre : centres) {
            if (centre.length != features.size() || !Arrays.stream(centre).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "a centre must have " + features.size() + " values, one for each feature, all finite");
            }
        }
        return new SegmentCentres(
                columns, Arrays.stream(centres).map(double[]::clone).toArray(double[][]::new), deviations.clone());
    }

    /** The means of segments in the customers' own units; NaN where none is known. */
    static SegmentCentres of(List<Segment> segments) {
        List<FeatureProfile> features = segments.get(0).profile().features();
        Map<String, Integer> columns = new HashMap<>();
        double[][] centres = new double[segments.size()][features.size()];
        double[] deviations = new double[features.size()];
        for (int f = 0; f < features.size(); f++) {
            columns.put(key(features.get(f)), f);
            List<FeatureProfile> profiles = new ArrayList<>();
            for (int s = 0; s < centres.length; s++) {
                FeatureProfile profile = segments.get(s).profile().features().get(f);
                centres[s][f] = profile.mean().value().orElse(Double.NaN);
                profiles.add(profile);
            }
            deviations[f] = deviation(profiles);
        }
        return new SegmentCentres(columns, centres, deviations);
    }

    /** The same number in another unit is another feature. */
    private static String key(FeatureProfile profile) {
        String unit = profile.feature().unit();
        return unit.isEmpty() ? profile.feature().name() : profile.feature().name() + " (" + unit + ")";
    }

    /**
     * The standard deviation over all segments, from the variance between their means and that within them. The latter is
     * exact for shares; a profile of numbers tells it by the quartiles only, read as those of a normal distribution.
     */
    private static double deviation(List<FeatureProfile> profiles) {
        double known = 0;
        double mean = 0;
        double squares = 0;
        for (FeatureProfile profile : profiles) {
            if (profile.known() > 0) {
                known += profile.known();
                double difference = number(profile.mean()) - mean;
                mean += difference * (profile.known() / known);
                squares += difference * (number(profile.mean()) - mean) * profile.known();
                squares += variance(profile) * profile.known();
            }
        }
        return known == 0 ? Double.NaN : Math.sqrt(squares / known);
    }

    private static double variance(FeatureProfile profile) {
        if (profile.kind() == FeatureProfile.Kind.YES_NO) {
            return Math.max(0, number(profile.mean()) * (1 - number(profile.mean())));
        }
        double range = number(profile.upperQuartile()) - number(profile.lowerQuartile());
        double deviation = range / (2 * StandardNormal.quantile(0.75));
        return deviation * deviation;
    }

    private static double number(Statistic statistic) {
        return statistic.orElseThrow();
    }

    /**
     * How close each of these segments is to each of the others, from 0 to 1 at the same place: 1 / (1 + (d / 0.5)^2) for
     * a distance of d standard deviations, the quadratic mean over the features that both know. NaN if there is none.
     */
    double[][] closeness(SegmentCentres other, Checkpoint checkpoint) {
        List<int[]> shared = new ArrayList<>();
        List<Double> scales = new ArrayList<>();
        // In the order of the columns: sums of doubles must not depend on that of a hash.
        columns.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(entry -> {
            Integer column = other.columns.get(entry.getKey());
            if (column != null) {
                double scale = quadraticMean(deviations[entry.getValue()], other.deviations[column]);
                if (Double.isFinite(scale)) {
                    shared.add(new int[] {entry.getValue(), column});
                    scales.add(scale);
                }
            }
        });
        double[][] result = new double[centres.length][other.centres.length];
        for (int i = 0; i < result.length; i++) {
            checkpoint.now();
            for (int j = 0; j < result[i].length; j++) {
                result[i][j] = closeness(centres[i], other.centres[j], shared, scales);
            }
        }
        return result;
    }

    private static double closeness(double[] mine, double[] theirs, List<int[]> shared, List<Double> scales) {
        double squares = 0;
        int compared = 0;
        for (int f = 0; f < shared.size(); f++) {
            double difference = mine[shared.get(f)[0]] - theirs[shared.get(f)[1]];
            if (!Double.isNaN(difference)) {
                double d = difference == 0 ? 0 : difference / scales.get(f) / HALF_CLOSE;
                squares += d * d;
                compared++;
            }
        }
        return compared == 0 ? Double.NaN : 1 / (1 + squares / compared);
    }

    private static double quadraticMean(double a, double b) {
        double larger = Math.max(a, b);
        double ratio = larger == 0 ? 0 : Math.min(a, b) / larger;
        return larger * Math.sqrt((1 + ratio * ratio) / 2);
    }
}
