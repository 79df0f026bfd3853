package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What balance costs: for targets from none to the most that is possible, a clustering whose segments have at least that
 * balance, and its cost beside that of plain k-means.
 *
 * <pre>{@code
 * TrainingSet training = TrainingSet.of(matrix).withGroups(List.of(sex));
 * FairnessCurve curve = FairnessCurve.withClusters(10).towards("sex").trace(training, RunContext.seeded(42));
 * FairnessCurve.Point most = curve.fairestWithin(0.05, RunContext.seeded(42)); // at most 5 % dearer than k-means
 * int[] labels = most.assignment().labels();
 * }</pre>
 *
 * <p>The balance of a segment is the number of its rows of the smallest group over that of the largest, of the groups that
 * have any rows; a target is what every segment has at least. The first target is 0, which plain k-means obeys. The others
 * lie at even distances above the balance that k-means has by itself, up to {@code floor(s / k) / ceil(l / k)} with s and l
 * the numbers of rows of the smallest and the largest group: what segments that share each group evenly reach. A balance
 * nearer that of all rows leaves hardly any segment with rows. Where k-means is as balanced as that already, or there is
 * but one group, the first target is the only one.
 *
 * <p>How it is traced: k-means with restarts, then from target to target, each from the centres and prices of the one
 * before; at the strictest target some runs from k-means++ too; and back again, where the solution of a stricter target,
 * which obeys a looser one as well, is never given up for a dearer one. So the cost never falls with the target. Each run
 * alternates {@link FairAssignment} and the means of the segments.
 *
 * <p>Time is that of some 10 assignments for each target, memory beyond one of them 8 bytes for each row and target. The
 * same rows, options and seed give the same bits for any number of threads.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: S. A. Esmaeili, B. Brubach, A. Srinivasan, J. P. Dickerson, Fair clustering under a bounded cost, NeurIPS
 * 2021; D. Bertsimas, V. F. Farias, N. Trichakis, The price of fairness, Operations Research 59(1), 2011; V. Satopää, J.
 * Albrecht, D. Irwin, B. Raghavan, Finding a "kneedle" in a haystack, ICDCS Workshops 2011.
 */
public final class FairnessCurve {
    /** After as many halvings the target is known to a thousandth of the distance of two targets of the curve. */
    private static final int HALVINGS = 10;

    private final BalanceSearch search;
    private final BalanceSearch.Outcome plain;
    private final List<BalanceSearch.Outcome> outcomes;

    FairnessCurve(BalanceSearch search, BalanceSearch.Outcome plain, List<BalanceSearch.Outcome> outcomes) {
        this.search = search;
        this.plain = plain;
        this.outcomes = List.copyOf(outcomes);
    }

    /**
     * Options of a curve of 15 targets with 5 restarts; it needs to be told {@link Tracer#towards} whom to be fair.
     *
     * @param clusters at least 1; no more than there are distinct rows, which {@code trace} checks
     */
    public static Tracer withClusters(int clusters) {
        return new Tracer(Tracer.atLeast(1, "clusters", clusters), "", 15, 5);
    }

    /**
     * Traces curves.
     *
     * <p>Immutable and safe for use by several threads.
     */
    public static final class Tracer {
        private final int clusters;
        private final String attribute;
        private final int targets;
        private final int restarts;

        private Tracer(int clusters, String attribute, int targets, int restarts) {
            this.clusters = clusters;
            this.attribute = attribute;
            this.targets = targets;
            this.restarts = restarts;
        }

        private static int atLeast(int least, String name, int value) {
            if (value < least) {
                throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
            }
            return value;
        }

        /**
         * These options with the protected attribute whose groups are balanced.
         *
         * @param name not blank
         */
        public Tracer towards(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("the protected attribute must have a name, was blank");
            }
            return new Tracer(clusters, name, targets, restarts);
        }

        /**
         * These options with a number of targets; 15 if not said.
         *
         * @param count at least 2
         */
        public Tracer withTargets(int count) {
            return new Tracer(clusters, attribute, atLeast(2, "targets", count), restarts);
        }

        /**
         * These options with a number of runs of k-means, and of as many at the strictest target; 5 if not said.
         *
         * @param count at least 1
         */
        public Tracer withRestarts(int count) {
            return new Tracer(clusters, attribute, targets, atLeast(1, "restarts", count));
        }

