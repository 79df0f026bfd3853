package io.github.segmentation4j.fairness.unobserved;

/**
 * Customers who share the value of a proxy, such as a postal area, and how likely they are members of a group.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param name the value of the proxy
 * @param customers how many customers the cell has, at least 0
 * @param positives how many of them have the outcome, such as an offer
 * @param groupShare the probability that a customer of the cell is a member, 0 to 1
 * @param groupSample how many persons that probability was estimated from; 0 if it is known, as from a census
 */
public record ProxyCell(String name, long customers, long positives, double groupShare, long groupSample) {
    /** Checks the numbers. */
    public ProxyCell {
        if (customers < 0 || positives < 0 || positives > customers || groupSample < 0) {
            throw new IllegalArgumentException("a cell needs 0 <= positives <= customers and a sample of 0 or more,"
                    + " were " + positives + ", " + customers + " and " + groupSample);
        }
        if (!(groupShare >= 0 && groupShare <= 1)) {
            throw new IllegalArgumentException("a group share must lie between 0 and 1, was " + groupShare);
        }
    }

    /** A cell whose group share is known. */
    public static ProxyCell known(String name, long customers, long positives, double groupShare) {
        return new ProxyCell(name, customers, positives, groupShare, 0);
    }

    /**
     * A cell whose group share is estimated from other persons of the same proxy value.
     *
     * @param members how many of those persons are members
     * @param of how many persons there are, at least 1
     */
    public static ProxyCell estimated(String name, long customers, long positives, long members, long of) {
        if (of < 1 || members < 0 || members > of) {
            throw new IllegalArgumentException(
                    "a share needs 0 <= members <= of and of >= 1, were " + members + " and " + of);
        }
        return new ProxyCell(name, customers, positives, (double) members / of, of);
    }

    double positiveShare() {
        return (double) positives / customers;
    }

    /** The variance of the estimated group share, with half a person added to each side so that it is never 0. */
    double groupVariance() {
        if (groupSample == 0) {
            return 0;
        }
        double share = (groupShare * groupSample + 0.5) / (groupSample + 1);
        return share * (1 - share) / groupSample;
    }
}
