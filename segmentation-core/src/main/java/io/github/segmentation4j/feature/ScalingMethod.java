package io.github.segmentation4j.feature;

/** The kinds of {@link Scaling}. */
enum ScalingMethod {
    STANDARD("scaling.standard/1"),
    ROBUST("scaling.robust/1"),
    MIN_MAX("scaling.minMax/1"),
    LOG("scaling.log1p/1"),
    SIGNED_LOG("scaling.signedLog1p/1"),
    QUANTILE("scaling.quantile/1"),
    WINSORISED("scaling.winsorised/1");

    private final String type;

    ScalingMethod(String type) {
        this.type = type;
    }

    /** The type of the stored state. */
    String type() {
        return type;
    }

    /** The unit of a scaled column. */
    String unitOf(String unit) {
        return switch (this) {
            case STANDARD -> "standard deviations";
            case ROBUST -> "interquartile ranges";
            case MIN_MAX -> "share of range";
            case QUANTILE -> "rank";
            case WINSORISED -> unit;
            case LOG, SIGNED_LOG -> unit.isEmpty() ? "log" : "log " + unit;
        };
    }

    Learning learned() {
        return this == LOG || this == SIGNED_LOG ? Learning.NOTHING : Learning.FROM_CUSTOMERS;
    }
}
