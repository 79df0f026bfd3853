package io.github.segmentation4j.feature;

import java.util.List;

/** Picks features by name, or by patterns in which {@code *} stands for any text. */
record FeatureSelection(List<String> patterns) {
    static final FeatureSelection ALL = new FeatureSelection(List.of("*"));

    FeatureSelection {
        patterns = List.copyOf(patterns);
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("only(...) needs at least one name or pattern, such as \"rfm.*\"");
        }
    }

    /** Which features are picked. */
    boolean[] among(List<Feature> features) {
        boolean[] picked = new boolean[features.size()];
        for (String pattern : patterns) {
            boolean found = equals(ALL);
            for (int c = 0; c < picked.length; c++) {
                if (matches(pattern, 0, features.get(c).name(), 0)) {
                    picked[c] = true;
                    found = true;
                }
            }
            if (!found) {
                throw new IllegalArgumentException("no feature is called '" + pattern + "'; there are "
                        + features.stream().map(Feature::name).toList());
            }
        }
        return picked;
    }

    private static boolean matches(String pattern, int p, String name, int n) {
        int star = pattern.indexOf('*', p);
        if (star < 0) {
            return name.substring(n).equals(pattern.substring(p));
        }
        String head = pattern.substring(p, star);
        if (!name.startsWith(head, n)) {
            return false;
        }
        for (int rest = n + head.length(); rest <= name.length(); rest++) {
            if (matches(pattern, star + 1, name, rest)) {
                return true;
            }
        }
        return false;
    }
}
