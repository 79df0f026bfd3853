package io.github.segmentation4j.privacy.audit;

import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;
import java.util.Optional;

/**
 * Tries to tell from a model who was in its training set. The clusterer is fitted on a random half of the customers; then
 * every customer is scored by the model, and the scores of the half are compared with those of the customers held out.
 *
 * <pre>{@code
 * MembershipReport report = MembershipInference.of(clusterer).withShadowModels(16).measure(TrainingSet.of(matrix), context);
 * }</pre>
 *
 * <p>With shadow models the attacker also knows how models of other random halves, with and without a customer, would have
 * scored that customer, and judges by the likelihood ratio: the stronger attack, at one more fit for each shadow model. A
 * model of half the customers gives each of them away a little more than one of all would, so what is found errs on the
 * safe side. That an attack fails proves no privacy; see {@link MechanismAudit} and {@link OneRunAudit} for claims. A
 * private clusterer books every one of these fits: give it a ledger of its own for the audit.
 *
 * <p>Undetermined are: everything with fewer than 20 customers in a half, where the intervals say nothing; true positives
 * with fewer than 100 held out, among whom there is no single percent; and everything if the clusterer refuses a half or
 * all customers score the same. The order of the customers changes nothing. Halves and fits take their seeds from the
 * context. Immutable and safe for use by several threads.
 *
 * <p>References: R. Shokri, M. Stronati, C. Song, V. Shmatikov, Membership inference attacks against machine learning
 * models, IEEE Symposium on Security and Privacy 2017; N. Carlini, S. Chien, M. Nasr, S. Song, A. Terzis, F. Tramer,
 * Membership inference attacks from first principles, the same, 2022; J. A. Hanley, B. J. McNeil, The meaning and use of
 * the area under a receiver operating characteristic curve, Radiology 143, 1982.
 *
 * <p>Implementation note: shadow halves come in pairs of a half and its rest, so that every customer is in just as many as
 * not.
 */
public final class MembershipInference {
    static final String STAGE = "membership inference";

    /** The rate at which mistakes of the attacker are allowed. */
    static final double FALSE_POSITIVES = 0.01;

    private static final int LEAST_HALF = 20;
    private static final int LEAST_FOR_A_PERCENT = 100;
    private static final int LEAST_SHADOWS = 4;
    private static final int BLOCK = 256;

    private final Clusterer clusterer;
    private final MembershipScore score;
    private final int shadows;
    private final double confidence;

    private MembershipInference(Clusterer clusterer, MembershipScore score, int shadows, double confidence) {
        this.clusterer = Objects.requireNonNull(clusterer, "clusterer");
        this.score = Objects.requireNonNull(score, "score");
        this.shadows = shadows;
        this.confidence = confidence;
    }

    /** The attack on a clusterer whose models have centres, by the distance to the nearest, with intervals of 95 %. */
    public static MembershipInference of(Clusterer clusterer) {
        return new MembershipInference(
                clusterer,
                MembershipScore.nearestCentroid(),
                0,
                EpsilonLowerBound.standard().confidence());
    }

    /** This attack by another score. */
    public MembershipInference withScore(MembershipScore newScore) {
        return new MembershipInference(clusterer, newScore, shadows, confidence);
    }

    /**
     * This attack with shadow models.
     *
     * @param count an even number, at least 4; 0, the default, for none
     */
    public MembershipInference withShadowModels(int count) {
        if (count != 0 && (count < LEAST_SHADOWS || count % 2 != 0)) {
            throw new IllegalArgumentException(
                    "shadow models must be 0 or an even number of at least " + LEAST_SHADOWS + ", were " + count);
        }
        return new MembershipInference(clusterer, score, count, confidence);
    }

    /**
     * This attack with intervals of another confidence.
     *
     * @param newConfidence above 0, below 1
     */
    public MembershipInference withConfidence(double newConfidence) {
        double checked =
                EpsilonLowerBound.standard().withConfidence(newConfidence).confidence();
        return new MembershipInference(clusterer, score, shadows, checked);
    }

