package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.Segmenter;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.ShopSimulation;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.feature.Imputation;
import io.github.segmentation4j.feature.Rfm;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.run.RunContext;
import org.junit.jupiter.api.Test;

/** Fair clusterers behind the door that customers go through. */
class FairSegmenterTest {
    private static final RunContext CONTEXT = RunContext.seeded(42);
    private static final ShopSimulation SHOP = ShopSimulation.withCustomers(600);
    private static final CustomerData CUSTOMERS = SHOP.generate(CONTEXT);

    private static SegmentationProposal propose(Clusterer clusterer) {
        return Segmenter.builder(CUSTOMERS.schema())
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.byConsent())
                .features(Rfm.of("purchases"), Imputation.median(), Scaling.standard())
                .cluster(clusterer)
                .build()
                .propose(CUSTOMERS, CONTEXT.withClock(SHOP.clock()));
    }

    @Test
    void segmentsObeyTheRulesNewCustomersAreServedBlindAndTheProvenanceSaysWhatWasOpened() {
        SegmentationProposal proposal =
                propose(FairKMeans.withClusters(4).under(GroupRules.representation("gender", "female", 0.45, 0.6)));

        Categories gender = proposal.draft().audit().groups("gender");
        SegmentTable table = SegmentTable.of(proposal.draft().clustering(), Groups.of(gender));
        int women = table.indexOf("female");
        for (int segment = 0; segment < 4; segment++) {
            double all = table.known(segment) + table.missing(segment);
            assertThat(table.count(segment, women) / all).isBetween(0.45, 0.6);
        }
        assertThat(proposal.provenance().openedToLessenBias()).containsExactly("gender");
        assertThat(proposal.draft().features().features())
                .noneMatch(feature -> feature.attributes().contains("gender"));
        ReleasedSegmentation released = proposal.release();
        assertThat(released.openedOnAssignment()).isEmpty();
        assertThat(released.assign(CUSTOMERS, CONTEXT.withClock(SHOP.clock())).size())
                .isEqualTo(gender.size());
    }

    @Test
    void theGroupServedWorstIsServedBetterThanByKMeans() {
        SegmentationProposal proposal = propose(FairLloyd.withClusters(4).towards("gender"));

        GroupCosts costs = GroupCosts.of(
                proposal.draft().features(),
                proposal.draft().clustering(),
                proposal.draft().audit().groups("gender"));
        SegmentationProposal plain = propose(KMeans.withClusters(4));
        GroupCosts plainCosts = GroupCosts.of(
                plain.draft().features(),
                plain.draft().clustering(),
                plain.draft().audit().groups("gender"));
        assertThat(costs.largest().orElseThrow())
                .isLessThan(plainCosts.largest().orElseThrow());
        assertThat(proposal.provenance().openedToLessenBias()).containsExactly("gender");
    }
}
