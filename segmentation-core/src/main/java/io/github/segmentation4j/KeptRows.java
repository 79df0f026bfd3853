package io.github.segmentation4j;

import io.github.segmentation4j.cluster.InstanceModel;
import java.util.List;

/** Warns where the model keeps the features of customers. Always runs on such a model. */
final class KeptRows implements SegmentationCheck {
    static final String ID = "kept-rows";

    /** Whether there is something to say of a draft. */
    static boolean concerns(SegmentationDraft draft) {
        return draft.clustering().model() instanceof InstanceModel;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "The stored model holds the features of single customers only where somebody knows that it does.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.PRIVACY;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        if (!(draft.clustering().model() instanceof InstanceModel model) || model.instanceCount() == 0) {
            return CheckResult.of(ID, List.of());
        }
        int rows = model.instanceCount();
        return CheckResult.of(
                ID,
                List.of(Finding.of(
                        Verdict.WARN,
                        "privacy.kept-rows",
                        "the model keeps the features of customers as they are, " + rows
                                + (rows == 1 ? " row" : " different rows")
                                + ", because its segments have no centres that could stand for them: whoever reads a stored"
                                + " model reads them. Guard it and delete it like the customers' data, or take an algorithm"
                                + " that keeps none")));
    }
}
