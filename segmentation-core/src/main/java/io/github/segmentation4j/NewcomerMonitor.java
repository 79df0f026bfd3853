package io.github.segmentation4j;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.online.DriftDetection;
import io.github.segmentation4j.online.DriftMonitor;
import io.github.segmentation4j.online.DriftReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares newcomers with those before them: the first ones become the reference, the others are observed. Whether one
 * belongs to the reference follows from dates and counts, never from values, so the rate of false alarms holds. Those in
 * no segment count as a further one.
 */
final class NewcomerMonitor {
    /** The fewest in the reference: as many as the window they are compared with holds. */
    static final int FEWEST = 250;

    private final List<Feature> features;
    private final int segments;
    private final Instant referenceEnd;
    private final DriftDetection detection;
    private List<double[]> rows = new ArrayList<>();
    private List<Integer> places = new ArrayList<>();
    private int reference;
    private @Nullable DriftMonitor monitor;

    NewcomerMonitor(List<Feature> features, int segments, Instant referenceEnd, DriftDetection detection) {
        this.features = features;
        this.segments = segments;
        this.referenceEnd = referenceEnd;
        this.detection = detection;
    }

    /** Takes the next newcomer; they come in the order of the moments they are described at. */
    void observe(Instant described, double[] row, int label) {
        int place = label == Clustering.NOISE ? segments : label;
        if (monitor == null && (reference < FEWEST || !described.isAfter(referenceEnd))) {
            rows.add(row);
            places.add(place);
            reference++;
            return;
        }
        if (monitor == null) {
            FeatureMatrix matrix = FeatureMatrix.of(features, rows.toArray(double[][]::new));
            int[] labels = places.stream().mapToInt(Integer::intValue).toArray();
            monitor = detection.start(matrix, labels, segments + 1);
            rows = List.of();
            places = List.of();
        }
        monitor.observe(row, place);
    }

    /** How many newcomers are in the reference. */
    int reference() {
        return reference;
    }

    /** What was found; empty before the first newcomer after the reference. */
    Optional<DriftReport> report() {
        return Optional.ofNullable(monitor).map(DriftMonitor::report);
    }
}
