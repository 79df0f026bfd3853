package io.github.segmentation4j.cluster;

import io.github.segmentation4j.run.ModelState;
import java.util.Map;
import java.util.function.Function;

/** Placeholder. */
public final class ClusterModels {
    private ClusterModels() {}

    /** Placeholder. */
    public static ClusterModel restore(ModelState state, Map<String, Function<ModelState, ClusterModel>> others) {
        return java.util.Objects.requireNonNull(others.get(state.type())).apply(state);
    }
}
