package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.PowerDiagramModel;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The reasons and the smallest change of one row in a model whose cells have straight borders. */
final class CellReasons {
    private static final String SINGLE = "there is only one segment";

    private final PowerDiagramModel model;
    private final double[] row;
    private final int own;
    private final Trace trace;
    private final List<WhyThisSegment.Place> places;
    private final double[] weights;
    private final double[] centre;

    CellReasons(PowerDiagramModel model, double[] row, int own, Trace trace, List<WhyThisSegment.Place> places) {
        this.model = model;
        this.row = row;
        this.own = own;
        this.trace = trace;
        this.places = places;
        weights = model.featureWeights();
        centre = model.centroid(own);
    }

    /** The reasons where the model does not tell. */
    static WhyThisSegment.Reasons unknown() {
        return new WhyThisSegment.Reasons(
                Optional.empty(),
                Statistic.undetermined("this kind of model does not measure a squared distance feature by feature"),
                0,
                List.of());
    }

    WhyThisSegment.Reasons reasons() {
        if (model.clusterCount() == 1) {
            return new WhyThisSegment.Reasons(Optional.empty(), Statistic.undetermined(SINGLE), 0, List.of());
        }
        int next = next();
        double[] other = model.centroid(next);
        List<WhyThisSegment.Contribution> contributions = new ArrayList<>();
        for (int c = 0; c < row.length; c++) {
            Trace.Column column = trace.columns().get(c);
            contributions.add(new WhyThisSegment.Contribution(
                    column.feature(),
                    column.described(),
                    column.origin().kind(),
                    column.value(),
                    contribution(c, other)));
        }
        double offset = model.offset(own) - model.offset(next);
        return new WhyThisSegment.Reasons(
                Optional.of(places.get(next)), Statistic.of(distance(next) - distance(own)), offset, contributions);
    }

    /** The difference of two squares as a product, so that nothing cancels; a missing value counts nothing. */
    private double contribution(int c, double[] other) {
        if (Double.isNaN(row[c])) {
            return 0;
        }
        return weights[c] * (centre[c] - other[c]) * ((row[c] - centre[c]) + (row[c] - other[c])) + 0.0;
    }

    private double distance(int cluster) {
        return model.squaredDistance(row, cluster) - model.offset(cluster);
    }

    private int next() {
        int next = own == 0 ? 1 : 0;
        for (int j = next + 1; j < model.clusterCount(); j++) {
            if (j != own && distance(j) < distance(next)) {
                next = j;
            }
        }
        return next;
    }

    SmallestChange change(ChangeRules rules, RunContext context) {
        if (model.clusterCount() == 1) {
            return new SmallestChange.None(SINGLE);
        }
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled("explaining a segment"));
        List<Lever> levers = levers(rules);
        if (levers.isEmpty()) {
            return new SmallestChange.None("no feature of the segments may change");
        }
        List<ChangeSearch.Border> borders = new ArrayList<>();
        for (int j = 0; j < model.clusterCount(); j++) {
            ChangeSearch.Border border = border(j);
            // Cells with one centre, as that of the own cell with itself, have no border that could be crossed.
            if (Arrays.stream(border.slopes()).anyMatch(slope -> slope != 0)) {
                borders.add(border);
            }
        }
        return new ChangeSearch(model, row, own, levers, checkpoint).across(borders);
    }

    private ChangeSearch.Border border(int to) {
        double[] other = model.centroid(to);
        double[] slopes = new double[row.length];
        double needed = model.offset(own) - model.offset(to);
        double size = Math.abs(model.offset(own)) + Math.abs(model.offset(to));
        for (int c = 0; c < slopes.length; c++) {
            slopes[c] = 2 * weights[c] * (other[c] - centre[c]);
            needed += contribution(c, other);
            if (!Double.isNaN(row[c])) {
                size += Math.abs(slopes[c]) * (Math.abs(row[c]) + Math.abs(centre[c]) + Math.abs(other[c]));
            }
        }
        return new ChangeSearch.Border(slopes, needed, size);
    }

    private List<Lever> levers(ChangeRules rules) {
        List<Lever> levers = new ArrayList<>();
        for (int c = 0; c < row.length; c++) {
            Trace.Column column = trace.columns().get(c);
            ChangeRules.Rule rule =
                    column.origin().with(rules.rule(column.described().name()));
            if (column.scale().isPresent() && !rule.isFixed() && weights[c] > 0) {
                levers.add(new Lever(c, column, rule, row[c], rule.cost() * weights[c]));
            }
        }
        return levers;
    }
}
