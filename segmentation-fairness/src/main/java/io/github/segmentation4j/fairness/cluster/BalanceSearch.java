package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds clusterings of the same rows for one target of balance after another. Immutable. */
final class BalanceSearch {
    private static final String STAGE = "fairness curve";

    /** Targets are rounded down to as many parts, so that they read well. */
    private static final int PARTS = 1_000_000;

    private final FeatureMatrix points;
    private final Categories groups;
    private final int clusters;

    private BalanceSearch(FeatureMatrix points, Categories groups, int clusters) {
        this.points = points;
        this.groups = groups;
        this.clusters = clusters;
    }

    /**
     * A search in rows with groups.
     *
     * @throws InvalidInputException if there are other groups or weights, or no row has a group
     */
    static BalanceSearch of(TrainingSet training, String attribute, int clusters) {
        List<Categories> given = training.groups();
        if (given.size() != 1 || !given.get(0).name().equals(attribute)) {
            throw new InvalidInputException("the training set must have groups of '" + attribute
                    + "' and no others, had those of "
                    + given.stream().map(Categories::name).toList() + "; see TrainingSet.withGroups");
        }
        if (training.weights().isPresent()) {
            throw new InvalidInputException(
                    "rules speak of numbers of rows, and the rows have weights; leave them out");
        }
        FeatureMatrix points = training.withoutGroups().matrix();
        if (inhabited(given.get(0)).length == 0) {
            throw new InvalidInputException(
                    "no row belongs to a group of '" + attribute + "'; use KMeans where groups are not known");
        }
        return new BalanceSearch(points, given.get(0), clusters);
    }

    /** A clustering of a target; its bound is that of the target. */
    record Outcome(Fraction target, CarriedDescent.State state) {
        double cost() {
            return state.cost();
        }
    }

    String attribute() {
        return groups.name();
    }

    FairnessCurve trace(int targets, int restarts, RunContext context) {
        RunContext quiet = context.withListener(ProgressListener.none());
        context.report(STAGE, 0, 2L * targets);
        double[][] centres = centres(KMeans.withClusters(clusters).withRestarts(restarts), quiet);
        Descents none = new Descents(new Fraction(0, 1), quiet);
        CarriedDescent.State start = none.descent.assigned(centres, none.engine.cold(), Optional.empty());
        Outcome plain = new Outcome(none.target, start);
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(new Outcome(
                none.target,
                none.descent.from(
                        centres,
                        none.engine.cold(),
                        Optional.of(start.solution().labels()))));
        List<Fraction> grid = grid(plain, targets);
        for (Fraction target : grid) {
            context.report(STAGE, outcomes.size(), 2L * targets);
            Outcome looser = outcomes.get(outcomes.size() - 1);
            outcomes.add(new Descents(target, quiet).from(looser, Optional.empty()));
        }
        if (!grid.isEmpty()) {
            restart(outcomes, restarts, quiet);
        }
        for (int i = grid.size() - 1; i >= 0; i--) {
            context.report(STAGE, 2L * targets - i - 1, 2L * targets);
            carry(outcomes, i, quiet);
        }
        context.report(STAGE, 2L * targets, 2L * targets);
        return new FairnessCurve(this, plain, outcomes);
    }

    /** Tries other starts for the strictest target. */
    private void restart(List<Outcome> outcomes, int restarts, RunContext context) {
        int last = outcomes.size() - 1;
        Outcome best = outcomes.get(last);
        Descents strictest = new Descents(best.target(), context);
        KMeans seeding = KMeans.withClusters(clusters)
                .withRestarts(1)
                .withMaxIterations(1)
                .withStart(KMeans.Start.PLUS_PLUS);
        for (int restart = 0; restart < restarts; restart++) {
            double[][] start = centres(seeding, context.withSeed(SeededRandom.derive(context.seed(), restart)));
            CarriedDescent.State found = strictest.descent.from(start, strictest.engine.cold(), Optional.empty());
            best = new Outcome(best.target(), best.state().betterOf(found));
        }
        outcomes.set(last, best);
    }

    /** Tries to do better at a target with the solution of the next one, which obeys it as well. */
    private void carry(List<Outcome> outcomes, int i, RunContext context) {
        Outcome stricter = outcomes.get(i + 1);
        Outcome own = outcomes.get(i);
        Outcome carried = new Descents(own.target(), context)
                .from(stricter, Optional.of(stricter.state().solution().labels()));
        outcomes.set(i, new Outcome(own.target(), own.state().betterOf(carried.state())));
    }

