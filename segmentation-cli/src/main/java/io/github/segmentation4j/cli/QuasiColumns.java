package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.privacy.anonymity.GeneralisationHierarchy;
import io.github.segmentation4j.privacy.anonymity.QuasiIdentifier;
import io.github.segmentation4j.run.InvalidInputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the columns of --quasi are and may become: as they stand, in the bands of --bands or up a --hierarchy. */
final class QuasiColumns {
    private final List<String> names;
    private final Map<String, List<BandBounds>> bands;
    private final Map<String, Path> hierarchies;

    private QuasiColumns(List<String> names, Map<String, List<BandBounds>> bands, Map<String, Path> hierarchies) {
        this.names = names;
        this.bands = bands;
        this.hierarchies = hierarchies;
    }

    /**
     * Columns with their levels of coarsening.
     *
     * @param names the columns of --quasi
     * @param sensitive the column of --sensitive, which may have bands too
     * @param typedBands the options --bands, the finest of a column first
     * @param typedHierarchies the options --hierarchy, such as {@code town=towns.txt}
     */
    static QuasiColumns of(
            List<String> names, Optional<String> sensitive, List<String> typedBands, List<String> typedHierarchies) {
        List<String> cut = new ArrayList<>(names);
        sensitive.ifPresent(cut::add);
        Map<String, List<BandBounds>> bands = BandBounds.of(typedBands, cut, "--quasi or --sensitive");
        bands.forEach((column, levels) -> {
            if (!names.contains(column) && levels.size() > 1) {
                throw new InvalidInputException(
                        "--bands names '" + column + "' twice; only a column of --quasi can" + " become coarser");
            }
            for (int level = 1; level < levels.size(); level++) {
                if (!levels.get(level - 1).refines(levels.get(level))) {
                    throw new InvalidInputException("--bands names '" + column + "' again, so it must take some of the"
                            + " bounds before and no others, as in age=30,40,50 and then age=40");
                }
            }
        });
        Map<String, Path> hierarchies = new LinkedHashMap<>();
        for (String text : typedHierarchies) {
            int sign = text.indexOf('=');
            String column = text.substring(0, Math.max(0, sign));
            if (!names.contains(column) || sign == text.length() - 1) {
                throw new InvalidInputException("--hierarchy must be COL=FILE with a column of --quasi, which names "
                        + names + ", was '" + text + "'");
            }
            if (bands.containsKey(column)) {
                throw new InvalidInputException(
                        "--hierarchy and --bands both name '" + column + "'; give it one of them");
            }
            if (hierarchies.putIfAbsent(column, Path.of(text.substring(sign + 1))) != null) {
                throw new InvalidInputException("--hierarchy names '" + column + "' twice; give it one file");
            }
        }
        return new QuasiColumns(List.copyOf(names), bands, hierarchies);
    }

    /** Refuses coarser levels where nothing is made coarser. */
    void requireNoCoarserLevels() {
        bands.forEach((column, levels) -> {
            if (levels.size() > 1) {
                throw new InvalidInputException(
                        "--bands names '" + column + "' twice; give all its bounds at once, or --anonymise");
            }
        });
        if (!hierarchies.isEmpty()) {
            throw new InvalidInputException("--hierarchy is for --anonymise; give that too or leave it out");
        }
    }

    List<String> names() {
        return names;
    }

    /** A column of --quasi as read, with its levels. */
    QuasiIdentifier levels(Categories column) throws IOException {
        Path file = hierarchies.get(column.name());
        if (file != null) {
            return GeneralisationHierarchy.parse(column.name(), lines(file)).over(column);
        }
        List<BandBounds> cuts = bands.getOrDefault(column.name(), List.of());
        List<Map<String, String>> above = new ArrayList<>();
        for (int level = 1; level < cuts.size(); level++) {
            above.add(cuts.get(level - 1).into(cuts.get(level)));
        }
        Categories values = cuts.isEmpty() ? column : cuts.get(0).cut(column);
        return GeneralisationHierarchy.of(column.name(), above).over(values);
    }

    /** The column of --sensitive as read. */
    SensitiveColumn sensitive(Categories column) {
        List<BandBounds> cuts = bands.getOrDefault(column.name(), List.of());
        return cuts.isEmpty()
                ? SensitiveColumn.of(column)
                : SensitiveColumn.ofBands(cuts.get(0).cut(column));
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            // Some editors begin a file with a mark of its encoding.
            return (text.startsWith("\uFEFF") ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException("--hierarchy '" + file + "' is not text in UTF-8; save it as such", e);
        }
    }
}
