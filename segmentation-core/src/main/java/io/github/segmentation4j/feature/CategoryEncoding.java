package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns categories into numbers; made by {@link Encoding}.
 *
 * <p>Levels are learned from the customers of the view: first those the schema declares, in their order, then any other
 * that occurs, sorted; so the order of customers does not matter. {@link #withLevels} fixes them instead, and then
 * nothing is learned but the shares of {@link Encoding#frequency}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CategoryEncoding implements FeatureExtractor {
    /** How many levels there may be unless a limit is given. */
    static final int LEVEL_LIMIT = 50;

    private final CategoryKind kind;
    private final CategorySource source;
    private final String separator;
    private final List<String> fixedLevels;
    private final UnseenCategory unseen;
    private final MissingCategory missing;
    private final int levelLimit;
    private final int minimumCount;

    private CategoryEncoding(
            CategoryKind kind,
            CategorySource source,
            String separator,
            List<String> fixedLevels,
            UnseenCategory unseen,
            MissingCategory missing,
            int levelLimit,
            int minimumCount) {
        this.kind = kind;
        this.source = source;
        this.separator = separator;
        this.fixedLevels = fixedLevels;
        this.unseen = Objects.requireNonNull(unseen, "unseen");
        this.missing = Objects.requireNonNull(missing, "missing");
        this.levelLimit = levelLimit;
        this.minimumCount = minimumCount;
    }

    static CategoryEncoding of(CategoryKind kind, CategorySource source, String separator) {
        MissingCategory missing = kind.isWide() ? MissingCategory.ALL_ZERO : MissingCategory.NAN;
        return new CategoryEncoding(kind, source, separator, List.of(), UnseenCategory.REFUSE, missing, LEVEL_LIMIT, 1);
    }

    /** This encoding with a rule for categories that come up later; default {@link UnseenCategory#REFUSE}. */
    public CategoryEncoding withUnseen(UnseenCategory rule) {
        return new CategoryEncoding(kind, source, separator, fixedLevels, rule, missing, levelLimit, minimumCount);
    }

    /**
     * This encoding with a rule for missing categories; default {@link MissingCategory#ALL_ZERO} where each level has a
     * column, otherwise {@link MissingCategory#NAN}.
     */
    public CategoryEncoding withMissing(MissingCategory rule) {
        return new CategoryEncoding(kind, source, separator, fixedLevels, unseen, rule, levelLimit, minimumCount);
    }

    /**
     * This encoding with levels that are known beforehand; any other category counts as unseen.
     *
     * @param levels at least one, all different, in the order of their columns or ranks
     */
    public CategoryEncoding withLevels(String... levels) {
        Set<String> different = new LinkedHashSet<>(List.of(levels));
        if (different.isEmpty() || different.size() < levels.length) {
            throw new IllegalArgumentException(
                    "levels must be at least one and all different, were " + List.of(levels));
        }
        return new CategoryEncoding(
                kind, source, separator, List.copyOf(different), unseen, missing, levelLimit, minimumCount);
    }

    /**
     * This encoding with a limit on the number of columns one attribute may make; default 50. Encodings that make one
     * column have no limit.
     *
     * @param limit at least 1
     */
    public CategoryEncoding withLevelLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit on levels must be at least 1, was " + limit);
        }
        return new CategoryEncoding(kind, source, separator, fixedLevels, unseen, missing, limit, minimumCount);
    }

    /**
     * This encoding without the levels that few customers have: a level that the schema does not declare and fewer
     * customers have counts as unseen, so that neither a column nor the stored encoding tells of a single customer. What
     * was left out is not remembered, so where anything was, {@link UnseenCategory#REFUSE} becomes {@link
     * UnseenCategory#ALL_ZERO}, and {@link UnseenCategory#OTHER} if no level is left. Default: 1, every level counts.
     *
     * @param customers at least 1
     */
    public CategoryEncoding withMinimumCount(int customers) {
        if (customers < 1) {
            throw new IllegalArgumentException("a level must have at least 1 customer, was " + customers);
        }
        return new CategoryEncoding(kind, source, separator, fixedLevels, unseen, missing, levelLimit, customers);
    }

    /**
     * Learns the levels.
     *
     * @throws InvalidInputException if there is no level at all, or more than the limit
     */
    @Override
    public FittedExtractor fit(PurposeBoundView view, RunContext context) {
        Categories categories = source.read(view, MakingFeatures.checkpoint(context));
        List<List<String>> tokens = tokens(categories.levels(), kind, separator);
        int[] counts = categories.counts();
        Levels known = fixedLevels.isEmpty() ? learnLevels(view, tokens, counts) : new Levels(fixedLevels, false);
        List<String> levels = known.names();
        UnseenCategory rule = known.anyLeftOut() && unseen == UnseenCategory.REFUSE
                ? (levels.isEmpty() ? UnseenCategory.OTHER : UnseenCategory.ALL_ZERO)
                : unseen;
        if (kind.isWide() && levels.size() > levelLimit) {
            throw InvalidInputException.inColumn(
                    source.name(),
                    "there are " + levels.size() + " categories and a column for each may be made of " + levelLimit
                            + " at most; use Encoding.frequency, name the levels, or raise withLevelLimit");
        }
        double[] numbers = kind == CategoryKind.FREQUENCY ? shares(levels, tokens, counts) : new double[0];
        Learning learned =
                fixedLevels.isEmpty() || kind == CategoryKind.FREQUENCY ? Learning.FROM_CUSTOMERS : Learning.NOTHING;
        FittedCategories.Rules rules = new FittedCategories.Rules(kind, separator, rule, missing, learned);
        return new FittedCategories(source, rules, levels, numbers, features(view, levels, rule));
    }

    /** Levels, and whether others were left out because few customers have them. */
    private record Levels(List<String> names, boolean anyLeftOut) {}

    private Levels learnLevels(PurposeBoundView view, List<List<String>> tokens, int[] counts) {
        Set<String> levels = new LinkedHashSet<>();
        tokens(source.declared(view), kind, separator).forEach(levels::addAll);
        SortedMap<String, Integer> others = new TreeMap<>();
        for (int level = 0; level < tokens.size(); level++) {
            for (String token : tokens.get(level)) {
                others.merge(token, counts[level], Integer::sum);
            }
        }
        // The table may know levels that only customers have who were not admitted.
        others.values().removeIf(count -> count == 0);
        others.keySet().removeAll(levels);
        boolean isAny = !levels.isEmpty() || !others.isEmpty();
        boolean anyLeftOut = others.values().removeIf(count -> count < minimumCount);
        levels.addAll(others.keySet());
        if (!isAny) {
            throw InvalidInputException.inColumn(
                    source.name(), "no customer has a category, so there is nothing to encode; leave it out");
        }
        return new Levels(List.copyOf(levels), anyLeftOut);
    }

    private static double[] shares(List<String> levels, List<List<String>> tokens, int[] counts) {
        double[] shares = new double[levels.size()];
        long present = 0;
        Map<String, Integer> countOf = new HashMap<>();
        for (int level = 0; level < tokens.size(); level++) {
            present += counts[level];
            for (String token : tokens.get(level)) {
                countOf.merge(token, counts[level], Integer::sum);
            }
        }
        for (int level = 0; level < shares.length; level++) {
            shares[level] = present == 0 ? 0 : countOf.getOrDefault(levels.get(level), 0) / (double) present;
        }
        return shares;
    }

    /** The parts of each level: one, or for a multiple choice those between the separators. */
    static List<List<String>> tokens(List<String> levels, CategoryKind kind, String separator) {
        List<List<String>> result = new ArrayList<>(levels.size());
        for (String level : levels) {
            if (kind != CategoryKind.MULTI_SELECT) {
                result.add(List.of(level));
                continue;
            }
            Set<String> parts = new LinkedHashSet<>();
            int from = 0;
            for (int at = level.indexOf(separator); from <= level.length(); at = level.indexOf(separator, from)) {
                int end = at < 0 ? level.length() : at;
                String part = level.substring(from, end).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                from = end + separator.length();
            }
            result.add(List.copyOf(parts));
        }
        return result;
    }

    private List<Feature> features(PurposeBoundView view, List<String> levels, UnseenCategory rule) {
        Attribute[] sources = source.attributes(view).toArray(Attribute[]::new);
        String name = source.name();
        List<Feature> features = new ArrayList<>();
        switch (kind) {
            case ONE_HOT, MULTI_SELECT ->
                levels.forEach(level -> features.add(Feature.of(name + "=" + level, "", sources)));
            case ORDINAL -> features.add(Feature.of(name, "rank", sources));
            case CODES -> features.add(Feature.of(name, "code", sources));
            case FREQUENCY -> features.add(Feature.of(name + " frequency", "share", sources));
        }
        if (missing == MissingCategory.OWN_COLUMN) {
            features.add(Feature.of(name + " (missing)", "", sources));
        }
        if (rule == UnseenCategory.OTHER) {
            features.add(Feature.of(name + " (other)", "", sources));
        }
        return features;
    }

    @Override
    public String toString() {
        return kind + " encoding of " + source.name();
    }
}
