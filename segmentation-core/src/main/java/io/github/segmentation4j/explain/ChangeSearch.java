package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest permitted change that crosses a border of a cell. Without whole numbers and gaps it is the nearest
 * projection onto the borders; where a coordinate of a projection is not permitted, the search goes on to either side of
 * the gap, the nearest first, so that the first point that is permitted is the nearest of all.
 *
 * <p>References: A. H. Land, A. G. Doig, An automatic method of solving discrete programming problems, Econometrica 1960.
 */
final class ChangeSearch {
    /** Some seconds at a hundred features; ten whole numbers take a few hundred as a rule. */
    private static final int LONGEST = 20_000;

    /**
     * How far beyond a border to go, in units of the sizes that make up the distance to it: not at all, where the border
     * itself belongs to the other side, then rounding errors, then enough to survive a steep scale.
     */
    private static final double[] SLACKS = {0, 1e-14, 1e-12, 1e-9, 1e-6};

    private final ClusterModel model;
    private final double[] row;
    private final int own;
    private final List<Lever> levers;
    private final Checkpoint checkpoint;
    private final PriorityQueue<Node> open =
            new PriorityQueue<>(Comparator.comparingDouble(Node::cost).thenComparingInt(Node::number));
    private int made;
    private boolean isUnsure;
    private @Nullable Move best;

    /** A border to another cell: how much a change of each feature comes nearer to it and how near to come. */
    record Border(double[] slopes, double needed, double size) {}

    /** A part of the box with the nearest point of it beyond a border. */
    private record Node(
            BorderProjection projection,
            Border border,
            double[] low,
            double[] high,
            int slack,
            double[] point,
            double cost,
            int number) {}

    /** A change that was assigned again. */
    private record Move(double[] described, int cluster, double cost) {}

    ChangeSearch(ClusterModel model, double[] row, int own, List<Lever> levers, Checkpoint checkpoint) {
        this.model = model;
        this.row = row;
        this.own = own;
        this.levers = levers;
        this.checkpoint = checkpoint;
    }

    /**
     * The smallest change across any of the borders.
     *
     * @param borders with slopes for all columns of the model
     */
    SmallestChange across(List<Border> borders) {
        double[] from = levers.stream().mapToDouble(Lever::at).toArray();
        double[] prices = levers.stream().mapToDouble(Lever::price).toArray();
        double[] low = levers.stream().mapToDouble(Lever::least).toArray();
        double[] high = levers.stream().mapToDouble(Lever::greatest).toArray();
        for (Border border : borders) {
            double[] slopes = levers.stream()
                    .mapToDouble(lever -> border.slopes[lever.column()])
                    .toArray();
            add(new BorderProjection(from, prices, slopes), border, low, high, 0);
        }
        for (int looked = 0; !open.isEmpty(); looked++) {
            checkpoint.now();
            Node node = open.remove();
            if (best != null && (best.cost <= node.cost || looked == LONGEST)) {
                return found(best, Math.min(best.cost, node.cost));
            }
            if (looked == LONGEST) {
                return new SmallestChange.Undetermined("the search was stopped before a change was found");
            }
            consider(node);
        }
        if (best != null) {
            return found(best, best.cost);
        }
        return isUnsure
                ? new SmallestChange.Undetermined(
                        "assigning again confirmed no change: the nearest points beyond the borders belong to no other segment")
                : new SmallestChange.None("no permitted change leads across a border of the segment");
    }

    private void add(BorderProjection projection, Border border, double[] low, double[] high, int slack) {
        double[] point = projection.nearest(low, high, border.needed + SLACKS[slack] * border.size);
        if (point.length == levers.size() && !levers.isEmpty()) {
            open.add(new Node(projection, border, low, high, slack, point, projection.cost(point), made++));
        }
    }

    /** Tries the point of a node, or parts it at a gap. */
    private void consider(Node node) {
        int gap = widestGap(node.point);
        if (gap < 0) {
            if (!tried(node.point) && node.slack + 1 < SLACKS.length) {
                add(node.projection, node.border, node.low, node.high, node.slack + 1);
            } else if (best == null) {
                isUnsure = true;
            }
            return;
        }
        tried(beyondGaps(node));
        Lever lever = levers.get(gap);
        double below = lever.permittedBelow(node.point[gap]);
        double above = lever.permittedAbove(node.point[gap]);
        if (below >= node.low[gap]) {
            add(node.projection, node.border, node.low, with(node.high, gap, below), node.slack);
        }
        if (above <= node.high[gap]) {
            add(node.projection, node.border, with(node.low, gap, above), node.high, node.slack);
        }
    }

    private static double[] with(double[] values, int place, double value) {
        double[] changed = values.clone();
        changed[place] = value;
        return changed;
    }

    /** The lever that is farthest from what is permitted; -1 if all are permitted. */
    private int widestGap(double[] point) {
        int widest = -1;
        double most = 0;
        for (int c = 0; c < point.length; c++) {
            Lever lever = levers.get(c);
            double off = Math.min(point[c] - lever.permittedBelow(point[c]), lever.permittedAbove(point[c]) - point[c]);
            double weighted = off * off * lever.price();
            if (off > 0 && (widest < 0 || weighted > most)) {
                widest = c;
                most = weighted;
            }
        }
        return widest;
    }

    /** The point with each coordinate that is not permitted moved on to one that is, if there is one. */
    private double[] beyondGaps(Node node) {
        double[] point = node.point.clone();
        for (int c = 0; c < point.length; c++) {
            Lever lever = levers.get(c);
            boolean up = node.border.slopes[lever.column()] > 0;
            double permitted = up ? lever.permittedAbove(point[c]) : lever.permittedBelow(point[c]);
            point[c] = Double.isInfinite(permitted) ? lever.at() : permitted;
        }
        return point;
    }

    /** Assigns again at a permitted point and keeps it if it is the best so far; says whether the customer moves. */
    private boolean tried(double[] point) {
        double[] moved = row.clone();
        double[] described = new double[point.length];
        double cost = 0;
        for (int c = 0; c < point.length; c++) {
            Lever lever = levers.get(c);
            described[c] = lever.to(point[c]);
            if (described[c] != lever.from()) {
                double feature = lever.feature(described[c]);
                if (Double.isNaN(feature)) {
                    return false;
                }
                moved[lever.column()] = feature;
                cost += lever.price() * (feature - lever.at()) * (feature - lever.at());
            }
        }
        Optional<Integer> cluster = assigned(moved);
        if (cluster.isEmpty()) {
            return false;
        }
        if (best == null || cost < best.cost) {
            best = new Move(described, cluster.orElseThrow(), cost);
        }
        return true;
    }

    private Optional<Integer> assigned(double[] moved) {
        try {
            int cluster = model.assign(moved);
            return cluster == own || cluster == Clustering.NOISE ? Optional.empty() : Optional.of(cluster);
        } catch (InvalidInputException tooFar) {
            return Optional.empty();
        }
    }

    private SmallestChange found(Move move, double least) {
        List<SmallestChange.Step> steps = new ArrayList<>();
        for (int c = 0; c < move.described.length; c++) {
            Lever lever = levers.get(c);
            if (move.described[c] != lever.from()) {
                steps.add(new SmallestChange.Step(lever.feature(), lever.kind(), lever.from(), move.described[c]));
            }
        }
        return new SmallestChange.Found(steps, move.cluster + 1, Math.sqrt(move.cost), Math.sqrt(least));
    }
}
