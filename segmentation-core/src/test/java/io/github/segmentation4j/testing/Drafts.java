package io.github.segmentation4j.testing;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.Segmenter;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.run.RunContext;

/** Drafts of segmentations whose segments a test chooses, for testing checks. */
public final class Drafts {

    private Drafts() {}

    /**
     * Returns a draft for personalisation in which every customer is admitted and customer i is in segment labels[i].
     *
     * @param labels one per customer, from 0 to clusters - 1, or -1 for no segment
     */
    public static SegmentationDraft of(CustomerData customers, int clusters, int... labels) {
        return segmenter(customers, clusters, labels)
                .build()
                .propose(customers, RunContext.seeded(1))
                .draft();
    }

    /** Returns what a check says of such a draft. */
    public static CheckResult check(SegmentationCheck check, CustomerData customers, int clusters, int... labels) {
        return check.check(of(customers, clusters, labels));
    }

    /** Returns a segmenter that gives these labels, for tests that add to it. */
    public static Segmenter.Builder segmenter(CustomerData customers, int clusters, int... labels) {
        return Segmenter.builder(customers.schema())
                .purpose(Purpose.PERSONALISATION)
                .admit(Admission.everyone(LawfulBasis.CONTRACT, "the test says so"))
                .features(ConstantFeature.plain())
                .cluster(new FixedLabels(clusters, labels));
    }
}
