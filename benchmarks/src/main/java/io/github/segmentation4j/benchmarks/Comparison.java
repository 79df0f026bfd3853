package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.Clusterer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One table for one shape: this library's k-means, other libraries, and whoever else is put into it.
 *
 * <pre>{@code Comparison.of("100000x8x10").with("mine", clusterer).print();}</pre>
 *
 * <p>The contenders take turns, so that whatever disturbs the machine meets all of them, and each must give the result of
 * this library's k-means from the same starts before it is timed.
 *
 * <p>Immutable; run one at a time, or they measure each other.
 */
public final class Comparison {
    /** Rounds of a table that is to be published. */
    static final int ROUNDS = 5;

    private final Shape shape;
    private final List<Contender> contenders;
    private final int rounds;

    private Comparison(Shape shape, List<Contender> contenders, int rounds) {
        this.shape = shape;
        this.contenders = contenders;
        this.rounds = rounds;
    }

    /** A comparison of k-means with the peers that need no profile. */
    public static Comparison of(Shape shape) {
        return of(shape, peers(), ROUNDS);
    }

    /** The same for a shape such as {@code 100000x8x10}: rows, columns and clusters. */
    public static Comparison of(String shape) {
        return of(Shape.parse(shape));
    }

    static Comparison of(Shape shape, List<Contender> peers, int rounds) {
        List<Contender> all = new ArrayList<>();
        all.add(new KMeansContender(Workload.THREADS));
        all.add(new KMeansContender(1));
        all.addAll(peers);
        return new Comparison(shape, List.copyOf(all), rounds);
    }

    /** The libraries that every build of this module holds. */
    static List<Contender> peers() {
        return List.of(new CommonsMathContender(), new TribuoContender());
    }

    /** This comparison with a clusterer, timed as a whole on two threads. */
    public Comparison with(String name, Clusterer clusterer) {
        return with(new ClustererContender(Objects.requireNonNull(name, "name"), clusterer));
    }

    /** This comparison with a further contender. */
    public Comparison with(Contender contender) {
        List<Contender> all = new ArrayList<>(contenders);
        all.add(Objects.requireNonNull(contender, "contender"));
        return new Comparison(shape, List.copyOf(all), rounds);
    }

    /**
     * Measures and prints the table. A contender that claims to do Lloyd's iterations and comes to another result is left
     * out, and a note under the table says so.
     */
    public void print() {
        System.out.print(measure().text());
    }

    Report measure() {
        Workload workload = Workload.of(shape);
        Reference reference = new Reference(workload);
        List<Measurement> lines = new ArrayList<>(AssignmentRace.all(workload, rounds));
        lines.add(SeedingRace.measure(workload, rounds));
        Report report = new Report(lines, List.of()).and(new FitRace(workload, reference, rounds).measure(contenders));
        List<String> notes = reference.converged()
                ? List.of("k-means of " + shape + " converged before " + Workload.ITERATIONS
                        + " iterations: its lines say nothing of the cost of one")
                : List.of();
        return report.and(new Report(List.of(), notes));
    }
}
