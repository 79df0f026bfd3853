package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.privacy.anonymity.Generalisation.Outcome;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the combination of levels that loses least. Used once. */
final class LatticeSearch {
    static final String STAGE = "anonymising";

    /** A list of more combinations would take longer to order than any search should. */
    private static final int MOST = 1 << 20;

    /** Least losses that differ by less come from rounding. */
    private static final double ROUNDING = 1e-12;

    private final Generalisation data;
    private final RunContext context;
    private final boolean[] tried;
    private final double[] least;

    /** Combinations that failed, none finer than another. */
    private final List<int[]> failed = new ArrayList<>();

    /** Combinations that kept the models, none coarser than another. */
    private final List<int[]> kept = new ArrayList<>();

    private @Nullable Outcome best;

    LatticeSearch(Generalisation data, RunContext context) {
        this.data = data;
        this.context = context;
        long combinations = 1;
        for (int column = 0; column < data.columns(); column++) {
            combinations *= data.height(column) + 1;
            if (combinations > MOST) {
                throw new IllegalArgumentException(
                        "there are more than " + MOST + " combinations of levels; leave out levels or columns");
            }
        }
        tried = new boolean[(int) combinations];
        least = new double[tried.length];
        for (int node = 0; node < least.length; node++) {
            least[node] = data.leastLoss(levels(node));
        }
    }

    Optional<Outcome> best() {
        List<Integer> order = IntStream.range(0, least.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer node) -> least[node])
                        .thenComparing(node -> node))
                .toList();
        for (int i = 0; i < order.size(); i++) {
            int node = order.get(i);
            if (best != null && least[node] > best.loss() + ROUNDING) {
                break;
            }
            context.report(STAGE, i, order.size());
            context.throwIfCancelled(STAGE);
            if (tried[node] || knownToFail(levels(node))) {
                continue;
            }
            if (data.failureIsInherited() && !knownToKeep(levels(node))) {
                halveChain(node);
            } else {
                tryOut(node);
            }
        }
        context.report(STAGE, order.size(), order.size());
        return Optional.ofNullable(best);
    }

    /** Looks along a chain of ever coarser combinations for where it begins to keep the models. */
    private void halveChain(int from) {
        List<Integer> chain = new ArrayList<>(List.of(from));
        int[] at = levels(from);
        for (int next = next(at); next >= 0 && !knownToKeep(at); next = next(at)) {
            chain.add(next);
            at = levels(next);
        }
        int low = 0;
        int high = chain.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (keeps(chain.get(middle))) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
    }

    private boolean keeps(int node) {
        if (knownToFail(levels(node))) {
            return false;
        }
        return knownToKeep(levels(node)) || tryOut(node);
    }

    private boolean tryOut(int node) {
        tried[node] = true;
        Outcome outcome = data.at(levels(node));
        if (!data.keeps(outcome)) {
            if (data.failureIsInherited()) {
                failed.removeIf(other -> finerOrEqual(other, outcome.levels()));
                failed.add(outcome.levels());
            }
            return false;
        }
        kept.removeIf(other -> finerOrEqual(outcome.levels(), other));
        kept.add(outcome.levels());
        if (best == null || better(outcome, node, best)) {
            best = outcome;
        }
        return true;
    }

    private boolean better(Outcome outcome, int node, Outcome than) {
        if (Math.abs(outcome.loss() - than.loss()) > ROUNDING) {
            return outcome.loss() < than.loss();
        }
        int other = node(than.levels());
        return Math.abs(least[node] - least[other]) > ROUNDING ? least[node] < least[other] : node < other;
    }

    /** The step up that loses least, -1 from the coarsest combination. */
    private int next(int[] levels) {
        int next = -1;
        for (int column = 0; column < levels.length; column++) {
            if (levels[column] < data.height(column)) {
                int[] higher = levels.clone();
                higher[column]++;
                int node = node(higher);
                if (next < 0 || least[node] < least[next]) {
                    next = node;
                }
            }
        }
        return next;
    }

    private boolean knownToFail(int[] levels) {
        return failed.stream().anyMatch(other -> finerOrEqual(levels, other));
    }

    /** Only to be asked where failures are inherited; then a coarser combination keeps what a finer one keeps. */
    private boolean knownToKeep(int[] levels) {
        return kept.stream().anyMatch(other -> finerOrEqual(other, levels));
    }

    private static boolean finerOrEqual(int[] levels, int[] than) {
        for (int column = 0; column < levels.length; column++) {
            if (levels[column] > than[column]) {
                return false;
            }
        }
        return true;
    }

    /** The number of a combination, the first column counting most, so that a lower number has lower levels there. */
    private int node(int[] levels) {
        int node = 0;
        for (int column = 0; column < levels.length; column++) {
            node = node * (data.height(column) + 1) + levels[column];
        }
        return node;
    }

    private int[] levels(int node) {
        int[] levels = new int[data.columns()];
        int rest = node;
        for (int column = levels.length - 1; column >= 0; column--) {
            levels[column] = rest % (data.height(column) + 1);
            rest /= data.height(column) + 1;
        }
        return levels;
    }
}
