package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeType;

/**
 * The door to encodings: how the attributes of a customer become numbers.
 *
 * <pre>{@code
 * Encoding.number("tenure");                                     // as it is
 * Encoding.oneHot("plan").withUnseen(UnseenCategory.OTHER);      // plan=family, plan=single, plan (other)
 * Encoding.ordinal("size", "S", "M", "L");                       // 0, 1, 2
 * Encoding.multiSelect("interests", '|');                        // "books|music" is both
 * Encoding.codes("plan");                                        // family 1, single 2; only equal or not
 * }</pre>
 *
 * <p>Every encoding reads its attribute through the view, so one the purpose does not allow is refused. Stateless and
 * safe for use by several threads.
 */
public final class Encoding {
    private Encoding() {}

    /** A number as it is, or a truth value as 1 and 0; a missing one stays missing. Learns nothing. */
    public static FeatureExtractor number(String attribute) {
        return (view, context) -> {
            Attribute declared = view.attribute(attribute);
            if (declared.type() != AttributeType.NUMBER && declared.type() != AttributeType.BOOLEAN) {
                throw wrongType(declared, "number");
            }
            return new FittedNumber(attribute, Feature.of(attribute, declared.unit(), declared));
        };
    }

    /** A truth value as 1 and 0; a missing one stays missing. Learns nothing. */
    public static FeatureExtractor flag(String attribute) {
        return (view, context) -> {
            Attribute declared = view.attribute(attribute);
            if (declared.type() != AttributeType.BOOLEAN) {
                throw wrongType(declared, "truth value");
            }
            return new FittedNumber(attribute, Feature.of(attribute, "", declared));
        };
    }

    /** A column of 0 and 1 for each category, named such as {@code plan=family}. */
    public static CategoryEncoding oneHot(String attribute) {
        return CategoryEncoding.of(CategoryKind.ONE_HOT, new CategorySource.OfAttribute(attribute), "");
    }

    /**
     * The rank of a category, 0 for the first. Learns nothing.
     *
     * @param attribute a category
     * @param levels all categories in their order, at least one
     */
    public static CategoryEncoding ordinal(String attribute, String... levels) {
        return CategoryEncoding.of(CategoryKind.ORDINAL, new CategorySource.OfAttribute(attribute), "")
                .withLevels(levels);
    }

    /** The share of the customers with a category who have the same one. */
    public static CategoryEncoding frequency(String attribute) {
        return CategoryEncoding.of(CategoryKind.FREQUENCY, new CategorySource.OfAttribute(attribute), "");
    }

    /**
     * The code of a category, for algorithms that compare categories for equality only, such as k-prototypes or Gower's
     * dissimilarity: 1 for the first level, 2 for the second and so on. 0 stands for none of the levels, where a category
     * that comes up later or a missing one is to count so; a missing one stays missing if not said. Not for algorithms
     * that add or average: a code is no amount. Segments are described by the share of each level, as with
     * {@link #oneHot}.
     */
    public static CategoryEncoding codes(String attribute) {
        return CategoryEncoding.of(CategoryKind.CODES, new CategorySource.OfAttribute(attribute), "");
    }

    /**
     * A column of 0 and 1 for each choice of a multiple choice; blanks around a choice do not count.
     *
     * @param attribute a category or a text
     * @param separator between the choices
     */
    public static CategoryEncoding multiSelect(String attribute, char separator) {
        return CategoryEncoding.of(
                CategoryKind.MULTI_SELECT, new CategorySource.OfAttribute(attribute), String.valueOf(separator));
    }

    /** Every attribute the purpose allows, each encoded as fits its type; see {@link Attributes#all()}. */
    public static Attributes all() {
        return Attributes.all();
    }

    private static IllegalArgumentException wrongType(Attribute declared, String wanted) {
        return new IllegalArgumentException("attribute '" + declared.name() + "' is a " + declared.type() + ", not a "
                + wanted + "; choose another encoding");
    }
}
