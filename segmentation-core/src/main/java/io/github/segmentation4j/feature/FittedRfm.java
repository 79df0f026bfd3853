package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The fitted form of {@link Rfm}: its options with the amount settled. */
final class FittedRfm implements FittedExtractor {
    static final String TYPE = "rfm/1";

    private final Rfm options;
    private final List<Feature> features;

    FittedRfm(Rfm options, List<Feature> features) {
        this.options = options;
        this.features = List.copyOf(features);
    }

    static FittedRfm restore(ModelState state) {
        Set<Rfm.Measure> measures = EnumSet.noneOf(Rfm.Measure.class);
        ZoneId zone;
        try {
            state.texts("measures").forEach(measure -> measures.add(Rfm.Measure.valueOf(measure)));
            zone = ZoneId.of(state.text("zone"));
        } catch (IllegalArgumentException e) {
            throw Stored.altered(state, "measures", e);
        } catch (DateTimeException e) {
            throw Stored.altered(state, "zone", e);
        }
        List<Feature> features = Stored.features(state, "features");
        ChronoUnit unit = Stored.constant(ChronoUnit.class, state, "unit");
        Stored.require(!measures.isEmpty() && measures.size() == features.size(), state);
        Stored.require(unit == ChronoUnit.DAYS || unit == ChronoUnit.WEEKS, state);
        Rfm options = Rfm.of(state.text("stream"))
                .include(measures)
                .withSameDay(Stored.constant(SameDay.class, state, "sameDay"))
                .withZone(zone)
                .withUnit(unit);
        return new FittedRfm(state.has("amount") ? options.amount(state.text("amount")) : options, features);
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public FeatureMatrix extract(PurposeBoundView view, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        PurchaseHistory history = new PurchaseHistory(view, options);
        Rfm.Measure[] measures = options.measures().toArray(Rfm.Measure[]::new);
        FeatureMatrix.Builder matrix = FeatureMatrix.builder(features, view.size(), checkpoint);
        for (int customer = 0; customer < view.size(); customer++) {
            checkpoint.at(customer);
            history.read(customer);
            for (int c = 0; c < measures.length; c++) {
                matrix.set(customer, c, value(measures[c], history));
            }
        }
        return matrix.build();
    }

    private double value(Rfm.Measure measure, PurchaseHistory history) {
        boolean none = history.purchases() == 0;
        return switch (measure) {
            case FREQUENCY -> history.purchases();
            case MONETARY -> history.total();
            case MEAN_VALUE -> history.meanValue();
            case DAYS_SINCE_LAST -> none ? Double.NaN : history.daysSinceLast();
            case REPEAT_PURCHASES -> none ? Double.NaN : history.purchases() - 1;
            case FIRST_TO_LAST -> none ? Double.NaN : history.daysFirstToLast() / options.daysPerUnit();
            case CUSTOMER_AGE -> none ? Double.NaN : history.customerAgeDays() / options.daysPerUnit();
        };
    }

    @Override
    public Learning learned() {
        return Learning.NOTHING;
    }

    @Override
    public ModelState state() {
        ModelState.Builder state = ModelState.of(TYPE)
                .put("stream", options.stream())
                .putTexts(
                        "measures", options.measures().stream().map(Enum::name).toList())
                .put("sameDay", options.sameDay().name())
                .put("zone", options.zone().getId())
                .put("unit", options.unit().name())
                .putChildren("features", Stored.of(features));
        options.amount().ifPresent(amount -> state.put("amount", amount));
        return state.build();
    }
}