        /**
         * Traces the curve of rows.
         *
         * @param training rows without weights, with the groups of the attribute
         * @param context seed, executor, listener and cancellation
         * @throws IllegalArgumentException if it was not said towards whom to be fair
         * @throws io.github.segmentation4j.run.InvalidInputException if groups are missing, others or weights are there,
         *     no row has a group, or the rows cannot be clustered
         */
        public FairnessCurve trace(TrainingSet training, RunContext context) {
            if (attribute.isEmpty()) {
                throw new IllegalArgumentException("say which groups to be fair to, see FairnessCurve.Tracer.towards");
            }
            return BalanceSearch.of(training, attribute, clusters).trace(targets, restarts, context);
        }
    }

    /**
     * A clustering of the curve.
     *
     * <p>Immutable and safe for use by several threads.
     */
    public static final class Point {
        private final BalanceSearch.Outcome outcome;
        private final CertifiedAssignment assignment;
        private final Statistic balance;
        private final Statistic price;

        private Point(
                BalanceSearch.Outcome outcome, CertifiedAssignment assignment, Statistic balance, Statistic price) {
            this.outcome = outcome;
            this.assignment = assignment;
            this.balance = balance;
            this.price = price;
        }

        /** The balance that every segment has at least. */
        public double target() {
            return outcome.target().value();
        }

        /** The least balance of a segment with rows: a fact about these rows, so it has no interval. */
        public Statistic balance() {
            return balance;
        }

        /** The sum of the squared distances of all rows to the centres of their segments. */
        public double cost() {
            return assignment.cost();
        }

        /** No assignment to these centres with this target costs less. */
        public double lowerBound() {
            return assignment.lowerBound();
        }

        /** The price of fairness: the cost over that of plain k-means, if that costs anything. */
        public Statistic price() {
            return price;
        }

        /** The segments of the rows, with the numbers of each group. */
        public CertifiedAssignment assignment() {
            return assignment;
        }

        /** The centres, segments x columns, copied. */
        public double[][] centres() {
            return Arrays.stream(outcome.state().centres()).map(double[]::clone).toArray(double[][]::new);
        }

        @Override
        public String toString() {
            return "target " + target() + ", cost " + cost();
        }
    }

    /** The points, in the order of their targets; neither targets nor costs fall. */
    public List<Point> points() {
        return outcomes.stream().map(this::point).toList();
    }

    private Point point(BalanceSearch.Outcome outcome) {
        Statistic price = plainCost() > 0
                ? Statistic.of(outcome.cost() / plainCost())
                : Statistic.undetermined("k-means costs nothing, which nothing can be compared with");
        return new Point(outcome, search.certified(outcome), search.balance(outcome), price);
    }

    /** The cost of plain k-means. */
    public double plainCost() {
        return plain.cost();
    }

    /**
     * The point of the best exchange: of the first point and the last, scaled so that one lies at (0, 0) and the other at
     * (1, 1), the one whose target exceeds its cost most; of several the one with the largest target. The first point lies
     * at the balance of plain k-means. Where nothing costs more than the first point, it is the last.
     */
    public Point knee() {
        int last = outcomes.size() - 1;
        double width = outcomes.get(last).target().value() - search.plainBalance(plain);
        double height = outcomes.get(last).cost() - outcomes.get(0).cost();
        int knee = last;
        double most = 0;
        for (int i = last - 1; i > 0 && height > 0; i--) {
            double right = (outcomes.get(i).target().value() - search.plainBalance(plain)) / width;
            double up = (outcomes.get(i).cost() - outcomes.get(0).cost()) / height;
            if (right - up > most) {
                most = right - up;
                knee = i;
            }
        }
        return point(outcomes.get(knee));
    }

    /**
     * The fairest clustering that is found at most so much dearer than plain k-means: the last of the curve that is, and
     * then by {@value #HALVINGS} halvings between its target and the next.
     *
     * @param extraShare what may be added to the cost of k-means, as a part of it; finite, not negative
     * @param context executor, listener and cancellation
     */
    public Point fairestWithin(double extraShare, RunContext context) {
        if (!(extraShare >= 0) || Double.isInfinite(extraShare)) {
            throw new IllegalArgumentException(
                    "the extra share of the cost must be finite and not negative, was " + extraShare);
        }
        double budget = plainCost() + plainCost() * extraShare;
        int at = IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.get(i).cost() <= budget)
                .max()
                .orElse(0);
        if (at == outcomes.size() - 1) {
            return point(outcomes.get(at));
        }
        return point(search.refine(plain, outcomes.get(at), outcomes.get(at + 1), budget, HALVINGS, context));
    }

    /** The price of fairness against the target; the cost where k-means costs nothing. */
    public Exhibit.Curve curve() {
        boolean relative = plainCost() > 0;
        return new Exhibit.Curve(
                "What balance of " + search.attribute() + " costs",
                "balance of every segment at least",
                relative ? "cost over that of k-means" : "cost",
                outcomes.stream()
                        .map(one -> new Exhibit.Point(
                                one.target().value(), relative ? one.cost() / plainCost() : one.cost()))
                        .toList());
    }

    /** The points as a table. */
    public Exhibit.Table table() {
        List<List<Cell>> rows = points().stream()
                .map(point -> List.of(
                        Cell.amount(point.target()),
                        Cell.of(point.balance()),
                        Cell.amount(point.cost()),
                        Cell.amount(point.lowerBound()),
                        Cell.of(point.price()),
                        Cell.count(point.assignment().movedCount())))
                .toList();
        return new Exhibit.Table(
                "What balance of " + search.attribute() + " costs",
                List.of("balance at least", "balance", "cost", "cost at least", "cost over that of k-means", "moved"),
                rows);
    }
}
