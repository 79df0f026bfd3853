package io.github.segmentation4j.cli;

import io.github.segmentation4j.Segmenter;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.quality.ChooseClusterCount;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.OptionalInt;

/**
 * How many segments there should be.
 *
 * @param given the number, or empty to let the data choose
 */
record ClusterCount(OptionalInt given) {
    private static final int FEWEST = 2;
    private static final int MOST = 12;

    static ClusterCount parse(String text) {
        if (text.equals("auto")) {
            return new ClusterCount(OptionalInt.empty());
        }
        try {
            int count = Integer.parseInt(text);
            if (count >= 1) {
                return new ClusterCount(OptionalInt.of(count));
            }
        } catch (NumberFormatException e) {
            throw new InvalidInputException(refusal(text), e);
        }
        throw new InvalidInputException(refusal(text));
    }

    private static String refusal(String text) {
        return "--clusters must be auto or a whole number of at least 1, was '" + text + "'";
    }

    Segmenter.Builder configure(Segmenter.Builder builder) {
        return given.isPresent()
                ? builder.cluster(KMeans.withClusters(given.getAsInt()))
                : builder.cluster(ChooseClusterCount.between(FEWEST, MOST).with(KMeans::withClusters));
    }
}
