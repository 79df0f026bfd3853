package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.io.MatrixFile.MissingCells;
import io.github.segmentation4j.io.TableFile;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The files of a release.
 *
 * @param labels the segments
 * @param customers the table of customers
 * @param customerId the column that says whose row it is, where a customer may have several
 */
record ReleaseFiles(SegmentLabels labels, Path customers, Optional<String> customerId) {
    ReleaseData read(
            List<String> columns,
            KnownGroups groups,
            KnownSegments segments,
            OptionalInt rowsPerCustomer,
            RunContext context) {
        FeatureMatrix described = TableFile.read(customers, columns, List.of(), MissingCells.REFUSE, context)
                .matrix();
        List<String> named = new ArrayList<>(groups.columns());
        Stream.concat(labels.customerColumn().stream(), customerId.stream())
                .filter(column -> !named.contains(column))
                .distinct()
                .forEach(named::add);
        List<Categories> table = named.isEmpty() ? List.of() : TableFile.groups(customers, named, context);
        Categories found = labels.read(described.rowCount(), table, context);
        Categories inSegments = segments.of(found);
        int[] owners = customerId
                .map(column -> owners(table.get(named.indexOf(column))))
                .orElse(new int[0]);
        return new ReleaseData(
                described,
                groups.grouped(table.subList(0, groups.columns().size())),
                ReleaseData.contributions(owners, inSegments.codes(), segments.count(), rowsPerCustomer, context),
                inSegments.levels());
    }

    private static int[] owners(Categories column) {
        int[] codes = column.codes();
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] == Categories.MISSING) {
                throw InvalidInputException.at(
                        row + 1L, column.name(), "whose row it is must be known; fill it in or leave the row out");
            }
        }
        return codes;
    }
}
