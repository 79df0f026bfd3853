package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.privacy.anonymity.SensitiveModel.Tally;

/** How the diversity of sensitive values is measured, and how much is asked. */
sealed interface Diversity {
    double value(Tally tally);

    boolean holds(double value);

    boolean moreIsSafer();

    String description();

    /** At least l different values. */
    record Distinct(int l) implements Diversity {
        public Distinct {
            requireSeveral(l);
        }

        @Override
        public double value(Tally tally) {
            return tally.distinct();
        }

        @Override
        public boolean holds(double value) {
            return value >= l;
        }

        @Override
        public boolean moreIsSafer() {
            return true;
        }

        @Override
        public String description() {
            return "at least " + l + " different values";
        }
    }

    /** The entropy of at least l equally frequent values; measured as its exponential. */
    record Entropy(double l) implements Diversity {
        public Entropy {
            if (!(l > 1 && Double.isFinite(l))) {
                throw new IllegalArgumentException("l must be above 1 and finite, was " + l);
            }
        }

        @Override
        public double value(Tally tally) {
            double entropy = 0;
            for (int i = 0; i < tally.distinct(); i++) {
                double share = (double) tally.count(i) / tally.known();
                entropy -= share * StrictMath.log(share);
            }
            return StrictMath.exp(entropy);
        }

        @Override
        public boolean holds(double value) {
            return value >= l * (1 - AnonymityModel.ROUNDING);
        }

        @Override
        public boolean moreIsSafer() {
            return true;
        }

        @Override
        public String description() {
            return "values as diverse as " + l + " equally frequent ones";
        }
    }

    /** The most frequent value has fewer than c times the rows of the l-th most frequent and rarer ones. */
    record Recursive(double c, int l) implements Diversity {
        public Recursive {
            requireSeveral(l);
            if (!(c > 0 && Double.isFinite(c))) {
                throw new IllegalArgumentException("c must be above 0 and finite, was " + c);
            }
        }

        @Override
        public double value(Tally tally) {
            int[] sorted = tally.sortedCounts();
            long rare = 0;
            for (int i = 0; i <= sorted.length - l; i++) {
                rare += sorted[i];
            }
            return rare == 0 ? Double.POSITIVE_INFINITY : (double) sorted[sorted.length - 1] / rare;
        }

        @Override
        public boolean holds(double value) {
            return value < c;
        }

        @Override
        public boolean moreIsSafer() {
            return false;
        }

        @Override
        public String description() {
            return "a most frequent value with fewer than " + c + " times the rows of the rarer ones from place " + l;
        }
    }

    private static void requireSeveral(int l) {
        if (l < 2) {
            throw new IllegalArgumentException("l must be at least 2, was " + l + "; 1 hides no value");
        }
    }
}
