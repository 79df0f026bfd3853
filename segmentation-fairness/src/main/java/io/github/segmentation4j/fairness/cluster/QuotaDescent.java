package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes numbers of rows cheaper step by step: moves one row of a type, or one row each of two types, wherever the rules
 * still hold and the cheapest assignment for the new numbers costs less. Rounding does not know what a place costs, and
 * where few rows pay much it matters on which side it ends. Belongs to one thread.
 */
final class QuotaDescent {
    /** Moves beside the cheapest ones are not paired; a step then takes a few hundredths of a second. */
    private static final int MOVES = 400;

    /** Steps that take off a smaller part of the cost are not worth their time. */
    private static final double LEAST_GAIN = 1e-6;

    private static final int STEPS = 200;

    private final RuleRows rules;
    private final TypeTransport[] transports;
    private final int[][] counts;
    private final double cost;
    private final Checkpoint checkpoint;

    /** A row of a type from one segment to another, and what that costs. */
    private record Move(int type, int from, int to, double cost) {}

    private QuotaDescent(
            RuleRows rules, TypeTransport[] transports, int[][] counts, double cost, Checkpoint checkpoint) {
        this.rules = rules;
        this.transports = transports;
        this.counts = counts;
        this.cost = cost;
        this.checkpoint = checkpoint;
    }

    /**
     * Takes steps until none helps.
     *
     * @param transports of each type, at numbers that obey the rules; they are moved on
     * @param counts these numbers, types x segments, changed
     * @param cost about what they cost
     */
    static void run(RuleRows rules, TypeTransport[] transports, int[][] counts, double cost, Checkpoint checkpoint) {
        QuotaDescent descent = new QuotaDescent(rules, transports, counts, cost, checkpoint);
        for (int step = 0; step < STEPS && descent.step(); step++) {
            checkpoint.now();
        }
    }

    private boolean step() {
        List<Move> moves = moves();
        double gain = -LEAST_GAIN * cost;
        List<Move> best = List.of();
        for (int i = 0; i < moves.size() && moves.get(i).cost() < 0; i++) {
            Move first = moves.get(i);
            apply(first, 1);
            if (first.cost() < gain && holds(first)) {
                gain = first.cost();
                best = List.of(first);
            }
            for (Move second : moves) {
                if (first.cost() + second.cost() >= gain) {
                    break;
                }
                if (first.type() != second.type()) {
                    apply(second, 1);
                    if (holds(first) && holds(second)) {
                        gain = first.cost() + second.cost();
                        best = List.of(first, second);
                    }
                    apply(second, -1);
                }
            }
            apply(first, -1);
            checkpoint.at(i);
        }
        for (Move move : best) {
            apply(move, 1);
            transports[move.type()].reach(counts[move.type()]);
        }
        return !best.isEmpty();
    }

    /** The cheapest moves, cheapest first. */
    private List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        for (int t = 0; t < transports.length; t++) {
            double[][] costs = transports[t].moveCosts();
            for (int from = 0; from < costs.length; from++) {
                for (int to = 0; to < costs.length; to++) {
                    if (from != to && counts[t][from] > 0) {
                        moves.add(new Move(t, from, to, costs[from][to]));
                    }
                }
            }
        }
        moves.sort(Comparator.comparingDouble(Move::cost));
        return moves.subList(0, Math.min(MOVES, moves.size()));
    }

    private void apply(Move move, int rows) {
        counts[move.type()][move.from()] -= rows;
        counts[move.type()][move.to()] += rows;
    }

    private boolean holds(Move move) {
        return counts[move.type()][move.from()] >= 0
                && rules.violation(counts, move.from()) == 0
                && rules.violation(counts, move.to()) == 0;
    }
}
