package io.github.segmentation4j.fairness.group;

import io.github.segmentation4j.quality.SilhouetteWidths;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How well each of n persons fits the segment: the squared distance to the centre, the silhouette width, or both.
 *
 * <p>A person in no segment has neither and is given as {@link Double#NaN}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SegmentDistances {
    private final Groups groups;
    private final double @Nullable [] squared;
    private final double @Nullable [] widths;

    private SegmentDistances(Groups groups, double @Nullable [] squared, double @Nullable [] widths) {
        this.groups = groups;
        this.squared = squared;
        this.widths = widths;
    }

    /** Persons of groups, of whom no distance is known yet. */
    public static SegmentDistances of(Groups groups) {
        return new SegmentDistances(Objects.requireNonNull(groups, "groups"), null, null);
    }

    /**
     * These persons with the squared distance of each to the centre of the segment.
     *
     * @param distances one for each person, 0 or more, NaN for a person in no segment; copied
     */
    public SegmentDistances withSquaredDistances(double[] distances) {
        checkLength(distances.length);
        for (int row = 0; row < distances.length; row++) {
            if (distances[row] < 0 || Double.isInfinite(distances[row])) {
                throw InvalidInputException.atRow(
                        row + 1L, "a squared distance must be finite and 0 or more; give NaN for a row in no segment");
            }
        }
        return new SegmentDistances(groups, distances.clone(), widths);
    }

    /**
     * These persons with the silhouette width of each.
     *
     * @param silhouette of the same persons; those it left out are in no segment
     */
    public SegmentDistances withSilhouetteWidths(SilhouetteWidths silhouette) {
        checkLength(silhouette.size());
        double[] numbers = new double[silhouette.size()];
        for (int row = 0; row < numbers.length; row++) {
            Statistic width = silhouette.width(row);
            numbers[row] = width.value().orElse(Double.NaN);
        }
        return new SegmentDistances(groups, squared, numbers);
    }

    /** The groups of the persons. */
    public Groups groups() {
        return groups;
    }

    /** Whether squared distances are known. */
    public boolean hasSquaredDistances() {
        return squared != null;
    }

    /** Whether silhouette widths are known. */
    public boolean hasSilhouetteWidths() {
        return widths != null;
    }

    /** The squared distance of a person to the centre, if it is known and the person is in a segment. */
    public OptionalDouble squaredDistance(int row) {
        return at(squared, row);
    }

    /** The silhouette width of a person, if it is known and the person is in a segment. */
    public OptionalDouble silhouetteWidth(int row) {
        return at(widths, row);
    }

    private OptionalDouble at(double @Nullable [] numbers, int row) {
        Objects.checkIndex(row, groups.size());
        return numbers == null || Double.isNaN(numbers[row]) ? OptionalDouble.empty() : OptionalDouble.of(numbers[row]);
    }

    private void checkLength(int length) {
        if (length != groups.size()) {
            throw new InvalidInputException(
                    "there must be one number for each of the " + groups.size() + " persons, were " + length);
        }
    }
}
