package io.github.segmentation4j.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs, skips or fails a test by whether the files named in its {@link RequiresData} are there. */
final class RequiresDataCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresData.class)
                .map(required -> evaluate(List.of(required.value()), System.getenv()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("no reference data required"));
    }

    static ConditionEvaluationResult evaluate(List<String> files, Map<String, String> environment) {
        String folder = environment.getOrDefault(ReferenceData.VARIABLE, "");
        List<String> missing = folder.isBlank()
                ? files
                : files.stream()
                        .filter(file -> !Files.isReadable(Path.of(folder).resolve(file)))
                        .toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("reference data found");
        }
        String reason = "reference data missing: " + String.join(", ", missing) + "; set " + ReferenceData.VARIABLE
                + " to the folder that holds them";
        if (environment.containsKey("CI")) {
            throw new IllegalStateException(reason + " (a test is never skipped while CI is set)");
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
