package io.github.segmentation4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The protected attributes of a view's customers, opened for audits and for lessening bias: which group each customer
 * belongs to. Rows are in the order of the view. Handed to checks, and, narrowed to the attributes they declare, to what
 * lessens bias between groups; none becomes a feature.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class AuditView {
    private final CustomerData data;
    private final PurposeBoundView view;
    private final List<Attribute> opened;

    AuditView(CustomerData data, PurposeBoundView view) {
        this(data, view, data.schema().attributes(AttributeRole.PROTECTED));
    }

    private AuditView(CustomerData data, PurposeBoundView view, List<Attribute> opened) {
        this.data = data;
        this.view = view;
        this.opened = opened;
    }

    /** The protected attributes it opens, in the order of the schema. */
    public List<Attribute> attributes() {
        return opened;
    }

    /**
     * An audit of the same customers that opens some of these attributes only.
     *
     * @param names of attributes that this audit opens; none opens nothing
     * @throws IllegalArgumentException if there is no such attribute or this audit does not open it
     */
    public AuditView only(Collection<String> names) {
        names.forEach(this::attribute);
        return new AuditView(
                data,
                view,
                opened.stream()
                        .filter(attribute -> names.contains(attribute.name()))
                        .toList());
    }

    /** Whether it is of the customers of a view. */
    public boolean isOf(PurposeBoundView other) {
        return view == other;
    }

    /** The number of customers. */
    public int size() {
        return view.size();
    }

    /**
     * The groups of a protected attribute, one per customer. A number is cut by the {@link Attribute#bands() bands} of
     * the schema.
     *
     * @throws IllegalArgumentException if there is no such attribute, this audit does not open it, or it has no groups
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
        for (int i = 0; i < data.size(); i++) {
            total[slot(grouping.codes.codeOf(data.row(i)), grouping)]++;
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

    private Attribute attribute(String name) {
        Attribute attribute = data.schema().attribute(name);
        if (!opened.contains(attribute)) {
            throw new IllegalArgumentException("attribute '" + name + "' is "
                    + (attribute.role() == AttributeRole.PROTECTED ? "not opened here" : "not protected")
                    + "; this audit opens "
                    + opened.stream().map(Attribute::name).toList());
        }
        return attribute;
    }

    private Grouping grouping(String name) {
        Attribute attribute = attribute(name);
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
