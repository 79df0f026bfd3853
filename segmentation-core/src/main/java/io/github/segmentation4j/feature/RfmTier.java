package io.github.segmentation4j.feature;

/**
 * A named group of customers by the scores of {@link RfmScores}: R is the score of recency, FM the mean of the scores of
 * frequency and monetary value, halves rounded up. Every pair belongs to exactly one tier:
 *
 * <pre>
 *        FM 1             FM 2                 FM 3                 FM 4       FM 5
 * R 5    new              potential loyalist   potential loyalist   champions  champions
 * R 4    promising        potential loyalist   potential loyalist   loyal      champions
 * R 3    about to sleep   about to sleep       need attention       loyal      loyal
 * R 2    hibernating      hibernating          at risk              at risk    cannot lose them
 * R 1    lost             lost                 hibernating          at risk    cannot lose them
 * </pre>
 *
 * <p>The order of the constants runs from the best customers to those who are gone. Immutable, as every enum.
 */
public enum RfmTier {
    /** Bought lately, often, and for much. */
    CHAMPIONS("champions"),
    /** Buys regularly. */
    LOYAL("loyal"),
    /** Bought lately and more than once. */
    POTENTIAL_LOYALIST("potential loyalist"),
    /** Bought for the first time, just now. */
    NEW("new"),
    /** Bought lately, though little. */
    PROMISING("promising"),
    /** In the middle of every scale. */
    NEED_ATTENTION("need attention"),
    /** Bought little and not lately. */
    ABOUT_TO_SLEEP("about to sleep"),
    /** Used to buy often and has not for long. */
    AT_RISK("at risk"),
    /** Used to be among the best and has not bought for long. */
    CANNOT_LOSE("cannot lose them"),
    /** Bought little, long ago. */
    HIBERNATING("hibernating"),
    /** Bought least, longest ago. */
    LOST("lost");

    private static final RfmTier[][] TABLE = {
        {LOST, LOST, HIBERNATING, AT_RISK, CANNOT_LOSE},
        {HIBERNATING, HIBERNATING, AT_RISK, AT_RISK, CANNOT_LOSE},
        {ABOUT_TO_SLEEP, ABOUT_TO_SLEEP, NEED_ATTENTION, LOYAL, LOYAL},
        {PROMISING, POTENTIAL_LOYALIST, POTENTIAL_LOYALIST, LOYAL, CHAMPIONS},
        {NEW, POTENTIAL_LOYALIST, POTENTIAL_LOYALIST, CHAMPIONS, CHAMPIONS}
    };

    private final String words;

    RfmTier(String words) {
        this.words = words;
    }

    /** The name for people, in English. */
    public String displayName() {
        return words;
    }

    /**
     * The tier of three scores.
     *
     * @param recency 1 to 5, 5 for those who bought last
     * @param frequency 1 to 5
     * @param monetary 1 to 5
     */
    public static RfmTier of(int recency, int frequency, int monetary) {
        check("recency", recency);
        check("frequency", frequency);
        check("monetary", monetary);
        return TABLE[recency - 1][(frequency + monetary + 1) / 2 - 1];
    }

    private static void check(String name, int score) {
        if (score < 1 || score > 5) {
            throw new IllegalArgumentException("the score of " + name + " must be 1 to 5, was " + score);
        }
    }
}
