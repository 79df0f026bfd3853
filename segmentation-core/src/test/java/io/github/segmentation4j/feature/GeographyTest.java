package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.InvalidInputException;
import org.junit.jupiter.api.Test;

class GeographyTest {
    private static PurposeBoundView view(double[]... places) {
        CustomerTable.Builder table = CustomerTable.builder(Shop.SCHEMA);
        for (int i = 0; i < places.length; i++) {
            table.add("c" + i);
            if (places[i].length == 2) {
                table.set("lat", places[i][0]).set("lon", places[i][1]);
            }
        }
        return Shop.open(CustomerData.of(table.build()));
    }

    private static double[][] extract(FeatureExtractor extractor, PurposeBoundView view) {
        return extractor.fit(view, Shop.CONTEXT).extract(view, Shop.CONTEXT).toArray();
    }

    private static double distance(double lat, double lon, double toLat, double toLon) {
        return extract(Geography.distanceTo("lat", "lon", toLat, toLon), view(new double[] {lat, lon}))[0][0];
    }

    @Test
    void distancesOnTheSphere() {
        double quarter = Math.PI / 2 * 6371.0088;
        assertThat(distance(0, 0, 0, 0)).isZero();
        assertThat(distance(0, 0, 90, 17)).isCloseTo(quarter, within(1e-9));
        assertThat(distance(0, 0, 0, 180)).isCloseTo(2 * quarter, within(1e-9));
        assertThat(distance(0, 179.5, 0, -179.5)).isCloseTo(quarter / 90, within(1e-9));
        assertThat(distance(12, 34, 56, 78)).isCloseTo(distance(56, 78, 12, 34), within(1e-9));
    }

    @Test
    void missingPlaceHasNoDistanceAndNoCell() {
        PurposeBoundView view = view(new double[] {1, 1}, new double[0]);
        assertThat(extract(Geography.distanceTo("lat", "lon", 0, 0), view)[1]).containsExactly(Double.NaN);
        assertThat(extract(Geography.gridCell("lat", "lon", 1), view)[1]).containsExactly(Double.NaN, Double.NaN);
        assertThat(extract(Geography.gridCell("lat", "lon", 1).oneHot(), view)[1])
                .containsExactly(0);
    }

    @Test
    void cellCentresHideWhereSomebodyLives() {
        PurposeBoundView view = view(
                new double[] {52.6, 13.1}, new double[] {52.9, 13.4}, new double[] {90, 180}, new double[] {-90, -180});
        assertThat(extract(Geography.gridCell("lat", "lon", 0.5), view))
                .isDeepEqualTo(new double[][] {{52.75, 13.25}, {52.75, 13.25}, {89.75, -179.75}, {-89.75, -179.75}});
        assertThat(extract(Geography.gridCell("lat", "lon", 0.5).frequency(), view))
                .isDeepEqualTo(new double[][] {{0.5}, {0.5}, {0.25}, {0.25}});
    }

    @Test
    void coordinatesOutOfRangeAreRefusedWithTheirPlace() {
        PurposeBoundView view = view(new double[] {1, 1}, new double[] {91, 1});
        assertThatThrownBy(() -> extract(Geography.distanceTo("lat", "lon", 0, 0), view))
                .isInstanceOfSatisfying(InvalidInputException.class, error -> {
                    assertThat(error.row()).hasValue(2);
                    assertThat(error.column()).contains("lat");
                })
                .hasMessageNotContaining("91");
        PurposeBoundView swapped = view(new double[] {1, 181});
        assertThatThrownBy(() -> extract(Geography.gridCell("lat", "lon", 1), swapped))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'lon'");
        assertThatThrownBy(() -> Geography.distanceTo("lat", "lon", 91, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Geography.gridCell("lat", "lon", 0.001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Geography.gridCell("lat", "lon", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
