package io.github.segmentation4j.cli;

import io.github.segmentation4j.quality.CalinskiHarabasz;
import io.github.segmentation4j.quality.DaviesBouldin;
import io.github.segmentation4j.quality.Dbcv;
import io.github.segmentation4j.quality.Dunn;
import io.github.segmentation4j.quality.InformationCriterion;
import io.github.segmentation4j.quality.Silhouette;
import io.github.segmentation4j.quality.ValidityIndex;
import java.util.List;

/** The indices that may vote, by the names they are asked for. */
enum Voter {
    silhouette {
        @Override
        ValidityIndex index(int rows) {
            return Silhouette.forRows(rows);
        }
    },
    simplifiedSilhouette {
        @Override
        ValidityIndex index(int rows) {
            return Silhouette.simplified();
        }
    },
    calinskiHarabasz {
        @Override
        ValidityIndex index(int rows) {
            return CalinskiHarabasz.withDefaults();
        }
    },
    daviesBouldin {
        @Override
        ValidityIndex index(int rows) {
            return DaviesBouldin.withDefaults();
        }
    },
    dunn {
        @Override
        ValidityIndex index(int rows) {
            return Dunn.withDefaults();
        }
    },
    dbcv {
        @Override
        ValidityIndex index(int rows) {
            return Dbcv.withDefaults();
        }
    },
    bic {
        @Override
        ValidityIndex index(int rows) {
            return InformationCriterion.bic();
        }
    },
    aic {
        @Override
        ValidityIndex index(int rows) {
            return InformationCriterion.aic();
        }
    },
    icl {
        @Override
        ValidityIndex index(int rows) {
            return InformationCriterion.icl();
        }
    };

    /** The index, as it is affordable for a number of rows. */
    abstract ValidityIndex index(int rows);

    /** Those that vote where nobody says which. */
    static List<Voter> usual(ClusterAlgorithm algorithm) {
        return algorithm == ClusterAlgorithm.gmm
                ? List.of(silhouette, calinskiHarabasz, daviesBouldin, bic)
                : List.of(silhouette, calinskiHarabasz, daviesBouldin);
    }
}
