package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/** The fitted form of {@link Geography#distanceTo}. */
record FittedDistance(String latitude, String longitude, double toLatitude, double toLongitude, Feature feature)
        implements FittedExtractor {
    static final String TYPE = "distance/1";

    /** The mean radius of the earth (IUGG), in kilometres. */
    private static final double RADIUS = 6371.0088;

    static FittedDistance restore(ModelState state) {
        List<Feature> features = Stored.features(state, "features");
        Stored.require(features.size() == 1, state);
        return new FittedDistance(
                state.text("latitude"),
                state.text("longitude"),
                state.number("toLatitude"),
                state.number("toLongitude"),
                features.get(0));
    }

    @Override
    public List<Feature> features() {
        return List.of(feature);
    }

    @Override
    public FeatureMatrix extract(PurposeBoundView view, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        double[] lats = Cells.coordinates(view, latitude, 90, checkpoint);
        double[] lons = Cells.coordinates(view, longitude, 180, checkpoint);
        for (int i = 0; i < lats.length; i++) {
            checkpoint.at(i);
            lats[i] = distance(Math.toRadians(lats[i]), Math.toRadians(lons[i]));
        }
        return FeatureMatrix.builder(features(), view.size(), checkpoint)
                .setColumn(0, lats)
                .build();
    }

    private double distance(double lat, double lon) {
        double toLat = Math.toRadians(toLatitude);
        double across = StrictMath.sin((lat - toLat) / 2);
        double along = StrictMath.sin((lon - Math.toRadians(toLongitude)) / 2);
        double half = across * across + StrictMath.cos(lat) * StrictMath.cos(toLat) * along * along;
        // Rounding may carry opposite points just beyond 1.
        return 2 * RADIUS * StrictMath.asin(Math.sqrt(Math.min(1, half)));
    }

    @Override
    public Learning learned() {
        return Learning.NOTHING;
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("latitude", latitude)
                .put("longitude", longitude)
                .put("toLatitude", toLatitude)
                .put("toLongitude", toLongitude)
                .putChildren("features", Stored.of(features()))
                .build();
    }
}
