package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Every kind of private answer, over data of one shape. */
final class Answers {
    static final RunContext CONTEXT = RunContext.seeded(1);
    static final double LOWER = -2;
    static final double UPPER = 6;
    static final int SEGMENTS = 4;
    private static final int GROUPS = 3;
    private static final Checkpoint NONE = Checkpoint.none();

    private Answers() {}

    /** Rows of customers. */
    record Data(List<Integer> customers, List<Double> values, List<Integer> segments, List<Integer> groups) {
        static Data empty() {
            return new Data(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /** Adds one to six rows of a customer; values at, between and beyond the bounds. */
        Data add(int customer, SeededRandom random, int rows) {
            double[] corners = {LOWER - 1, LOWER, UPPER, UPPER + 50, 0, random.nextDouble() * 8 - 2};
            for (int i = 0; i < rows; i++) {
                customers.add(customer);
                values.add(corners[random.nextInt(corners.length)]);
                segments.add(random.nextInt(SEGMENTS + 1) - 1);
                groups.add(random.nextInt(GROUPS + 1) - 1);
            }
            return this;
        }

        int rows() {
            return customers.size();
        }

        double[] numbers() {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }

        int[] labels() {
            return ints(segments);
        }

        Categories categories() {
            return Categories.of("group", List.of("a", "b", "c"), ints(groups));
        }

        FeatureMatrix matrix() {
            double[][] rows = new double[rows()][];
            for (int r = 0; r < rows.length; r++) {
                rows[r] = new double[] {values.get(r), -10 * values.get(r)};
            }
            FeatureMatrix.Builder builder =
                    FeatureMatrix.builder(List.of(Feature.of("x"), Feature.of("y")), rows.length);
            for (int r = 0; r < rows.length; r++) {
                builder.setRow(r, rows[r]);
            }
            return builder.build();
        }

        BitSet large() {
            BitSet large = new BitSet();
            for (int row = 0; row < rows(); row++) {
                large.set(row, values.get(row) > 1);
            }
            return large;
        }

        Contributions oneRowEach(boolean segmented) {
            return segmented ? Contributions.oneRowEach(labels(), SEGMENTS) : Contributions.oneRowEach(rows());
        }

        Contributions bounded(int rows, int perCustomer, boolean segmented) {
            ContributionBounds bounds =
                    ContributionBounds.rows(rows).withSegments(perCustomer).withNoise(() -> SeededNoise.of(5));
            return segmented
                    ? bounds.of(ints(customers), labels(), SEGMENTS, CONTEXT)
                    : bounds.of(ints(customers), CONTEXT);
        }

        private static int[] ints(List<Integer> list) {
            return list.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    @FunctionalInterface
    interface Run {
        Object of(Data data, Contributions contributions, PrivacyCharge charge, RunContext context);
    }

    @FunctionalInterface
    interface Exact {
        long[] of(Data data, Contributions contributions);
    }

    @FunctionalInterface
    interface Sensitive {
        Sensitivity of(Contributions contributions, PrivacyCharge charge);
    }

    @FunctionalInterface
    interface Predict {
        double of(Contributions contributions, PrivacyCharge charge);
    }

    /** A kind of answer; {@code segmented} if it needs segments. */
    record Answer(String name, boolean segmented, Run run, Exact exact, Sensitive sensitive, Predict predict) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Answer> all() {
        PrivateSum sum = PrivateSum.within(LOWER, UPPER);
        PrivateMean mean = PrivateMean.within(LOWER, UPPER);
        PrivateQuantiles quantiles = PrivateQuantiles.within(LOWER, UPPER);
        PrivateHistogram histogram = PrivateHistogram.ofEdges(LOWER, 0, 1, UPPER);
        PrivateProfiles profiles =
                PrivateProfiles.within(new double[] {LOWER, -10 * UPPER}, new double[] {UPPER, -10 * LOWER});
        PartitionSelection threshold = PartitionSelection.threshold(1e-6);
        return List.of(
                new Answer(
                        "count",
                        false,
                        (data, kept, charge, context) ->
                                PrivateCount.withDefaults().where(data.large(), kept, charge, context),
                        (data, kept) -> PrivateCount.exact(data.large(), kept, NONE),
                        (kept, charge) -> PrivateCount.sensitivity(kept),
                        PrivateCount.withDefaults()::predict),
                new Answer(
                        "sum",
                        false,
                        (data, kept, charge, context) -> sum.of(data.numbers(), kept, charge, context),
                        (data, kept) -> sum.exact(data.numbers(), kept, NONE),
                        (kept, charge) -> sum.sensitivity(kept, charge.adjacency()),
                        sum::predict),
                new Answer(
                        "mean",
                        false,
                        (data, kept, charge, context) -> mean.of(data.numbers(), kept, charge, context),
                        (data, kept) -> mean.exactSum(data.numbers(), kept, NONE),
                        (kept, charge) -> PrivateMean.sumSensitivity(kept, charge.adjacency()),
                        (kept, charge) -> mean.predict(kept, charge, 100)),
                new Answer(
                        "quantiles",
                        false,
                        (data, kept, charge, context) -> quantiles.of(data.numbers(), kept, charge, context),
                        (data, kept) -> quantiles.exact(data.numbers(), kept, NONE),
                        (kept, charge) -> PrivateQuantiles.sensitivity(kept, charge.adjacency()),
                        (kept, charge) -> quantiles.predict(kept, charge, 100)),
                new Answer(
                        "histogram",
                        false,
                        (data, kept, charge, context) -> histogram.of(data.numbers(), kept, charge, context),
                        (data, kept) -> Rows.count(kept, 3, row -> histogram.bin(data.numbers()[row]), NONE),
                        (kept, charge) -> Sensitivity.ofCounts(kept, charge.adjacency(), 1),
                        histogram::predict),
                new Answer(
                        "categories",
                        false,
                        (data, kept, charge, context) -> PrivateFrequencies.withDefaults()
                                .ofCategories(data.categories(), kept, charge, context),
                        (data, kept) -> Rows.count(kept, GROUPS, data.categories()::code, NONE),
                        (kept, charge) -> Sensitivity.ofCounts(kept, charge.adjacency(), 1),
                        PrivateFrequencies.withDefaults()::predictCategories),
                new Answer(
                        "segment sizes",
                        true,
                        (data, kept, charge, context) ->
                                PrivateFrequencies.withDefaults().ofSegments(kept, charge, context),
                        (data, kept) -> PrivateProfiles.exactCounts(kept, NONE),
                        (kept, charge) -> Sensitivity.ofSegmentCounts(kept, charge.adjacency()),
                        PrivateFrequencies.withDefaults()::predictSegments),
                new Answer(
                        "bounds",
                        false,
                        (data, kept, charge, context) ->
                                PrivateBounds.withDefaults().of(data.numbers(), kept, charge, context),
                        (data, kept) -> PrivateBounds.exact(data.numbers(), kept, NONE),
                        (kept, charge) -> PrivateBounds.sensitivity(kept, charge.adjacency()),
                        PrivateBounds.withDefaults()::predict),
                new Answer(
                        "profiles",
                        true,
                        (data, kept, charge, context) -> profiles.of(data.matrix(), kept, charge, context),
                        (data, kept) -> profiles.exactSums(data.matrix(), kept, CONTEXT),
                        profiles::sumSensitivity,
                        profiles::predictSizes),
                new Answer(
                        "table",
                        true,
                        (data, kept, charge, context) ->
                                PrivateTables.withDefaults().of(data.categories(), kept, charge, context),
                        (data, kept) -> PrivateTables.exact(data.categories(), kept, NONE),
                        PrivateTables::sensitivity,
                        PrivateTables.withDefaults()::predict),
                new Answer(
                        "choice of segments",
                        true,
                        (data, kept, charge, context) -> threshold.of(kept, charge, context),
                        (data, kept) -> Arrays.stream(kept.unitsBySegment())
                                .map(size -> size * PartitionSelection.UNITS)
                                .toArray(),
                        (kept, charge) -> PartitionSelection.sensitivity(kept, charge.adjacency()),
                        threshold::thresholdOf));
    }

    static Data data(long seed, int customers, int mostRows) {
        SeededRandom random = SeededRandom.of(seed);
        Data data = Data.empty();
        for (int customer = 0; customer < customers; customer++) {
            data.add(customer, random, 1 + random.nextInt(mostRows));
        }
        return data;
    }
}
