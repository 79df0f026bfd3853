package io.github.segmentation4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The protected attributes of a view's customers, opened for audits: which group each customer belongs to. Rows are in
 * the order of the view. Handed to checks, never to anything that makes features.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class AuditView {
    private final CustomerData data;
    private final PurposeBoundView view;

    AuditView(CustomerData data, PurposeBoundView view) {
        this.data = data;
        this.view = view;
    }

    /** The protected attributes, in the order of the schema. */
    public List<Attribute> attributes() {
        return data.schema().attributes(AttributeRole.PROTECTED);
    }

    /** The number of customers. */
    public int size() {
        return view.size();
    }

    /**
     * The groups of a protected attribute, one per customer. A number is cut by the {@link Attribute#bands() bands} of
     * the schema.
     *
     * @throws IllegalArgumentException if there is no such attribute, it is not protected, or it has no groups
     */
    public Categories groups(String attribute) {
        int[] codes = new int[view.size()];
        Grouping grouping = grouping(attribute);
        Arrays.setAll(codes, i -> grouping.codes.codeOf(view.row(i)));
        return Categories.ofOwned(attribute, grouping.levels, codes);
    }

    /** How many customers of each group the view admitted, with those whose group is missing at the end. */
    public List<GroupAdmission> admission(String attribute) {
        Grouping grouping = grouping(attribute);
        int[] total = new int[grouping.levels.size() + 1];
        int[] admitted = new int[total.length];
        for (int row = 0; row < data.size(); row++) {
            total[slot(grouping.codes.codeOf(row), grouping)]++;
        }
        for (int i = 0; i < view.size(); i++) {
            admitted[slot(grouping.codes.codeOf(view.row(i)), grouping)]++;
        }
        List<GroupAdmission> result = new ArrayList<>();
        for (int g = 0; g < total.length; g++) {
            boolean missing = g == grouping.levels.size();
            if (!missing || total[g] > 0) {
                result.add(new GroupAdmission(missing ? "missing" : grouping.levels.get(g), total[g], admitted[g]));
            }
        }
        return List.copyOf(result);
    }

    /**
     * How many customers of a group were admitted.
     *
     * @param group the name of the group
     * @param total customers of the group in the data
     * @param admitted those among them in the view
     */
    public record GroupAdmission(String group, int total, int admitted) {}

    private static int slot(int code, Grouping grouping) {
        return code < 0 ? grouping.levels.size() : code;
    }

    private Grouping grouping(String name) {
        Attribute attribute = data.schema().attribute(name);
        if (attribute.role() != AttributeRole.PROTECTED) {
            throw new IllegalArgumentException("attribute '" + name + "' is not protected; an audit opens "
                    + attributes().stream().map(Attribute::name).toList());
        }
        Column column = data.table().column(data.schema().indexOf(name));
        if (column instanceof Column.Codes codes) {
            return new Grouping(codes.levels(), codes::get);
        }
        if (column instanceof Column.Flags flags) {
            return new Grouping(List.of("false", "true"), flags::get);
        }
        if (column instanceof Column.Numbers numbers && attribute.bands().length > 0) {
            return new Grouping(attribute.bandNames(), row -> attribute.bandOf(numbers.get(row)));
        }
        throw new IllegalArgumentException("protected attribute '" + name + "' is a " + attribute.type()
                + " without groups; declare it as a category, a flag, or a number with bands(...)");
    }

    private record Grouping(List<String> levels, CodeOfRow codes) {}

    private interface CodeOfRow {
        int codeOf(int row);
    }
}
