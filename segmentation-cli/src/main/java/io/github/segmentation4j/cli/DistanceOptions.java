package io.github.segmentation4j.cli;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.Gower;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How rows are compared, as typed: by which dissimilarity, and which columns are categories. */
final class DistanceOptions {
    @Option(
            names = "--distance",
            paramLabel = "HOW",
            description = "How rows are compared: euclidean, manhattan, cosine, mahalanobis, or gower, which compares"
                    + " --categorical columns by equality and others over their range. Default: euclidean, gower with"
                    + " --categorical.")
    @Nullable
    Name distance;

    @Option(
            names = "--categorical",
            paramLabel = "A,B",
            split = ",",
            hideParamSyntax = true,
            description =
                    "The columns that are categories, by name, or x1, x2, ... where the file has no header; they may"
                            + " be texts. kmodes takes all columns for categories where none is named.")
    @Nullable
    List<String> categorical;

    /** The dissimilarities by the names they are asked for. */
    enum Name {
        euclidean,
        manhattan,
        cosine,
        mahalanobis,
        gower
    }

    /** The columns that are categories; none if none were named. */
    List<String> categoricalColumns() {
        return categorical == null ? List.of() : categorical;
    }

    /** The dissimilarity, if one was asked for. */
    Optional<Dissimilarity> dissimilarity() {
        if (distance == null) {
            return categorical == null ? Optional.empty() : Optional.of(gower());
        }
        if (distance != Name.gower && categorical != null) {
            throw new InvalidInputException("--categorical does not go with --distance " + distance
                    + ", which knows numbers alone; take --distance gower");
        }
        return Optional.of(
                switch (distance) {
                    case euclidean -> Distances.euclidean();
                    case manhattan -> Distances.manhattan();
                    case cosine -> Distances.cosine();
                    case mahalanobis -> Distances.mahalanobis();
                    case gower -> gower();
                });
    }

    private Gower gower() {
        return Gower.of(categoricalColumns().toArray(String[]::new));
    }
}
