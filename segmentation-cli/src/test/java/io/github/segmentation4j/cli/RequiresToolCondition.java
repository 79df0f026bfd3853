package io.github.segmentation4j.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs, skips or fails a test by whether the programs named in its {@link RequiresTool} are there. */
final class RequiresToolCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresTool.class)
                .map(required -> evaluate(List.of(required.value()), System.getenv()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("no tool required"));
    }

    static ConditionEvaluationResult evaluate(List<Tool> tools, Map<String, String> environment) {
        String missing = tools.stream()
                .filter(tool -> tool.find(environment).isEmpty())
                .map(tool -> tool + " not found; set " + tool.variable() + " to its file or let .ci/run install it")
                .collect(Collectors.joining(", "));
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("tools found");
        }
        if (environment.containsKey("CI")) {
            throw new IllegalStateException(missing + " (a test is never skipped while CI is set)");
        }
        return ConditionEvaluationResult.disabled(missing);
    }
}
