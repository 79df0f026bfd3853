package io.github.segmentation4j.privacy.accounting;

/**
 * A privacy loss on whole multiples of a width. A loss between two of them is put on both so that its chance stays what it
 * was under P and under Q, as {@link LossAtoms} does with intervals.
 */
final class LossGrid {
    private final long first;
    private final double[] masses;

    private LossGrid(long first, double[] masses) {
        this.first = first;
        this.masses = masses;
    }

    static LossGrid of(LossAtoms atoms, double width) {
        long first = (long) Math.floor(atoms.loss(0) / width);
        long last = (long) Math.floor(atoms.largest() / width) + 1;
        double[] masses = new double[Math.toIntExact(last - first + 1)];
        double all = -StrictMath.expm1(-width);
        for (int i = 0; i < atoms.size(); i++) {
            double loss = atoms.loss(i);
            long cell = (long) Math.floor(loss / width);
            double above = Math.max(0, loss - cell * width);
            // The difference keeps the rounding of both its terms.
            double error = 4e-16 * (Math.abs(loss) + width);
            double up = Math.min(1, (-StrictMath.expm1(-above) + error) / all);
            int at = (int) (cell - first);
            masses[at] += atoms.mass(i) * (1 - up);
            masses[at + 1] += atoms.mass(i) * up;
        }
        return new LossGrid(first, masses);
    }

    /** The number of widths at which the first chance lies. */
    long first() {
        return first;
    }

    int size() {
        return masses.length;
    }

    double mass(int i) {
        return masses[i];
    }

    double[] convolved(LossGrid other) {
        double[] sum = new double[masses.length + other.masses.length - 1];
        for (int i = 0; i < masses.length; i++) {
            for (int j = 0; j < other.masses.length; j++) {
                sum[i + j] += masses[i] * other.masses[j];
            }
        }
        return sum;
    }
}
