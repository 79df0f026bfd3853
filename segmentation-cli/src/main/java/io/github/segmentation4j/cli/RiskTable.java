package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.io.TableFile;
import io.github.segmentation4j.privacy.anonymity.EquivalenceClasses;
import io.github.segmentation4j.privacy.anonymity.GeneralisationHierarchy;
import io.github.segmentation4j.privacy.anonymity.QuasiIdentifier;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The customers whose risk is measured.
 *
 * @param quasi the columns of --quasi, and the segment if there is one
 * @param sensitive the column of --sensitive
 * @param kept the columns of --keep
 */
record RiskTable(List<QuasiIdentifier> quasi, Optional<SensitiveColumn> sensitive, List<Categories> kept) {
    /**
     * Reads the files.
     *
     * @param customers the table of customers
     * @param columns the columns of --quasi
     * @param labels the segments
     * @param sensitive the column of --sensitive
     * @param kept the columns of --keep
     */
    static RiskTable read(
            Path customers,
            QuasiColumns columns,
            Optional<SegmentLabels> labels,
            Optional<String> sensitive,
            List<String> kept,
            RunContext context)
            throws IOException {
        Set<String> names = new LinkedHashSet<>(columns.names());
        sensitive.ifPresent(names::add);
        names.addAll(kept);
        labels.flatMap(SegmentLabels::customerColumn).ifPresent(names::add);
        List<String> order = List.copyOf(names);
        List<Categories> table = TableFile.groups(customers, order, context);
        List<QuasiIdentifier> quasi = new ArrayList<>();
        for (String name : columns.names()) {
            quasi.add(columns.levels(table.get(order.indexOf(name))));
        }
        if (labels.isPresent()) {
            quasi.add(GeneralisationHierarchy.flat(SegmentLabels.NAME)
                    .over(labels.get().readFew(table, context)));
        }
        return new RiskTable(
                List.copyOf(quasi),
                sensitive.map(name -> columns.sensitive(table.get(order.indexOf(name)))),
                kept.stream().map(name -> table.get(order.indexOf(name))).toList());
    }

    int size() {
        return quasi.get(0).size();
    }

    /** The classes of customers who look the same as they stand. */
    EquivalenceClasses classes() {
        return EquivalenceClasses.of(quasi.stream().map(column -> column.at(0)).toList());
    }
}
