package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.Attribute;

/**
 * The door to features of place, made from two attributes with latitude and longitude in degrees. Coordinates out of
 * range are an error with row and column; where one is missing, so is the feature.
 *
 * <pre>{@code
 * FeaturePipeline.named("store", Geography.distanceTo("lat", "lon", 52.52, 13.405));  // store.distance, in km
 * Geography.gridCell("lat", "lon", 0.5).oneHot();
 * }</pre>
 *
 * <p>Stateless and safe for use by several threads.
 */
public final class Geography {
    private Geography() {}

    /**
     * The distance to a place in kilometres along the surface of a sphere of radius 6371.0088 km (haversine). Learns
     * nothing.
     *
     * @param latitude the attribute with the latitude, -90 to 90
     * @param longitude the attribute with the longitude, -180 to 180
     * @param toLatitude of the place, in degrees
     * @param toLongitude of the place, in degrees
     */
    public static FeatureExtractor distanceTo(
            String latitude, String longitude, double toLatitude, double toLongitude) {
        if (!(Math.abs(toLatitude) <= 90 && Math.abs(toLongitude) <= 180)) {
            throw new IllegalArgumentException("a place must have a latitude of -90 to 90 and a longitude of -180 to"
                    + " 180 degrees, was " + toLatitude + ", " + toLongitude);
        }
        return (view, context) -> {
            Attribute first = view.attribute(latitude);
            Attribute second = view.attribute(longitude);
            return new FittedDistance(
                    latitude, longitude, toLatitude, toLongitude, Feature.of("distance", "km", first, second));
        };
    }

    /**
     * The cell of a coarse grid a customer lives in.
     *
     * @param latitude the attribute with the latitude, -90 to 90
     * @param longitude the attribute with the longitude, -180 to 180
     * @param degrees the height and width of a cell, 0.01 (about a kilometre) to 90
     */
    public static GridCell gridCell(String latitude, String longitude, double degrees) {
        return new GridCell(new Cells(latitude, longitude, degrees));
    }
}
