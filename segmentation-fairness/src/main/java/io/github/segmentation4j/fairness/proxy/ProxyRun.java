package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.proxy.QuantileBands.Ranks;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One run of a {@link ProxyAudit} over one attribute whose groups are known. */
final class ProxyRun {
    static final String STAGE = "proxy audit";

    /** Bands of a feature for information and V. */
    private static final int BANDS = 16;

    /** Fewer persons on a side tell nothing that could be judged. */
    static final int FEWEST = 20;

    /** Features left out alone, and how many of them in pairs. */
    private static final int SINGLES = 6;

    private static final int PAIRED = 4;

    private static final long STEPS = 4;

    private final Categories groups;
    private final Folds folds;
    private final RunContext context;
    private final BlockRunner runner;
    private final Checkpoint checkpoint;

    ProxyRun(Categories groups, int limit, int foldCount, RunContext context) {
        this.groups = groups;
        this.context = context;
        Runnable stop = () -> context.throwIfCancelled(STAGE);
        runner = BlockRunner.of(context.executor(), context.threads(), stop);
        checkpoint = Checkpoint.of(stop);
        folds = Folds.of(groups, limit, foldCount, context.seed());
    }

    ProxyReport report(FeatureMatrix features, Optional<Clustering> clustering) {
        List<FeatureAssociation> associations = associations(features);
        context.report(STAGE, 1, STEPS);
        List<Integer> attacked = attackedLevels();
        List<Attack> attacks = new ArrayList<>();
        List<Ablation> ablations = attackFeatures(features, attacked, attacks);
        context.report(STAGE, STEPS - 1, STEPS);
        clustering.ifPresent(found -> {
            attacks.addAll(attackSegments(found.labels()));
            attackDistances(features, found.model(), attacked, attacks);
        });
        context.report(STAGE, STEPS, STEPS);
        int missing = groups.counts()[groups.levels().size()];
        return new ProxyReport(
                groups.name(),
                groups.size(),
                missing,
                folds.size(),
                associations,
                attacks,
                ablations,
                Optional.empty());
    }

    private List<Integer> inhabitedLevels() {
        int[] counts = groups.counts();
        return IntStream.range(0, groups.levels().size())
                .filter(level -> counts[level] > 0)
                .boxed()
                .toList();
    }

    /** Of two groups only the smaller: to tell one is to tell the other. */
    private List<Integer> attackedLevels() {
        List<Integer> levels = inhabitedLevels();
        int[] counts = groups.counts();
        if (levels.size() > 2) {
            return levels;
        }
        return List.of(counts[levels.get(1)] < counts[levels.get(0)] ? levels.get(1) : levels.get(0));
    }

