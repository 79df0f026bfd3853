package io.github.segmentation4j.fairness.monitor;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a {@link SequentialParity} knows after some batches. A further batch gives a new state and leaves this one as it
 * is; {@link #state()} stores it.
 *
 * <p>Holds one number a batch beside a fixed 200. Immutable and safe for use by several threads.
 */
public final class ParityState {
    /** The number of persons at which the intervals are tightest: enough for a first judgement. */
    private static final double TIGHTEST = 1000;

    private final SequentialParity monitor;
    private final double[] stakes;
    private final double weight;
    private final double weightedGap;
    private final long persons;
    private final double[] evidence;

    /** A state that takes over its arrays. */
    ParityState(
            SequentialParity monitor,
            double[] stakes,
            double weight,
            double weightedGap,
            long persons,
            double[] evidence) {
        this.monitor = monitor;
        this.stakes = stakes;
        this.weight = weight;
        this.weightedGap = weightedGap;
        this.persons = persons;
        this.evidence = evidence;
    }

    /** The state after one more batch. A batch in which a group is absent is counted and changes nothing else. */
    public ParityState observe(ParityBatch batch) {
        double[] newStakes = stakes.clone();
        double newWeight = weight;
        double newWeightedGap = weightedGap;
        if (batch.compares()) {
            for (int bet = 0; bet < newStakes.length; bet++) {
                newStakes[bet] += monitor.bets().logFactor(bet, batch);
            }
            newWeight += batch.effectivePersons();
            newWeightedGap += batch.effectivePersons() * batch.gap();
        }
        double[] newEvidence = Arrays.copyOf(evidence, evidence.length + 1);
        newEvidence[evidence.length] = logMean(newStakes);
        return new ParityState(
                monitor, newStakes, newWeight, newWeightedGap, persons + batch.first() + batch.second(), newEvidence);
    }

    /** The monitor this is a state of. */
    public SequentialParity monitor() {
        return monitor;
    }

    /** The number of batches so far. */
    public int batches() {
        return evidence.length;
    }

    /** The number of persons so far. */
    public long persons() {
        return persons;
    }

    /**
     * The natural logarithm of the evidence now, an e-value: 0 before any batch, above it where the batches speak for a
     * difference beyond the margin.
     */
    public double logEvidence() {
        return evidence.length == 0 ? 0 : evidence[evidence.length - 1];
    }

    /** The natural logarithm of the largest evidence so far, at least 0. */
    public double logPeakEvidence() {
        return Math.max(0, Arrays.stream(evidence).max().orElse(0));
    }

    /** A p-value that holds however long one watches: 1 for each peak evidence. */
    public double p() {
        return StrictMath.exp(-logPeakEvidence());
    }

    /** The batch, counted from 1, after which the evidence first reached {@code 1 / level}, if it has. */
    public OptionalInt alarm() {
        double needed = -StrictMath.log(monitor.level());
        for (int batch = 0; batch < evidence.length; batch++) {
            if (evidence[batch] >= needed) {
                return OptionalInt.of(batch + 1);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The rate of the first group less that of the second, the batches weighted by {@code n1 n2 / (n1 + n2)}, with an
     * interval of a sequence of which all hold at once with a probability of at least {@code 1 - level}.
     *
     * <p>It is about the equally weighted differences of the true rates, needs no assumption but independent persons, and
     * is wide where rates are near 0 or 1. It is found in another way than the alarm, which may come while the interval
     * still touches the margin.
     */
    public Statistic gap() {
        if (weight == 0) {
            return Statistic.undetermined("no batch so far had persons of both groups");
        }
        double gap = Math.max(-1, Math.min(1, weightedGap / weight));
        double needed = -StrictMath.log(monitor.level());
        // The weighted sum of differences has a variance proxy of its weight: a mixture of normal densities bounds it.
        double mixture = TIGHTEST / (2 * needed + StrictMath.log(1 + 2 * needed));
        double bound = Math.sqrt(2 * (weight + mixture) * (needed + StrictMath.log1p(weight / mixture) / 2)) / weight;
        return new Statistic.Estimate(gap, Math.max(-1, gap - bound), Math.min(1, gap + bound), 1 - monitor.level());
    }

    /** The evidence after each batch, on the scale of the logarithm to the base 10. */
    public Exhibit.Curve curve() {
        List<Exhibit.Point> points = new ArrayList<>();
        for (int batch = 0; batch < evidence.length; batch++) {
            points.add(new Exhibit.Point(batch + 1.0, evidence[batch] / StrictMath.log(10)));
        }
        return new Exhibit.Curve("Evidence for a difference of rates", "batch", "log10 of the evidence", points);
    }

    /** The state as one row. */
    public Exhibit.Table table() {
        Statistic gap = gap();
        boolean known = gap instanceof Statistic.Estimate;
        return new Exhibit.Table(
                "Difference of rates so far",
                List.of("batches", "persons", "difference", "at least", "at most", "p", "alarm"),
                List.of(List.of(
                        Cell.amount(batches()),
                        Cell.count(persons),
                        Cell.of(gap),
                        known ? Cell.amount(((Statistic.Estimate) gap).lower()) : Cell.text(""),
                        known ? Cell.amount(((Statistic.Estimate) gap).upper()) : Cell.text(""),
                        Cell.amount(p()),
                        Cell.text(alarm().isPresent() ? "batch " + alarm().getAsInt() : "none"))));
    }

    /** What must be remembered to go on later, level and margin included; see {@link SequentialParity#restore}. */
    public ModelState state() {
        return SequentialParity.stored()
                .put("level", monitor.level())
                .put("margin", monitor.margin())
                .put("stakes", stakes)
                .put("weight", weight)
                .put("weightedGap", weightedGap)
                .put("persons", persons)
                .put("evidence", evidence)
                .build();
    }

    private static double logMean(double[] logs) {
        double largest = Arrays.stream(logs).max().orElse(0);
        double sum = 0;
        for (double log : logs) {
            sum += StrictMath.exp(log - largest);
        }
        return largest + StrictMath.log(sum / logs.length);
    }
}
