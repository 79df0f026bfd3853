package io.github.segmentation4j.benchmarks.peers;

import io.github.segmentation4j.benchmarks.Algorithm;
import io.github.segmentation4j.benchmarks.AlgorithmContender;
import io.github.segmentation4j.benchmarks.Outcome;
import io.github.segmentation4j.benchmarks.Sample;
import io.github.segmentation4j.benchmarks.Task;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import smile.clustering.Clustering;
import smile.clustering.DBSCAN;
import smile.clustering.HierarchicalClustering;
import smile.clustering.KMeans;
import smile.clustering.linkage.WardLinkage;
import smile.math.MathEx;
import smile.stat.distribution.MultivariateExponentialFamilyMixture;
import smile.stat.distribution.MultivariateGaussianDistribution;
import smile.stat.distribution.MultivariateGaussianMixture;
import smile.stat.distribution.MultivariateMixture;
import smile.stat.distribution.MultivariateMixture.Component;

/** An algorithm of Smile. */
record SmileAlgorithms(String name, int threads, Algorithm algorithm, Method method) implements AlgorithmContender {
    private static final long SEED = 1;

    /** Those of the others less one, because it does not count the row itself. */
    private static final int DBSCAN_NEIGHBOURS = 4;

    /** The iterations of the k-means that a mixture begins with, its own default. */
    private static final int K_MEANS_ITERATIONS = 100;

    /** Below it a mixture never ends before its iterations are over: no gain is as bad as that. */
    private static final double ENDLESS = -1e300;

    /** Does a task. */
    interface Method {
        Supplier<Outcome> run(Task task, Sample sample);
    }

    /**
     * DBSCAN, Ward's method, and the Gaussian mixture three times: as it comes, and from a k-means with the iterations of
     * the task, with tolerance 0 and with one that never ends it early.
     */
    static List<AlgorithmContender> all() {
        int every = Runtime.getRuntime().availableProcessors();
        return List.of(
                new SmileAlgorithms("smile", 1, Algorithm.DBSCAN, SmileAlgorithms::dbscan),
                new SmileAlgorithms("smile", every, Algorithm.WARD, SmileAlgorithms::ward),
                new SmileAlgorithms("smile", every, Algorithm.GAUSSIAN_MIXTURE, SmileAlgorithms::mixture),
                new SmileAlgorithms(
                        "smile-from-k-means", every, Algorithm.GAUSSIAN_MIXTURE, SmileAlgorithms::mixtureWithTolerance),
                new SmileAlgorithms(
                        "smile-all-iterations", every, Algorithm.GAUSSIAN_MIXTURE, SmileAlgorithms::endlessMixture));
    }

    @Override
    public boolean takes(Task task) {
        return task.algorithm() == algorithm;
    }

    @Override
    public Supplier<Outcome> run(Task task, Sample sample) {
        // Seedings draw from a generator of its own, which this winds back.
        MathEx.setSeed(SEED);
        return method.run(task, sample);
    }

    private static Supplier<Outcome> dbscan(Task task, Sample sample) {
        DBSCAN<double[]> found = DBSCAN.fit(sample.rowsView(), DBSCAN_NEIGHBOURS, task.parameter());
        return () -> Outcome.of(
                Arrays.stream(found.group())
                        .map(label -> label == Clustering.OUTLIER ? -1 : label)
                        .toArray(),
                sample);
    }

    private static Supplier<Outcome> ward(Task task, Sample sample) {
        int[] labels = HierarchicalClustering.fit(WardLinkage.of(sample.rowsView()))
                .partition(task.shape().clusters());
        return () -> Outcome.of(labels, sample);
    }

    private static Supplier<Outcome> mixture(Task task, Sample sample) {
        MultivariateGaussianMixture found =
                MultivariateGaussianMixture.fit(task.shape().clusters(), sample.rowsView());
        return () -> outcome(found, sample);
    }

    private static Supplier<Outcome> endlessMixture(Task task, Sample sample) {
        int iterations = (int) task.parameter();
        MultivariateMixture found = fromKMeans(task, sample, iterations, ENDLESS);
        return () -> outcome(found, sample).withIterations(iterations);
    }

    private static Supplier<Outcome> mixtureWithTolerance(Task task, Sample sample) {
        MultivariateExponentialFamilyMixture found = fromKMeans(task, sample, (int) task.parameter(), 0);
        return () -> outcome(found, sample).withIterations(iterations(found, task, sample));
    }

    /** It does not tell its iterations, so they are those after which one that does not end early is as likely. */
    private static int iterations(MultivariateExponentialFamilyMixture found, Task task, Sample sample) {
        int iterations = 1;
        while (iterations < task.parameter()) {
            MathEx.setSeed(SEED);
            if (fromKMeans(task, sample, iterations, ENDLESS).L == found.L) {
                return iterations;
            }
            iterations++;
        }
        return iterations;
    }

    private static MultivariateExponentialFamilyMixture fromKMeans(
            Task task, Sample sample, int iterations, double tolerance) {
        double[][] rows = sample.rowsView();
        int clusters = task.shape().clusters();
        int[] labels = KMeans.fit(rows, clusters, K_MEANS_ITERATIONS).group();
        Component[] components = new Component[clusters];
        for (int j = 0; j < clusters; j++) {
            int cluster = j;
            double[][] members = IntStream.range(0, rows.length)
                    .filter(row -> labels[row] == cluster)
                    .mapToObj(row -> rows[row])
                    .toArray(double[][]::new);
            components[j] = new Component(
                    (double) members.length / rows.length, MultivariateGaussianDistribution.fit(members));
        }
        return MultivariateExponentialFamilyMixture.fit(rows, components, 0, iterations, tolerance);
    }

    private static Outcome outcome(MultivariateMixture mixture, Sample sample) {
        double[][] rows = sample.rowsView();
        return Outcome.of(Arrays.stream(rows).mapToInt(mixture::map).toArray(), sample)
                .withValue(
                        Arrays.stream(rows).mapToDouble(mixture::logp).average().orElseThrow());
    }
}
