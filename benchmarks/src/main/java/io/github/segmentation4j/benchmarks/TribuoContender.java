package io.github.segmentation4j.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.kmeans.KMeansModel;
import org.tribuo.clustering.kmeans.KMeansTrainer;
import org.tribuo.clustering.kmeans.KMeansTrainer.Initialisation;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.DistanceType;
import org.tribuo.math.la.DenseVector;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** The k-means of Tribuo, which cannot be given starts. */
final class TribuoContender implements Contender {
    private static final long SEED = 1;

    /** Held, because a logger nobody holds forgets its level. It prints a line for each iteration otherwise. */
    private static final Logger LOG = Logger.getLogger(KMeansTrainer.class.getName());

    @Override
    public String name() {
        return "tribuo";
    }

    @Override
    public int threads() {
        return Workload.THREADS;
    }

    @Override
    public Starts starts() {
        return Starts.OWN;
    }

    @Override
    public Fit prepare(Workload workload) {
        LOG.setLevel(Level.WARNING);
        ClusteringFactory factory = new ClusteringFactory();
        ClusterID unknown = factory.getUnknownOutput();
        MutableDataset<ClusterID> examples =
                new MutableDataset<>(new SimpleDataSourceProvenance("benchmark", factory), factory);
        // Tribuo sorts columns by name.
        String[] names = new String[workload.shape().columns()];
        Arrays.setAll(names, c -> String.format(Locale.ROOT, "x%06d", c));
        for (double[] row : workload.rowsView()) {
            examples.add(new ArrayExample<>(unknown, names, row));
        }
        int clusters = workload.shape().clusters();
        return iterations -> {
            KMeansModel model = new KMeansTrainer(
                            clusters,
                            iterations,
                            DistanceType.L2.getDistance(),
                            // Its other one draws points that are no rows, and clusters without rows stay empty.
                            Initialisation.PLUSPLUS,
                            Workload.THREADS,
                            SEED)
                    .train(examples);
            return () -> Arrays.stream(model.getCentroidVectors())
                    .map(DenseVector::toArray)
                    .toArray(double[][]::new);
        };
    }
}
