package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Locale;

/** Parts with the dissimilarities of all their pairs, for average and complete linkage. Belongs to one thread. */
final class PairParts implements NearestNeighbourChain.Parts {
    /** Rows whose pairs one thread works through at a time; later rows have more of them, so that few make a unit. */
    private static final int SPAN = 16;

    private static final double MEBIBYTE = 1 << 20;

    private final Linkage linkage;
    private final RunContext context;
    /** For each part the dissimilarities to those below it. */
    private final double[][] pairs;

    private final double[] weights;
    private final int[] active;
    private int count;
    private double least;

    PairParts(
            Linkage linkage,
            double[][] points,
            double[] pointWeights,
            FittedDissimilarity dissimilarity,
            RunContext context) {
        this.linkage = linkage;
        this.context = context;
        count = points.length;
        weights = pointWeights.clone();
        active = new int[count];
        pairs = new double[count][];
        for (int i = 0; i < count; i++) {
            active[i] = i;
        }
        Checkpoint checkpoint = checkpoint(context);
        BlockRunner.of(context.executor(), context.threads(), checkpoint::now)
                .forEach((count + SPAN - 1) / SPAN, span -> {
                    for (int i = span * SPAN; i < Math.min(count, (span + 1) * SPAN); i++) {
                        pairs[i] = dissimilarities(points, i, dissimilarity, checkpoint);
                    }
                });
    }

    /** Refuses more points than there is memory for their pairs. */
    static void refuseTooMany(int points, long limit, Linkage linkage) {
        long bytes = Double.BYTES * ((long) points * (points - 1) / 2);
        if (bytes > limit) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s linkage needs %.0f MiB for the pairs of %d distinct rows, and the limit is %.0f MiB; give the JVM"
                            + " more heap or raise the limit, see Agglomerative.withMemoryLimit, or use Ward, centroid or"
                            + " single linkage or Birch, which need little",
                    linkage.words(),
                    Math.ceil(bytes / MEBIBYTE),
                    points,
                    Math.floor(limit / MEBIBYTE)));
        }
    }

    private static Checkpoint checkpoint(RunContext context) {
        return Checkpoint.of(() -> context.throwIfCancelled(Agglomerative.STAGE));
    }

    private static double[] dissimilarities(
            double[][] points, int i, FittedDissimilarity dissimilarity, Checkpoint checkpoint) {
        double[] row = new double[i];
        for (int j = 0; j < i; j++) {
            checkpoint.at(j);
            row[j] = checked(dissimilarity.between(points[i], points[j]));
        }
        return row;
    }

    /** A dissimilarity, refused unless it is finite and at least 0. */
    static double checked(double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InvalidInputException("a dissimilarity of two rows must be finite and at least 0, was " + value
                    + "; scale the columns, or mend the dissimilarity");
        }
        return value;
    }

    private double pair(int a, int b) {
        return a > b ? pairs[a][b] : pairs[b][a];
    }

    @Override
    public int nearest(int part, int preferred) {
        context.throwIfCancelled(Agglomerative.STAGE);
        double[] own = pairs[part];
        double best = Double.POSITIVE_INFINITY;
        int nearest = -1;
        int i = 0;
        for (; active[i] < part; i++) {
            if (own[active[i]] < best) {
                best = own[active[i]];
                nearest = active[i];
            }
        }
        for (i++; i < count; i++) {
            double value = pairs[active[i]][part];
            if (value < best) {
                best = value;
                nearest = active[i];
            }
        }
        least = best;
        return preferred >= 0 && pair(part, preferred) == best ? preferred : nearest;
    }

    @Override
    public double height() {
        return least;
    }

    @Override
    public void merge(int kept, int gone) {
        double share = weights[gone] / (weights[kept] + weights[gone]);
        int left = 0;
        for (int i = 0; i < count; i++) {
            int other = active[i];
            if (other != gone) {
                active[left++] = other;
            }
            if (other == gone || other == kept) {
                continue;
            }
            double one = pair(other, kept);
            double two = pair(other, gone);
            double merged = linkage == Linkage.COMPLETE ? Math.max(one, two) : one + share * (two - one);
            if (other > kept) {
                pairs[other][kept] = merged;
            } else {
                pairs[kept][other] = merged;
            }
        }
        count = left;
        weights[kept] += weights[gone];
        pairs[gone] = new double[0];
    }
}
