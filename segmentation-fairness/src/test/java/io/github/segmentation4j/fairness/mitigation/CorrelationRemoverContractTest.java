package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.feature.MitigationTransform;
import io.github.segmentation4j.feature.MitigationTransformContract;
import io.github.segmentation4j.feature.StepRestorers;

class CorrelationRemoverContractTest extends MitigationTransformContract {
    private static CorrelationRemover remover() {
        return CorrelationRemover.of("sex", "origin").withAlpha(0.7);
    }

    @Override
    protected MitigationTransform transform() {
        return remover();
    }

    @Override
    protected MitigationTransform groupAware(String legalBasis) {
        return remover().servingGroupAware(legalBasis);
    }

    @Override
    protected StepRestorers restorers() {
        return MitigationSteps.restorers();
    }
}
