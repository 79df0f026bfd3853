package io.github.segmentation4j.feature;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.Arrays;
import java.util.Optional;

/**
 * Scores as learned by {@link RfmScores}: rates any customer, those of the fit and new ones.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FittedRfmScores {
    static final int SCORES = 5;

    private static final String TYPE = "rfmScores/1";
    private static final int RECENCY = 0;
    private static final String[] NAMES = {"recency", "frequency", "monetary"};

    private final int columns;
    private final int[] places;
    private final double[][] bounds;

    /**
     * Three scores, each 1 to 5.
     *
     * @param recency 5 for those who bought last
     * @param frequency 5 for those who bought most often
     * @param monetary 5 for those who spent most
     */
    public record Scores(int recency, int frequency, int monetary) {
        /** The tier of these scores. */
        public RfmTier tier() {
            return RfmTier.of(recency, frequency, monetary);
        }
    }

    FittedRfmScores(int columns, int[] places, double[][] bounds) {
        this.columns = columns;
        this.places = places;
        this.bounds = bounds;
    }

    /**
     * Scores from their stored state.
     *
     * @throws InvalidInputException if the state is of another type or was altered
     */
    public static FittedRfmScores restore(ModelState state) {
        Stored.require(state.type().equals(TYPE), state);
        int columns = state.integer("columns");
        int[] places = new int[NAMES.length];
        double[][] bounds = new double[NAMES.length][];
        for (int m = 0; m < NAMES.length; m++) {
            places[m] = state.integer(NAMES[m] + "Column");
            bounds[m] = state.numbers(NAMES[m] + "Bounds");
            Stored.require(places[m] >= 0 && places[m] < columns && bounds[m].length == SCORES - 1, state);
        }
        return new FittedRfmScores(columns, places, bounds);
    }

    /** The number of columns a row must have. */
    public int columnCount() {
        return columns;
    }

    /**
     * The scores of a customer.
     *
     * @param row the columns of the fit; NaN where missing
     * @return empty if recency, frequency or monetary value is missing
     */
    public Optional<Scores> scores(double[] row) {
        if (row.length != columns) {
            throw new InvalidInputException(
                    "a row must have the " + columns + " columns of the fit, had " + row.length);
        }
        int[] scores = new int[places.length];
        for (int m = 0; m < places.length; m++) {
            double value = row[places[m]];
            if (Double.isNaN(value)) {
                return Optional.empty();
            }
            int above = 0;
            while (above < SCORES - 1 && value > bounds[m][above]) {
                above++;
            }
            scores[m] = m == RECENCY ? SCORES - above : above + 1;
        }
        return Optional.of(new Scores(scores[0], scores[1], scores[2]));
    }

    /**
     * The tier of a customer.
     *
     * @param row the columns of the fit; NaN where missing
     * @return empty if recency, frequency or monetary value is missing, as for a customer who never bought
     */
    public Optional<RfmTier> tier(double[] row) {
        return scores(row).map(Scores::tier);
    }

    /** What must be stored to restore it. */
    public ModelState state() {
        ModelState.Builder state = ModelState.of(TYPE).put("columns", columns);
        for (int m = 0; m < NAMES.length; m++) {
            state.put(NAMES[m] + "Column", places[m]).put(NAMES[m] + "Bounds", bounds[m]);
        }
        return state.build();
    }

    @Override
    public String toString() {
        return "rfm scores of columns " + Arrays.toString(places);
    }
}
