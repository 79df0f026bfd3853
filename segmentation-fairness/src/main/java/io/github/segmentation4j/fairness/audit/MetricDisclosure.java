package io.github.segmentation4j.fairness.audit;

/** Whether the metrics of an attribute may be told: several of them together would give away the counts behind them. */
final class MetricDisclosure {
    private MetricDisclosure() {}

    static boolean tells(AttributeAudit attribute, int minimum) {
        return Disclosure.of(attribute.table(), minimum).hidden() == 0
                && attribute.decisions().stream().allMatch(comparison -> comparison.mayBeTold(minimum));
    }
}