    /** Halves the distance between a target that is cheap enough and one that is not. */
    Outcome refine(Outcome plain, Outcome cheap, Outcome dear, double budget, int halvings, RunContext context) {
        RunContext quiet = context.withListener(ProgressListener.none());
        Outcome best = cheap;
        Outcome over = dear;
        for (int halving = 0; halving < halvings; halving++) {
            context.report(STAGE, halving, halvings);
            double least = Math.max(best.target().value(), plainBalance(plain));
            Fraction middle = rounded((least + over.target().value()) / 2);
            if (!(middle.value() > least)) {
                return best;
            }
            Descents descents = new Descents(middle, quiet);
            Outcome found = descents.from(best, Optional.empty());
            if (found.cost() > budget) {
                Outcome back =
                        descents.from(over, Optional.of(over.state().solution().labels()));
                found = new Outcome(middle, found.state().betterOf(back.state()));
            }
            if (found.cost() <= budget) {
                best = found;
            } else {
                over = found;
            }
        }
        context.report(STAGE, halvings, halvings);
        return best;
    }

    /** Runs for one target. */
    private final class Descents {
        private final Fraction target;
        private final AssignmentEngine engine;
        private final CarriedDescent descent;

        Descents(Fraction target, RunContext context) {
            this.target = target;
            GroupRules rules = GroupRules.balance(groups.name(), target.numerator(), target.denominator());
            engine = new AssignmentEngine(points, rules, List.of(groups), clusters, context);
            descent = new CarriedDescent(engine, points, context);
        }

        /** From the centres and, if they are of as many rules, the prices of another target. */
        Outcome from(Outcome other, Optional<int[]> known) {
            AssignmentEngine.Start prices = other.state().solution().prices();
            boolean alike = prices.multipliers().length == engine.cold().multipliers().length;
            return new Outcome(target, descent.from(other.state().centres(), alike ? prices : engine.cold(), known));
        }
    }

    private double[][] centres(KMeans kmeans, RunContext context) {
        Clustering clustering = kmeans.fit(TrainingSet.of(points), context);
        CentroidModel model = (CentroidModel) clustering.model();
        double[][] centres = new double[clusters][];
        Arrays.setAll(centres, model::centroid);
        return centres;
    }

    /** The targets above that of plain k-means. */
    private List<Fraction> grid(Outcome plain, int targets) {
        int[] sizes = inhabited(groups);
        int least = Arrays.stream(sizes).min().orElseThrow() / clusters;
        int most = (Arrays.stream(sizes).max().orElseThrow() + clusters - 1) / clusters;
        Fraction highest = new Fraction(least, most);
        double from = plainBalance(plain);
        List<Fraction> grid = new ArrayList<>();
        if (sizes.length < 2 || !(highest.value() > from)) {
            return grid;
        }
        for (int i = 1; i < targets - 1; i++) {
            Fraction target = rounded(from + (highest.value() - from) * i / (targets - 1));
            if (target.value() > from
                    && (grid.isEmpty()
                            || target.value() > grid.get(grid.size() - 1).value())) {
                grid.add(target);
            }
        }
        grid.add(highest);
        return grid;
    }

    private static Fraction rounded(double target) {
        return new Fraction((long) (target * PARTS), PARTS);
    }

    private static int[] inhabited(Categories groups) {
        int levels = groups.levels().size();
        return Arrays.stream(groups.counts()).limit(levels).filter(n -> n > 0).toArray();
    }

    /** What k-means has by itself; 1 where there are not two groups to compare. */
    double plainBalance(Outcome plain) {
        return balance(plain).value().orElse(1);
    }

    /** The least balance of a segment with rows of a known group. */
    Statistic balance(Outcome outcome) {
        if (inhabited(groups).length < 2) {
            return Statistic.undetermined("fewer than two groups have rows");
        }
        double least = 1;
        int[][] counts = outcome.state().solution().counts();
        GroupTypes types = types(outcome);
        for (int j = 0; j < clusters; j++) {
            int smallest = Integer.MAX_VALUE;
            int largest = 0;
            for (int t = 0; t < counts.length; t++) {
                if (!types.membership(t).isEmpty()) {
                    smallest = Math.min(smallest, counts[t][j]);
                    largest = Math.max(largest, counts[t][j]);
                }
            }
            least = largest == 0 ? least : Math.min(least, (double) smallest / largest);
        }
        return Statistic.of(least);
    }

    CertifiedAssignment certified(Outcome outcome) {
        return CertifiedAssignment.of(outcome.state().solution(), types(outcome), List.of(groups), clusters);
    }

    private GroupTypes types(Outcome outcome) {
        Fraction target = outcome.target();
        GroupRules rules = GroupRules.balance(groups.name(), target.numerator(), target.denominator());
        return GroupTypes.of(rules, List.of(groups), points.rowCount());
    }
}
