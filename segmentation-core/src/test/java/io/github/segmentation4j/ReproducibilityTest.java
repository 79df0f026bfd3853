package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.ShopSimulation;
import io.github.segmentation4j.feature.Encoding;
import io.github.segmentation4j.feature.EventWindows;
import io.github.segmentation4j.feature.FeaturePipeline;
import io.github.segmentation4j.feature.Geography;
import io.github.segmentation4j.feature.Imputation;
import io.github.segmentation4j.feature.Pca;
import io.github.segmentation4j.feature.Rfm;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.quality.CalinskiHarabasz;
import io.github.segmentation4j.quality.ChooseClusterCount;
import io.github.segmentation4j.quality.DaviesBouldin;
import io.github.segmentation4j.quality.Silhouette;
import io.github.segmentation4j.run.RunContext;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way gives the same bits on every JDK and machine: the digest below was taken once and must never change. */
class ReproducibilityTest {
    private static final String DIGEST = "d7469e83d0e7ac8a4d8c4a627398d6a110d723b407177fac95d5d53e346d61ec";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sameBitsOnEveryMachineForAnyThreadCount(int threads) {
        ShopSimulation shop = ShopSimulation.withCustomers(1_500);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            RunContext context = RunContext.seeded(42).withClock(shop.clock()).withExecutor(pool, threads);
            CustomerData customers = shop.generate(context);
            Segmenter segmenter = Segmenter.builder(shop.schema())
                    .purpose(Purpose.PERSONALISATION)
                    .admit(Admission.byConsent())
                    .features(
                            FeaturePipeline.of(Rfm.of("purchases"), Scaling.log1p()),
                            EventWindows.of("purchases")
                                    .sum("value", Duration.ofDays(90))
                                    .entropy("department"),
                            Geography.distanceTo("latitude", "longitude", 53.55, 10.0),
                            Encoding.oneHot("plan"),
                            Imputation.median(),
                            Scaling.standard(),
                            Pca.components(4))
                    .cluster(ChooseClusterCount.between(3, 5)
                            .with(KMeans::withClusters)
                            .withResamples(3))
                    .check(QualityFloor.withDefaults())
                    .build();
            SegmentationDraft draft = segmenter.propose(customers, context).draft();

            assertThat(digest(draft)).isEqualTo(DIGEST);
        } finally {
            pool.shutdownNow();
        }
    }

    private static String digest(SegmentationDraft draft) {
        MessageDigest sha = sha256();
        sha.update(HexFormat.of().parseHex(Provenance.digest(draft.features(), draft.context())));
        for (int label : draft.clustering().labels()) {
            sha.update((byte) label);
        }
        CentroidModel model = (CentroidModel) draft.clustering().model();
        for (int cluster = 0; cluster < model.clusterCount(); cluster++) {
            for (double value : model.centroid(cluster)) {
                add(sha, value);
            }
        }
        add(sha, draft.clustering().inertia().orElseThrow());
        int[] labels = draft.clustering().labels();
        add(
                sha,
                Silhouette.exact().of(draft.features(), labels, draft.context()).orElseThrow());
        add(
                sha,
                Silhouette.sampled(300)
                        .of(draft.features(), labels, draft.context())
                        .orElseThrow());
        add(
                sha,
                DaviesBouldin.withDefaults()
                        .of(draft.features(), labels, draft.context())
                        .orElseThrow());
        add(
                sha,
                CalinskiHarabasz.withDefaults()
                        .of(draft.features(), labels, draft.context())
                        .orElseThrow());
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void add(MessageDigest sha, double value) {
        sha.update(ByteBuffer.allocate(Double.BYTES).putDouble(value).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
