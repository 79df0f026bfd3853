package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.privacy.noise.NoiseSource;
import java.math.BigInteger;

/**
 * How a number from -1 to 1 is reported: by the piecewise mechanism with some chance, else by Duchi's. The chance does not
 * depend on the number, so that both may use the whole of epsilon.
 *
 * @param duchi one part
 * @param piecewise the other
 * @param pieces the chance of the piecewise part, in units of 2^-62
 */
record MeanLaw(DuchiLaw duchi, PiecewiseLaw piecewise, long pieces) {
    static final long COIN = 1L << 62;

    static MeanLaw duchi(double epsilon) {
        return new MeanLaw(DuchiLaw.of(epsilon), PiecewiseLaw.of(epsilon), 0);
    }

    static MeanLaw piecewise(double epsilon) {
        return new MeanLaw(DuchiLaw.of(epsilon), PiecewiseLaw.of(epsilon), COIN);
    }

    static MeanLaw hybrid(double epsilon) {
        MeanLaw alone = duchi(epsilon);
        // At this chance the variance is the same for all numbers.
        long pieces = (long) (-StrictMath.expm1(-epsilon / 2) * COIN);
        MeanLaw mixed = new MeanLaw(alone.duchi, alone.piecewise, pieces);
        return mixed.variance(0) < alone.variance(0) ? mixed : alone;
    }

    MeanReport draw(long units, NoiseSource source) {
        return source.nextLong(COIN) < pieces ? piecewise.draw(units, source) : duchi.draw(units, source);
    }

    /** The variance of one report in the estimate. */
    double variance(double place) {
        double chance = (double) pieces / COIN;
        return chance * piecewise.variance(place) + (1 - chance) * duchi.variance(place);
    }

    /**
     * Duchi's mechanism: the number is rounded at random to one of the ends, so that its mean stays, and randomised
     * response tells which.
     */
    record DuchiLaw(Odds odds) {
        static DuchiLaw of(double epsilon) {
            return new DuchiLaw(Odds.of(epsilon, 1));
        }

        MeanReport draw(long units, NoiseSource source) {
            boolean upper = source.nextLong(Bounds.UNITS) < units;
            return new MeanReport.Sign(upper == odds.isTruth(source));
        }

        /** What an upper report counts in the estimate; a lower one counts as much below 0. */
        double scale() {
            return odds.total(1) / (double) (odds.truth() - odds.lie());
        }

        double variance(double place) {
            return scale() * scale() - place * place;
        }
    }

    /**
     * The piecewise mechanism with answers on a fixed row of cells: any cell or, with some chance, one of a window whose
     * place says what the number is.
     *
     * @param cells how many cells there are, a power of two
     * @param window how many cells the window has
     * @param inWindow the chance of a cell of the window rather than of any, in units of 2^-62
     */
    record PiecewiseLaw(long cells, long window, long inWindow) {
        /** So many that what the cells lose against a continuous answer is beyond the digits of a double. */
        private static final int CELL_BITS = 48;

        static PiecewiseLaw of(double epsilon) {
            return of(epsilon, CELL_BITS);
        }

        static PiecewiseLaw of(double epsilon, int cellBits) {
            long cells = 1L << cellBits;
            // The share that Wang et al. give the window.
            long window = Math.max(1, Math.round(cells / (StrictMath.exp(epsilon / 2) + 1)));
            Odds odds = Odds.of(epsilon, 1);
            // A cell in the window is told with chance c / window + (1 - c) / cells, one outside with (1 - c) / cells;
            // the odds are their ratio.
            BigInteger inside = BigInteger.valueOf(odds.truth() - odds.lie()).multiply(BigInteger.valueOf(window));
            BigInteger total = BigInteger.valueOf(odds.lie())
                    .multiply(BigInteger.valueOf(cells))
                    .add(inside);
            BigInteger chance = inside.multiply(BigInteger.valueOf(COIN)).divide(total);
            return new PiecewiseLaw(cells, window, chance.longValueExact());
        }

        MeanReport draw(long units, NoiseSource source) {
            long start = start(units, source.nextLong(Bounds.UNITS));
            boolean windowed = source.nextLong(COIN) < inWindow;
            return new MeanReport.Cell(windowed ? start + source.nextLong(window) : source.nextLong(cells));
        }

        /** The first cell of the window, in proportion to the units and rounded at random so that this holds on average. */
        private long start(long units, long draw) {
            long high = Math.multiplyHigh(units, cells - window);
            long low = units * (cells - window);
            long whole = (high << (Long.SIZE - Bounds.UNIT_BITS)) | (low >>> Bounds.UNIT_BITS);
            return draw < (low & (Bounds.UNITS - 1)) ? whole + 1 : whole;
        }

        /** What half a cell away from the middle counts in the estimate. */
        double scale() {
            return 1 / ((double) inWindow / COIN * (cells - window));
        }

        double variance(double place) {
            double chance = (double) inWindow / COIN;
            // Second moments in half cells: of all cells, of the window about its middle, of that middle.
            double all = ((double) cells * cells - 1) / 3;
            double within = ((double) window * window - 1) / 3;
            double shift = place * (cells - window);
            double moment = (1 - chance) * all + chance * (within + shift * shift);
            return moment * scale() * scale() - place * place;
        }
    }
}
