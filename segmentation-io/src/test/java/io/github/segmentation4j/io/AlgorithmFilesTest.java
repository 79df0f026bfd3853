package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.Segment;
import io.github.segmentation4j.SegmentAssignments;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.Segmenter;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.cluster.Agglomerative;
import io.github.segmentation4j.cluster.Birch;
import io.github.segmentation4j.cluster.Clara;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.ConsensusClustering;
import io.github.segmentation4j.cluster.Dbscan;
import io.github.segmentation4j.cluster.GaussianMixture;
import io.github.segmentation4j.cluster.Hdbscan;
import io.github.segmentation4j.cluster.InstanceModel;
import io.github.segmentation4j.cluster.KMedoids;
import io.github.segmentation4j.cluster.KModes;
import io.github.segmentation4j.cluster.KPrototypes;
import io.github.segmentation4j.cluster.Linkage;
import io.github.segmentation4j.cluster.Optics;
import io.github.segmentation4j.cluster.SpectralClustering;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.distance.Gower;
import io.github.segmentation4j.feature.Encoding;
import io.github.segmentation4j.feature.FeatureStep;
import io.github.segmentation4j.feature.Rfm;
import io.github.segmentation4j.feature.Scaling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole way, from customers over a report and a stored model to customers again, with every algorithm. */
class AlgorithmFilesTest {
    private static final CustomerData CUSTOMERS = Shop.data(Shop.QUIET_VALUE);

    private static final List<FeatureStep> NUMBERS =
            List.of(Rfm.of("purchases"), Encoding.oneHot("plan"), Scaling.standard());

    private static final List<FeatureStep> MIXED = List.of(Rfm.of("purchases"), Encoding.codes("plan"));

    @TempDir
    private Path folder;

    static Stream<Arguments> algorithms() {
        return Stream.concat(
                Stream.of(Linkage.values())
                        .map(linkage -> Agglomerative.withClusters(3).withLinkage(linkage))
                        .map(clusterer -> Arguments.of(clusterer, NUMBERS)),
                Stream.of(
                        Arguments.of(GaussianMixture.withClusters(3).withRestarts(2), NUMBERS),
                        Arguments.of(KMedoids.withClusters(3), NUMBERS),
                        Arguments.of(KMedoids.withClusters(3).withDissimilarity(Gower.of("plan")), MIXED),
                        Arguments.of(Clara.withClusters(3), NUMBERS),
                        Arguments.of(KPrototypes.withClusters(3).withCategorical("plan"), MIXED),
                        Arguments.of(KModes.withClusters(2), List.of(Encoding.codes("plan"))),
                        Arguments.of(Birch.withClusters(3), NUMBERS),
                        Arguments.of(Dbscan.withRadius(1), NUMBERS),
                        Arguments.of(Optics.withMinimumNeighbours(5), NUMBERS),
                        Arguments.of(Hdbscan.withMinimumClusterSize(10), NUMBERS),
                        Arguments.of(SpectralClustering.withClusters(3), NUMBERS),
                        Arguments.of(ConsensusClustering.withClusters(3), NUMBERS)));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void aStoredModelPutsCustomersWhereTheFitDid(Clusterer clusterer, List<FeatureStep> features) {
        SegmentationProposal proposal = Segmenter.builder(Shop.LAYOUT.schema())
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.byConsent())
                .features(features.toArray(FeatureStep[]::new))
                .cluster(clusterer)
                .build()
                .propose(CUSTOMERS, Shop.CONTEXT);
        Report report = Report.of(proposal);
        ReportHtml.write(report, folder.resolve("report.html"));
        ReportJson.write(report, folder.resolve("report.json"));
        ReleasedSegmentation released = proposal.release();
        ModelFile.write(released, Shop.LAYOUT, folder.resolve("model.json"));

        SegmentAssignments later = ModelFile.read(folder.resolve("model.json"), Admission.byConsent())
                .segmentation()
                .assign(CUSTOMERS, Shop.CONTEXT);

        Clustering clustering = proposal.draft().clustering();
        Map<String, Segment> byId = later.byId();
        for (int row = 0; row < clustering.size(); row++) {
            Segment segment = byId.get(proposal.draft().view().id(row));
            int label = segment == null ? Clustering.NOISE : segment.number() - 1;
            assertThat(label).as("row %d", row).isEqualTo(clustering.label(row));
        }
        assertThat(proposal.findings(Verdict.WARN).stream()
                        .anyMatch(finding -> finding.key().equals("privacy.kept-rows")))
                .isEqualTo(clustering.model() instanceof InstanceModel model && model.instanceCount() > 0);
    }
}