    /**
     * Makes the attack.
     *
     * @param training the customers, one a row, as the clusterer takes them; without links
     * @param context seed, executor, listener and cancellation
     * @throws InvalidInputException if there are links, or a score is not finite
     * @throws io.github.segmentation4j.run.CancelledException if the context was cancelled
     */
    public MembershipReport measure(TrainingSet training, RunContext context) {
        CustomerHalves customers = new CustomerHalves(training, context);
        int memberCount = customers.size() / 2;
        int heldOutCount = customers.size() - memberCount;
        if (memberCount < LEAST_HALF) {
            return MembershipReport.undetermined(
                    memberCount, heldOutCount, "there must be at least " + LEAST_HALF + " customers in each half");
        }
        boolean[] members = customers.half(SeededRandom.derive(context.seed(), 0));
        Optional<double[]> scores = attack(customers, members, context);
        if (scores.isEmpty()) {
            return MembershipReport.undetermined(
                    memberCount,
                    heldOutCount,
                    "the clusterer refused half of the customers; there may be too few distinct ones for what it is"
                            + " asked");
        }
        RocCurve curve = curve(scores.get(), members, memberCount, context);
        if (curve.allEqual()) {
            return MembershipReport.undetermined(
                    memberCount, heldOutCount, "all customers have the same score, so nobody can be told from another");
        }
        Statistic truePositives = heldOutCount < LEAST_FOR_A_PERCENT
                ? Statistic.undetermined("there must be at least " + LEAST_FOR_A_PERCENT
                        + " customers held out to speak of one percent of them")
                : curve.truePositivesAt(FALSE_POSITIVES);
        return new MembershipReport(memberCount, heldOutCount, curve.area(), truePositives, Optional.of(curve.curve()));
    }

    private Optional<double[]> attack(CustomerHalves customers, boolean[] members, RunContext context) {
        context.report(STAGE, 0, shadows + 1L);
        Optional<double[]> target = scores(customers, members, true, 0, context);
        if (target.isEmpty() || shadows == 0) {
            return target;
        }
        ShadowScores shadow = new ShadowScores(customers.size());
        for (int model = 1; model <= shadows; model++) {
            boolean so = model % 2 == 1;
            boolean[] half = customers.half(SeededRandom.derive(context.seed(), model + (so ? 1L : 0)));
            Optional<double[]> scores = scores(customers, half, so, model, context);
            if (scores.isEmpty()) {
                return scores;
            }
            shadow.add(scores.get(), half, so);
        }
        return Optional.of(shadow.ratios(target.get()));
    }

    /** The scores of all customers by a model fitted on those for whom it is so; none if the clusterer refuses them. */
    private Optional<double[]> scores(
            CustomerHalves customers, boolean[] members, boolean so, int number, RunContext context) {
        context.throwIfCancelled(STAGE);
        // The odd children of the seed are for fits, the even ones for halves.
        RunContext own = context.withListener(ProgressListener.none())
                .withSeed(SeededRandom.derive(context.seed(), 2L * number + 1));
        ClusterModel model;
        try {
            model = clusterer.fit(customers.where(members, so, context), own).model();
        } catch (InvalidInputException refused) {
            return Optional.empty();
        }
        double[] scores = scores(model, customers.matrix(), context);
        context.report(STAGE, number + 1L, shadows + 1L);
        return Optional.of(scores);
    }

    private double[] scores(ClusterModel model, FeatureMatrix matrix, RunContext context) {
        double[] scores = new double[matrix.rowCount()];
        int blocks = (scores.length + BLOCK - 1) / BLOCK;
        BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE))
                .forEach(blocks, block -> {
                    double[] row = new double[matrix.columnCount()];
                    for (int i = block * BLOCK; i < Math.min(scores.length, (block + 1) * BLOCK); i++) {
                        matrix.copyRow(i, row);
                        scores[i] = score.score(model, row);
                        if (!Double.isFinite(scores[i])) {
                            throw new InvalidInputException(
                                    "the score of a customer must be finite and was not; scale or fill the features");
                        }
                    }
                });
        return scores;
    }

    private RocCurve curve(double[] scores, boolean[] members, int memberCount, RunContext context) {
        double[] inside = new double[memberCount];
        double[] outside = new double[scores.length - memberCount];
        int in = 0;
        int out = 0;
        for (int i = 0; i < scores.length; i++) {
            if (members[i]) {
                inside[in++] = scores[i];
            } else {
                outside[out++] = scores[i];
            }
        }
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        return new RocCurve(inside, outside, confidence, checkpoint);
    }
}
