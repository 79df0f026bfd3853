package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/** The fitted form of {@link GridCell}. */
record FittedCell(Cells cells, List<Feature> features) implements FittedExtractor {
    static final String TYPE = "cell/1";

    static FittedCell restore(ModelState state) {
        List<Feature> features = Stored.features(state, "features");
        Stored.require(features.size() == 2, state);
        return new FittedCell(
                new Cells(state.text("latitude"), state.text("longitude"), state.number("degrees")), features);
    }

    @Override
    public FeatureMatrix extract(PurposeBoundView view, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        double[] lats = Cells.coordinates(view, cells.latitude(), 90, checkpoint);
        double[] lons = Cells.coordinates(view, cells.longitude(), 180, checkpoint);
        for (int i = 0; i < lats.length; i++) {
            checkpoint.at(i);
            boolean missing = Double.isNaN(lats[i]) || Double.isNaN(lons[i]);
            lats[i] = missing ? Double.NaN : cells.centreLatitude(cells.row(lats[i]));
            lons[i] = missing ? Double.NaN : cells.centreLongitude(cells.column(lons[i]));
        }
        return FeatureMatrix.builder(features, view.size(), checkpoint)
                .setColumn(0, lats)
                .setColumn(1, lons)
                .build();
    }

    @Override
    public Learning learned() {
        return Learning.NOTHING;
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("latitude", cells.latitude())
                .put("longitude", cells.longitude())
                .put("degrees", cells.degrees())
                .putChildren("features", Stored.of(features))
                .build();
    }
}