    private List<FeatureAssociation> associations(FeatureMatrix features) {
        boolean[] known = new boolean[groups.size()];
        for (int row = 0; row < known.length; row++) {
            known[row] = groups.code(row) != Categories.MISSING;
        }
        return runner.map(features.columnCount(), column -> associations(features, column, known)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<FeatureAssociation> associations(FeatureMatrix features, int column, boolean[] known) {
        double[] values = features.column(column);
        int missing = 0;
        int persons = 0;
        for (int row = 0; row < values.length; row++) {
            missing += known[row] && Double.isNaN(values[row]) ? 1 : 0;
            persons += known[row] ? 1 : 0;
            values[row] = known[row] ? values[row] : Double.NaN;
        }
        Ranks ranks = Ranks.of(values, checkpoint);
        int[] bands = QuantileBands.codes(ranks, BANDS);
        List<FeatureAssociation> result = new ArrayList<>();
        for (int level : inhabitedLevels()) {
            checkpoint.now();
            boolean[] positive = new boolean[values.length];
            int size = 0;
            for (int row = 0; row < positive.length; row++) {
                positive[row] = groups.code(row) == level;
                size += positive[row] ? 1 : 0;
            }
            Association association = Association.of(bands, BANDS, positive, known);
            result.add(new FeatureAssociation(
                    features.features().get(column).name(),
                    groups.levels().get(level),
                    size,
                    persons - size,
                    missing,
                    association.information(),
                    association.cramersV(),
                    association.independenceP(),
                    RocAuc.of(ranks, positive).statistic()));
        }
        return result;
    }

    private List<Ablation> attackFeatures(FeatureMatrix features, List<Integer> levels, List<Attack> attacks) {
        if (features.columnCount() == 0) {
            levels.forEach(level -> attacks.add(undetermined(AttackSource.FEATURES, level, "there is no feature")));
            return List.of();
        }
        List<double[]> columns = new ArrayList<>();
        for (int column = 0; column < features.columnCount(); column++) {
            double[] sampled = new double[folds.size()];
            for (int i = 0; i < sampled.length; i++) {
                checkpoint.at(i);
                sampled[i] = features.get(folds.row(i), column);
            }
            columns.add(sampled);
        }
        Attacker attacker = new Attacker(folds, columns, runner, checkpoint);
        int[] all = IntStream.range(0, columns.size()).toArray();
        List<Integer> able = new ArrayList<>();
        List<Attacker.Outcome> outcomes = attack(attacker, AttackSource.FEATURES, levels, all, attacks, able);
        context.report(STAGE, 2, STEPS);
        int worst = -1;
        for (int i = 0; i < outcomes.size(); i++) {
            if (worst < 0
                    || outcomes.get(i).auc().area() > outcomes.get(worst).auc().area()) {
                worst = i;
            }
        }
        if (worst < 0
                || !attack(
                                AttackSource.FEATURES,
                                able.get(worst),
                                outcomes.get(worst).auc())
                        .succeeds()) {
            return List.of();
        }
        return ablate(features, attacker, able.get(worst), outcomes.get(worst));
    }

    /** Attacks each level that has enough persons on both sides, and says so of the others. */
    private List<Attacker.Outcome> attack(
            Attacker attacker,
            AttackSource source,
            List<Integer> levels,
            int[] columns,
            List<Attack> attacks,
            List<Integer> able) {
        for (int level : levels) {
            if (isLargeEnough(level)) {
                able.add(level);
            }
        }
        List<Attacker.Outcome> outcomes = attacker.run(able.stream()
                .map(level -> new Attacker.Trial(columns, sides(level)))
                .toList());
        for (int level : levels) {
            int place = able.indexOf(level);
            attacks.add(
                    place < 0
                            ? undetermined(source, level, tooFew())
                            : attack(source, level, outcomes.get(place).auc()));
        }
        return outcomes;
    }

    List<Attack> attackSegments(int[] labels) {
        int[] sampled = new int[folds.size()];
        for (int i = 0; i < sampled.length; i++) {
            sampled[i] = labels[folds.row(i)];
        }
        List<Attack> attacks = new ArrayList<>();
        for (int level : attackedLevels()) {
            checkpoint.now();
            attacks.add(
                    isLargeEnough(level)
                            ? attack(AttackSource.SEGMENT, level, Attacker.byLabel(folds, sampled, sides(level)))
                            : undetermined(AttackSource.SEGMENT, level, tooFew()));
        }
        return attacks;
    }

    private void attackDistances(
            FeatureMatrix features, ClusterModel model, List<Integer> levels, List<Attack> attacks) {
        if (!(model instanceof CentroidModel centres)) {
            return;
        }
        if (features.missingCount() > 0) {
            levels.forEach(level -> attacks.add(
                    undetermined(AttackSource.DISTANCES, level, "features are missing, so distances are not known")));
            return;
        }
        List<double[]> columns = new ArrayList<>();
        for (int cluster = 0; cluster < centres.clusterCount(); cluster++) {
            columns.add(new double[folds.size()]);
        }
        double[] row = new double[features.columnCount()];
        for (int i = 0; i < folds.size(); i++) {
            checkpoint.at(i);
            features.copyRow(folds.row(i), row);
            for (int cluster = 0; cluster < columns.size(); cluster++) {
                columns.get(cluster)[i] = centres.squaredDistance(row, cluster);
            }
        }
        Attacker attacker = new Attacker(folds, columns, runner, checkpoint);
        int[] all = IntStream.range(0, columns.size()).toArray();
        attack(attacker, AttackSource.DISTANCES, levels, all, attacks, new ArrayList<>());
    }

    private List<Ablation> ablate(FeatureMatrix features, Attacker attacker, int level, Attacker.Outcome whole) {
        double[] gains = whole.gains();
        List<Integer> useful = IntStream.range(0, gains.length)
                .filter(column -> gains[column] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(column -> -gains[column]))
                .limit(SINGLES)
                .toList();
        List<List<Integer>> left = new ArrayList<>();
        useful.forEach(column -> left.add(List.of(column)));
        for (int first = 0; first < Math.min(PAIRED, useful.size()); first++) {
            for (int second = first + 1; second < Math.min(PAIRED, useful.size()); second++) {
                left.add(List.of(useful.get(first), useful.get(second)));
            }
        }
        boolean[] positive = sides(level);
        List<Attacker.Trial> trials = new ArrayList<>();
        List<List<Integer>> tried = new ArrayList<>();
        for (List<Integer> out : left) {
            if (out.size() < gains.length) {
                int[] rest = IntStream.range(0, gains.length)
                        .filter(column -> !out.contains(column))
                        .toArray();
                trials.add(new Attacker.Trial(rest, positive));
                tried.add(out);
            }
        }
        List<Attacker.Outcome> outcomes = attacker.run(trials);
        List<Ablation> ablations = new ArrayList<>();
        for (List<Integer> out : left) {
            List<String> names = out.stream()
                    .map(column -> features.features().get(column).name())
                    .toList();
            int place = tried.indexOf(out);
            ablations.add(
                    place < 0
                            ? nothingLeft(level, names, whole.auc())
                            : new Ablation(
                                    groups.levels().get(level),
                                    names,
                                    outcomes.get(place).auc().statistic(),
                                    whole.auc().above(outcomes.get(place).auc())));
        }
        return ablations;
    }

    /** Without any feature there is only guessing, an area of one half. */
    private Ablation nothingLeft(int level, List<String> names, FoldedAuc whole) {
        Statistic.Estimate area = (Statistic.Estimate) whole.statistic();
        return new Ablation(
                groups.levels().get(level),
                names,
                Statistic.undetermined("no feature is left"),
                new Statistic.Estimate(area.number() - 0.5, area.lower() - 0.5, area.upper() - 0.5, area.confidence()));
    }

    private boolean[] sides(int level) {
        boolean[] positive = new boolean[folds.size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = groups.code(folds.row(i)) == level;
        }
        return positive;
    }

    private int sampled(int level) {
        int count = 0;
        for (int i = 0; i < folds.size(); i++) {
            count += groups.code(folds.row(i)) == level ? 1 : 0;
        }
        return count;
    }

    private boolean isLargeEnough(int level) {
        int size = sampled(level);
        return size >= FEWEST && folds.size() - size >= FEWEST;
    }

    private static String tooFew() {
        return "fewer than " + FEWEST + " persons on a side";
    }

    private Attack attack(AttackSource source, int level, FoldedAuc auc) {
        return new Attack(
                source, groups.levels().get(level), sampled(level), folds.size() - sampled(level), auc.statistic());
    }

    private Attack undetermined(AttackSource source, int level, String reason) {
        return new Attack(
                source,
                groups.levels().get(level),
                sampled(level),
                folds.size() - sampled(level),
                Statistic.undetermined(reason));
    }
}
