package io.github.segmentation4j.feature;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a feature comes from one described column: a chain of increasing functions, such as a logarithm and then standard
 * scaling, that can be followed in both directions.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FeatureScale {
    private final String described;
    private final List<ColumnFunction> functions;

    private FeatureScale(String described, List<ColumnFunction> functions) {
        this.described = Objects.requireNonNull(described, "described");
        this.functions = functions;
    }

    /** The scale of a feature that is a described column itself. */
    public static FeatureScale identity(String described) {
        return new FeatureScale(described, List.of());
    }

    FeatureScale withDescribed(String name) {
        return new FeatureScale(name, functions);
    }

    private Optional<FeatureScale> then(ColumnFunction function) {
        if (function.isConstant()) {
            return Optional.empty();
        }
        List<ColumnFunction> longer = new ArrayList<>(functions);
        longer.add(function);
        return Optional.of(new FeatureScale(described, List.copyOf(longer)));
    }

    /** The scales after a transform. */
    static List<Optional<FeatureScale>> after(FittedTransform transform, List<Optional<FeatureScale>> before) {
        List<Optional<FeatureScale>> after =
                new ArrayList<>(Collections.nCopies(transform.features().size(), Optional.empty()));
        if (transform instanceof FittedScaling scaling) {
            for (int c = 0; c < before.size(); c++) {
                Optional<ColumnFunction> function = scaling.function(c);
                after.set(
                        c,
                        function.isEmpty()
                                ? before.get(c)
                                : before.get(c).flatMap(s -> s.then(function.orElseThrow())));
            }
        } else if (transform instanceof FittedImputation imputation) {
            for (int c = 0; c < imputation.inputCount(); c++) {
                after.set(c, before.get(c));
            }
        }
        return after;
    }

    /** The name of the described column. */
    public String described() {
        return described;
    }

    /**
     * The feature of a described number: the same bits as the extractor makes of it.
     *
     * @param number finite
     * @return NaN if the extractor would refuse the number, or if the result is too large
     */
    public double feature(double number) {
        double[] value = {number};
        for (ColumnFunction function : functions) {
            if (function.apply(value, 0, 1) != ColumnFunction.DONE) {
                return Double.NaN;
            }
        }
        return Double.isFinite(value[0]) ? value[0] : Double.NaN;
    }

    /**
     * The described number of a feature, up to rounding; for a feature beyond {@link #least()} or {@link #greatest()}
     * that of the end.
     *
     * @param feature finite
     * @return NaN if it is too large to be a number
     */
    public double describe(double feature) {
        double value = feature;
        for (int f = functions.size() - 1; f >= 0; f--) {
            ColumnFunction function = functions.get(f);
            value = function.inverse(Math.max(function.least(), Math.min(function.greatest(), value)));
        }
        return Double.isFinite(value) ? value : Double.NaN;
    }

    /** The least feature there can be: negative infinity if there is no bound. */
    public double least() {
        double least = Double.NEGATIVE_INFINITY;
        for (ColumnFunction function : functions) {
            least = Math.max(function.least(), at(function, least));
        }
        return least;
    }

    /** The greatest feature there can be: infinity if there is no bound. */
    public double greatest() {
        double greatest = Double.POSITIVE_INFINITY;
        for (ColumnFunction function : functions) {
            greatest = Math.min(function.greatest(), at(function, greatest));
        }
        return greatest;
    }

    private static double at(ColumnFunction function, double end) {
        if (Double.isInfinite(end)) {
            return end;
        }
        double[] value = {end};
        return function.apply(value, 0, 1) == ColumnFunction.DONE ? value[0] : Double.NEGATIVE_INFINITY;
    }
}
