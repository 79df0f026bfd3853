package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fitted form of {@link CategoryEncoding}: the levels and, for shares, a number for each. */
final class FittedCategories implements FittedExtractor {
    static final String TYPE = "categories/1";

    private static final int UNSEEN = -1;

    private final CategorySource source;
    private final Rules rules;
    private final List<String> levels;
    private final double[] numbers;
    private final List<Feature> features;
    private final Map<String, Integer> places = new HashMap<>();

    /** What does not depend on the levels. */
    record Rules(
            CategoryKind kind, String separator, UnseenCategory unseen, MissingCategory missing, Learning learned) {
        int extraColumns() {
            return (missing == MissingCategory.OWN_COLUMN ? 1 : 0) + (unseen == UnseenCategory.OTHER ? 1 : 0);
        }
    }

    FittedCategories(
            CategorySource source, Rules rules, List<String> levels, double[] numbers, List<Feature> features) {
        this.source = source;
        this.rules = rules;
        this.levels = List.copyOf(levels);
        this.numbers = numbers.clone();
        this.features = List.copyOf(features);
        levels.forEach(level -> places.put(level, places.size()));
    }

    static FittedCategories restore(ModelState state) {
        Rules rules = new Rules(
                Stored.constant(CategoryKind.class, state, "kind"),
                state.text("separator"),
                Stored.constant(UnseenCategory.class, state, "unseen"),
                Stored.constant(MissingCategory.class, state, "missing"),
                Stored.constant(Learning.class, state, "learned"));
        List<String> levels = state.texts("levels");
        double[] numbers = state.numbers("numbers");
        List<Feature> features = Stored.features(state, "features");
        int main = rules.kind.isWide() ? levels.size() : 1;
        Stored.require(features.size() == main + rules.extraColumns(), state);
        Stored.require(numbers.length == (rules.kind == CategoryKind.FREQUENCY ? levels.size() : 0), state);
        return new FittedCategories(CategorySource.restore(state.child("source")), rules, levels, numbers, features);
    }

    @Override
    public List<Feature> features() {
        return features;
    }

    @Override
    public FeatureMatrix extract(PurposeBoundView view, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        Categories categories = source.read(view, checkpoint);
        int[][] targets = targets(categories.levels());
        FeatureMatrix.Builder matrix = FeatureMatrix.builder(features, view.size(), checkpoint);
        int main = rules.kind.isWide() ? levels.size() : 1;
        int other = main + (rules.missing == MissingCategory.OWN_COLUMN ? 1 : 0);
        for (int row = 0; row < view.size(); row++) {
            checkpoint.at(row);
            int code = categories.code(row);
            if (code < 0) {
                writeMissing(matrix, row, main);
                continue;
            }
            for (int place : targets[code]) {
                if (place != UNSEEN) {
                    matrix.set(row, rules.kind.isWide() ? place : 0, value(place));
                } else if (rules.unseen == UnseenCategory.OTHER) {
                    matrix.set(row, other, 1);
                } else if (rules.unseen == UnseenCategory.REFUSE) {
                    throw InvalidInputException.at(
                            row + 1L,
                            source.name(),
                            "a category not seen before at assignment; fit again with it,"
                                    + " or choose withUnseen(ALL_ZERO or OTHER)");
                }
            }
        }
        return matrix.build();
    }

    private void writeMissing(FeatureMatrix.Builder matrix, int row, int main) {
        if (rules.missing == MissingCategory.OWN_COLUMN) {
            matrix.set(row, main, 1);
        } else if (rules.missing == MissingCategory.NAN) {
            for (int c = 0; c < features.size(); c++) {
                matrix.set(row, c, Double.NaN);
            }
        }
    }

    private double value(int place) {
        return switch (rules.kind) {
            case ONE_HOT, MULTI_SELECT -> 1;
            case ORDINAL -> place;
            case CODES -> place + 1.0;
            case FREQUENCY -> numbers[place];
        };
    }

    /** For each level of a view the places among the fitted levels. */
    private int[][] targets(List<String> viewLevels) {
        return CategoryEncoding.tokens(viewLevels, rules.kind, rules.separator).stream()
                .map(tokens -> tokens.stream()
                        .mapToInt(token -> places.getOrDefault(token, UNSEEN))
                        .toArray())
                .toArray(int[][]::new);
    }

    /** Codes as the answers yes and no to each of the levels: a mean of codes would say nothing. */
    @Override
    public FeatureMatrix describe(PurposeBoundView view, RunContext context) {
        FeatureMatrix extracted = extract(view, context);
        if (rules.kind != CategoryKind.CODES) {
            return extracted;
        }
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        List<Feature> described = describedCodes();
        FeatureMatrix.Builder matrix = FeatureMatrix.builder(described, view.size(), checkpoint);
        for (int row = 0; row < view.size(); row++) {
            checkpoint.at(row);
            double code = extracted.get(row, 0);
            for (int place = 0; place < levels.size(); place++) {
                matrix.set(row, place, Double.isNaN(code) ? code : code == value(place) ? 1 : 0);
            }
            for (int c = 1; c < features.size(); c++) {
                matrix.set(row, levels.size() + c - 1, extracted.get(row, c));
            }
        }
        return matrix.build();
    }

    private List<Feature> describedCodes() {
        Feature codes = features.get(0);
        List<Feature> described = new ArrayList<>();
        levels.forEach(level ->
                described.add(codes.withName(codes.name() + "=" + level).withUnit("")));
        described.addAll(features.subList(1, features.size()));
        return described;
    }

    @Override
    public List<Optional<FeatureScale>> scales() {
        return features.stream()
                .map(feature -> rules.kind == CategoryKind.CODES && feature.equals(features.get(0))
                        ? Optional.<FeatureScale>empty()
                        : Optional.of(FeatureScale.identity(feature.name())))
                .toList();
    }

    @Override
    public Learning learned() {
        return rules.learned;
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("source", source.state())
                .put("kind", rules.kind.name())
                .put("separator", rules.separator)
                .put("unseen", rules.unseen.name())
                .put("missing", rules.missing.name())
                .put("learned", rules.learned.name())
                .putTexts("levels", levels)
                .put("numbers", numbers)
                .putChildren("features", Stored.of(features))
                .build();
    }
}
