package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.Segment;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an audit reads from a draft, and why it cannot read some of it. */
final class DraftData {
    private final SegmentationDraft draft;
    private final Map<String, String> obstacles = new LinkedHashMap<>();
    private final Map<String, Categories> attributes = new LinkedHashMap<>();

    DraftData(SegmentationDraft draft, List<AuditSubject> subjects) {
        this.draft = draft;
        for (AuditSubject subject : subjects) {
            for (String name : subject.attributes()) {
                Optional<String> obstacle = obstacle(name);
                if (obstacle.isPresent()) {
                    obstacles.putIfAbsent(subject.name(), obstacle.get());
                } else if (!attributes.containsKey(name)) {
                    attributes.put(name, draft.audit().groups(name));
                }
            }
        }
    }

    /** Why a subject cannot be audited, by its name. */
    Map<String, String> obstacles() {
        return obstacles;
    }

    private Optional<String> obstacle(String name) {
        Optional<Attribute> attribute = draft.schema().findAttribute(name);
        if (attribute.isEmpty()) {
            return Optional.of("the schema has no attribute '" + name + "'");
        }
        if (attribute.get().role() != AttributeRole.PROTECTED) {
            return Optional.of("attribute '" + name + "' is not declared protected");
        }
        boolean grouped =
                switch (attribute.get().type()) {
                    case CATEGORY, BOOLEAN -> true;
                    case NUMBER -> attribute.get().bands().length > 0;
                    case INSTANT, TEXT -> false;
                };
        return grouped
                ? Optional.empty()
                : Optional.of("attribute '" + name + "' has no groups; declare it as a category, a flag, or a"
                        + " number with bands");
    }

    AuditData data() {
        Clustering clustering = draft.clustering();
        AuditData data = AuditData.of(clustering.labels(), clustering.clusterCount(), List.copyOf(attributes.values()))
                .withSegmentNames(draft.segments().stream().map(Segment::name).toList());
        FeatureMatrix features = draft.features();
        return clustering.model() instanceof CentroidModel model
                        && model.columnCount() == features.columnCount()
                        && features.missingCount() == 0
                ? data.withSquaredDistances(distances(clustering, model, features))
                : data;
    }

    private double[] distances(Clustering clustering, CentroidModel model, FeatureMatrix features) {
        Checkpoint checkpoint = Checkpoint.of(() -> draft.context().throwIfCancelled("fairness audit"));
        double[] squared = new double[clustering.size()];
        double[] values = new double[features.columnCount()];
        for (int row = 0; row < squared.length; row++) {
            checkpoint.at(row);
            int label = clustering.label(row);
            squared[row] = Double.NaN;
            if (label != Clustering.NOISE) {
                features.copyRow(row, values);
                squared[row] = model.squaredDistance(values, label);
            }
        }
        return squared;
    }
}
