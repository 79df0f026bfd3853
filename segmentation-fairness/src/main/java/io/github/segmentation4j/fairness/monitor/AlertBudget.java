package io.github.segmentation4j.fairness.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A rate of false alarms that several monitors share, such as one of each group or segment. Without one, twenty monitors
 * at a level of 0.05 raise one false alarm on average. The levels of the monitors themselves are of no account here, nor
 * does it matter how they depend on each other.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: C. E. Bonferroni, Teoria statistica delle classi e calcolo delle probabilità, 1936; R. Wang, A. Ramdas,
 * False discovery rate control with e-values, Journal of the Royal Statistical Society B 84, 2022 (e-BH).
 */
public final class AlertBudget {
    private enum Kind {
        FAMILY_WISE,
        FALSE_DISCOVERY
    }

    private final Kind kind;
    private final double level;

    private AlertBudget(Kind kind, double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("the level must lie between 0 and 1, was " + level);
        }
        this.kind = kind;
        this.level = level;
    }

    /**
     * Bounds the probability of even one false alarm of any monitor at any time: each has an equal part of the level.
     *
     * @param level above 0 and below 1
     */
    public static AlertBudget familyWise(double level) {
        return new AlertBudget(Kind.FAMILY_WISE, level);
    }

    /**
     * Bounds the expected share of false alarms among the alarms, whenever one stops to look (e-BH). It judges the evidence
     * as it is now, so an alarm may end.
     *
     * @param level above 0 and below 1
     */
    public static AlertBudget falseDiscovery(double level) {
        return new AlertBudget(Kind.FALSE_DISCOVERY, level);
    }

    /**
     * The monitors that raise an alarm.
     *
     * @param states the state of every monitor that shares this budget, those without an alarm as well
     * @return places in {@code states}, ascending
     */
    public List<Integer> alarms(List<ParityState> states) {
        double[] evidence = states.stream()
                .mapToDouble(kind == Kind.FAMILY_WISE ? ParityState::logPeakEvidence : ParityState::logEvidence)
                .toArray();
        double needed = StrictMath.log(states.size() / level);
        if (kind == Kind.FALSE_DISCOVERY) {
            needed = neededForDiscovery(evidence);
        }
        List<Integer> alarms = new ArrayList<>();
        for (int i = 0; i < evidence.length; i++) {
            if (evidence[i] >= needed) {
                alarms.add(i);
            }
        }
        return List.copyOf(alarms);
    }

    /** The evidence of the last of the {@code k} largest, for the largest {@code k} at which it is enough. */
    private double neededForDiscovery(double[] evidence) {
        List<Double> descending = Arrays.stream(evidence)
                .boxed()
                .sorted(Comparator.reverseOrder())
                .toList();
        for (int k = descending.size(); k >= 1; k--) {
            if (descending.get(k - 1) >= StrictMath.log(descending.size() / (level * k))) {
                return descending.get(k - 1);
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
