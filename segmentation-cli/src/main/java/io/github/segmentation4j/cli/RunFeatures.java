package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.AttributeType;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Encoding;
import io.github.segmentation4j.feature.FeaturePipeline;
import io.github.segmentation4j.feature.FeatureStep;
import io.github.segmentation4j.feature.Imputation;
import io.github.segmentation4j.feature.Rfm;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * The features of a run that names none: recency, frequency and monetary value of each kind of event, on a logarithmic
 * scale because they are skewed, beside every number, flag and category the purpose allows; missing values become the
 * median; everything is brought to mean 0 and deviation 1.
 */
final class RunFeatures {
    private RunFeatures() {}

    static FeatureStep[] of(Schema schema, Purpose purpose) {
        List<FeatureStep> steps = new ArrayList<>();
        for (EventStream stream : schema.streams()) {
            if (stream.handling().allows(purpose) && !stream.amounts().isEmpty()) {
                Rfm rfm = Rfm.of(stream.name()).amount(stream.amounts().get(0));
                steps.add(FeaturePipeline.named(stream.name(), rfm, Imputation.median(), Scaling.log1p()));
            }
        }
        if (schema.attributes(AttributeRole.FEATURE).stream().anyMatch(attribute -> isUsable(attribute, purpose))) {
            steps.add(Encoding.all());
        }
        if (steps.isEmpty()) {
            throw new InvalidInputException("the schema has no number, flag, category or events with an amount that may be"
                    + " used for " + purpose + "; allow some or choose another purpose");
        }
        steps.add(Imputation.median());
        steps.add(Scaling.standard());
        return steps.toArray(FeatureStep[]::new);
    }

    private static boolean isUsable(Attribute attribute, Purpose purpose) {
        boolean encodable = attribute.type() == AttributeType.NUMBER
                || attribute.type() == AttributeType.BOOLEAN
                || attribute.type() == AttributeType.CATEGORY;
        return encodable && attribute.handling().allows(purpose);
    }
}
