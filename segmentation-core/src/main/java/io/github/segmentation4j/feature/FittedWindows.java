package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.CustomerEvents;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The fitted form of {@link EventWindows}. */
record FittedWindows(String stream, ZoneId zone, List<EventMeasure> measures, List<Feature> features)
        implements FittedExtractor {
    static final String TYPE = "windows/1";

    FittedWindows {
        measures = List.copyOf(measures);
        features = List.copyOf(features);
    }

    static FittedWindows restore(ModelState state) {
        ZoneId zone;
        try {
            zone = ZoneId.of(state.text("zone"));
        } catch (DateTimeException e) {
            throw Stored.altered(state, "zone", e);
        }
        List<EventMeasure> measures =
                state.children("measures").stream().map(EventMeasure::restore).toList();
        List<Feature> features = Stored.features(state, "features");
        int columns = measures.stream()
                .mapToInt(measure -> measure instanceof EventMeasure.Gaps ? 2 : 1)
                .sum();
        Stored.require(columns == features.size(), state);
        return new FittedWindows(state.text("stream"), zone, measures, features);
    }

    @Override
    public FeatureMatrix extract(PurposeBoundView view, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        CustomerEvents events = view.events(stream);
        // Without an end there are no events at all.
        long end = view.observedUntil().map(Instant::toEpochMilli).orElse(0L);
        LocalDays days = new LocalDays(zone);
        List<EventMeasure.Meter> meters = new ArrayList<>();
        for (EventMeasure measure : measures) {
            meters.add(measure.meter(events, days));
        }
        FeatureMatrix.Builder matrix = FeatureMatrix.builder(features, view.size(), checkpoint);
        double[] row = new double[features.size()];
        for (int customer = 0; customer < view.size(); customer++) {
            checkpoint.at(customer);
            int at = 0;
            for (int m = 0; m < measures.size(); m++) {
                EventMeasure measure = measures.get(m);
                int from = events.start(customer);
                int to = events.end(customer);
                if (measure.window() != EventMeasure.ALWAYS) {
                    from = firstSince(events, end - measure.window(), from, to);
                }
                meters.get(m).measure(from, to, end, row, at);
                at += measure instanceof EventMeasure.Gaps ? 2 : 1;
            }
            matrix.setRow(customer, row);
        }
        return matrix.build();
    }

    private static int firstSince(CustomerEvents events, long time, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.epochMilli(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public Learning learned() {
        return Learning.NOTHING;
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("stream", stream)
                .put("zone", zone.getId())
                .putChildren(
                        "measures", measures.stream().map(EventMeasure::state).toList())
                .putChildren("features", Stored.of(features))
                .build();
    }
}
