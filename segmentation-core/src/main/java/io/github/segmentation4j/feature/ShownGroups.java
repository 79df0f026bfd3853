package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.AuditView;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.Optional;

/** Which protected groups the steps of a pipeline are shown: those they declare, and of new customers fewer. */
final class ShownGroups {
    private final Optional<AuditView> audit;
    private final boolean training;

    private ShownGroups(Optional<AuditView> audit, boolean training) {
        this.audit = audit;
        this.training = training;
    }

    /** No groups at all. */
    static ShownGroups none() {
        return new ShownGroups(Optional.empty(), false);
    }

    /** All that the steps declare. */
    static ShownGroups training(PurposeBoundView view, AuditView audit) {
        return new ShownGroups(Optional.of(checked(view, audit)), true);
    }

    /** Those of steps that somebody allowed to see the groups of new customers. */
    static ShownGroups serving(PurposeBoundView view, AuditView audit) {
        return new ShownGroups(Optional.of(checked(view, audit)), false);
    }

    private static AuditView checked(PurposeBoundView view, AuditView audit) {
        if (!audit.isOf(view)) {
            throw new IllegalArgumentException(
                    "the audit must be of the customers of the view, was of others; use" + " customers.audit(view)");
        }
        return audit;
    }

    List<Categories> opened(List<String> attributes) {
        AuditView opening = audit.orElseThrow();
        return attributes.stream().map(opening::groups).toList();
    }

    FittedExtractor fitted(FeatureExtractor extractor, PurposeBoundView view, RunContext context) {
        List<String> needed = extractor.protectedAttributes();
        return needed.isEmpty()
                ? extractor.fit(view, context)
                : extractor.fit(view, audit.orElseThrow().only(needed), context);
    }

    FeatureMatrix extracted(FittedExtractor extractor, PurposeBoundView view, RunContext context) {
        if (audit.isEmpty() || extractor.protectedAttributes().isEmpty()) {
            return extractor.extract(view, context);
        }
        return training
                ? extractor.extractTraining(view, audit.get().only(extractor.protectedAttributes()), context)
                : extractor.extract(
                        view, audit.get().only(extractor.openedWhenServing().keySet()), context);
    }

    FeatureMatrix applied(FittedMitigation mitigation, FeatureMatrix matrix, RunContext context) {
        List<String> attributes = mitigation.protectedAttributes();
        boolean opens = training || mitigation.serving() instanceof GroupServing.Aware;
        List<Categories> groups = opens
                ? opened(attributes)
                : attributes.stream()
                        .map(name -> Categories.unknown(name, matrix.rowCount()))
                        .toList();
        FeatureMatrix made = mitigation.apply(matrix, groups, context);
        if (made.rowCount() != matrix.rowCount()) {
            throw new IllegalStateException("a mitigation must make one row for each of the " + matrix.rowCount()
                    + " rows, made " + made.rowCount());
        }
        return made;
    }
}
