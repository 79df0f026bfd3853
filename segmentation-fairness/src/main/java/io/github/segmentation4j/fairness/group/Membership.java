package io.github.segmentation4j.fairness.group;

import io.github.segmentation4j.data.Categories;
import java.util.Arrays;
import java.util.BitSet;

/** To what degree each row belongs to each group. */
sealed interface Membership {
    int rows();

    /** From 0 to 1. */
    double of(int row, int group);

    /** What is unknown of a row, from 0 to 1. */
    double unknown(int row);

    /** Only these groups, in this order. */
    Membership of(int[] groups);

    /** One group for each row. */
    final class Codes implements Membership {
        private final int[] codes;
        private final boolean[] known;

        Codes(int[] codes) {
            this.codes = codes;
            known = new boolean[codes.length];
            for (int row = 0; row < codes.length; row++) {
                known[row] = codes[row] != Categories.MISSING;
            }
        }

        private Codes(int[] codes, boolean[] known) {
            this.codes = codes;
            this.known = known;
        }

        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public double of(int row, int group) {
            return codes[row] == group ? 1 : 0;
        }

        @Override
        public double unknown(int row) {
            return known[row] ? 0 : 1;
        }

        @Override
        public Membership of(int[] groups) {
            int highest = Arrays.stream(codes).max().orElse(0);
            int[] place = new int[Math.max(0, highest) + 1];
            Arrays.fill(place, Categories.MISSING);
            for (int i = 0; i < groups.length; i++) {
                if (groups[i] < place.length) {
                    place[groups[i]] = i;
                }
            }
            int[] kept = Arrays.stream(codes)
                    .map(code -> code < 0 ? Categories.MISSING : place[code])
                    .toArray();
            return new Codes(kept, known);
        }
    }

    /** Any number of groups for each row. */
    record Flags(int rows, BitSet[] members) implements Membership {
        @Override
        public double of(int row, int group) {
            return members[group].get(row) ? 1 : 0;
        }

        @Override
        public double unknown(int row) {
            return 0;
        }

        @Override
        public Membership of(int[] groups) {
            return new Flags(
                    rows,
                    Arrays.stream(groups).mapToObj(group -> members[group]).toArray(BitSet[]::new));
        }
    }

    /** A probability for each row and group. */
    record Probabilities(double[][] byRow, double[] rest) implements Membership {
        @Override
        public int rows() {
            return byRow.length;
        }

        @Override
        public double of(int row, int group) {
            return byRow[row][group];
        }

        @Override
        public double unknown(int row) {
            return rest[row];
        }

        @Override
        public Membership of(int[] groups) {
            double[][] kept = Arrays.stream(byRow)
                    .map(row -> Arrays.stream(groups)
                            .mapToDouble(group -> row[group])
                            .toArray())
                    .toArray(double[][]::new);
            return new Probabilities(kept, rest);
        }
    }
}
