package io.github.segmentation4j.cluster;

import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.Map;
import java.util.function.Function;

/**
 * Restores models from what was stored of them, whatever their type.
 *
 * <p>Holds no state and is safe for use by several threads.
 */
public final class ClusterModels {
    private ClusterModels() {}

    /**
     * The model of a stored state.
     *
     * @param state what {@link ClusterModel#state()} gave
     * @param others how to restore models of types that this package does not know, by the type of their state
     * @throws InvalidInputException if nobody knows the type, or the state is damaged
     */
    public static ClusterModel restore(ModelState state, Map<String, Function<ModelState, ClusterModel>> others) {
        return switch (state.type()) {
            case KMeansModel.TYPE -> KMeansModel.restore(state);
            case SphericalModel.TYPE -> SphericalModel.restore(state);
            case TrimmedModel.TYPE -> TrimmedModel.restore(state);
            case ConstrainedModel.TYPE -> ConstrainedModel.restore(state);
            case RfmTierModel.TYPE -> RfmTierModel.restore(state);
            default -> restoreOther(state, others);
        };
    }

    private static ClusterModel restoreOther(ModelState state, Map<String, Function<ModelState, ClusterModel>> others) {
        Function<ModelState, ClusterModel> other = others.get(state.type());
        if (other == null) {
            throw new InvalidInputException("models of type '" + state.type()
                    + "' are not known here; use the version that wrote it, or say how to restore it");
        }
        return other.apply(state);
    }
}
