package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EncodingTest {
    private static final double NAN = Double.NaN;

    /** Customers whose city, plan, interests and size are given; an empty text is missing. */
    private static CustomerData data(String... cities) {
        CustomerTable.Builder table = CustomerTable.builder(Shop.SCHEMA);
        for (int i = 0; i < cities.length; i++) {
            table.add("c" + i);
            if (!cities[i].isEmpty()) {
                table.set("city", cities[i]).set("interests", cities[i]).set("size", cities[i]);
            }
        }
        return CustomerData.of(table.build());
    }

    private static FeatureMatrix encode(FeatureExtractor encoding, PurposeBoundView fit, PurposeBoundView view) {
        return encoding.fit(fit, Shop.CONTEXT).extract(view, Shop.CONTEXT);
    }

    private static FeatureMatrix encode(FeatureExtractor encoding, String... cities) {
        PurposeBoundView view = Shop.open(data(cities));
        return encode(encoding, view, view);
    }

    @Test
    void oneHotHasAColumnForEachLevelSorted() {
        FeatureMatrix matrix = encode(Encoding.oneHot("city"), "Ulm", "Bonn", "", "Ulm");
        assertThat(Shop.names(matrix.features())).containsExactly("city=Bonn", "city=Ulm");
        assertThat(matrix.toArray()).isDeepEqualTo(new double[][] {{0, 1}, {1, 0}, {0, 0}, {0, 1}});
    }

    @Test
    void declaredLevelsComeFirstInTheirOrder() {
        PurposeBoundView view = Shop.open(Shop.random(3, 9));
        assertThat(Shop.names(Encoding.oneHot("plan").fit(view, Shop.CONTEXT).features()))
                .containsExactly("plan=single", "plan=family", "plan=student");
    }

    @Test
    void levelsOnlyExcludedCustomersHaveAreNotLearned() {
        CustomerData data = data("Ulm", "Bonn", "Kiel");
        assertThat(Shop.names(Encoding.oneHot("city")
                        .fit(Shop.open(data, "c0", "c2"), Shop.CONTEXT)
                        .features()))
                .containsExactly("city=Kiel", "city=Ulm");
    }

    @Test
    void unseenCategoryIsRefusedWithPlaceAndWithoutValue() {
        PurposeBoundView fit = Shop.open(data("Ulm", "Bonn"));
        PurposeBoundView later = Shop.open(data("Ulm", "Quedlinburg"));
        assertThatThrownBy(() -> encode(Encoding.oneHot("city"), fit, later))
                .isInstanceOfSatisfying(InvalidInputException.class, error -> {
                    assertThat(error.row()).hasValue(2);
                    assertThat(error.column()).contains("city");
                })
                .hasMessageContaining("a category not seen before at assignment")
                .hasMessageNotContaining("Quedlinburg");
    }

    @Test
    void unseenCategoryIsZeroOrOtherWhereAsked() {
        PurposeBoundView fit = Shop.open(data("Ulm", "Bonn"));
        PurposeBoundView later = Shop.open(data("Kiel", "Ulm"));
        assertThat(encode(Encoding.oneHot("city").withUnseen(UnseenCategory.ALL_ZERO), fit, later)
                        .toArray())
                .isDeepEqualTo(new double[][] {{0, 0}, {0, 1}});
        FeatureMatrix other = encode(Encoding.oneHot("city").withUnseen(UnseenCategory.OTHER), fit, later);
        assertThat(Shop.names(other.features())).containsExactly("city=Bonn", "city=Ulm", "city (other)");
        assertThat(other.toArray()).isDeepEqualTo(new double[][] {{0, 0, 1}, {0, 1, 0}});
    }

    @Test
    void levelsThatFewCustomersHaveAreNeitherColumnsNorStored() {
        CategoryEncoding encoding = Encoding.oneHot("city").withMinimumCount(2);
        PurposeBoundView view = Shop.open(data("Ulm", "Quedlinburg", "Ulm", "Bonn", "Bonn"));
        FittedExtractor fitted = encoding.fit(view, Shop.CONTEXT);
        assertThat(Shop.names(fitted.features())).containsExactly("city=Bonn", "city=Ulm");
        assertThat(fitted.extract(view, Shop.CONTEXT).row(1)).containsExactly(0, 0);
        assertThat(fitted.state().texts("levels")).containsExactly("Bonn", "Ulm");
        // What was left out is not remembered, so another category may be one of it; without any it is refused.
        assertThat(fitted.extract(Shop.open(data("Kiel")), Shop.CONTEXT).row(0)).containsExactly(0, 0);
        FittedExtractor whole = encoding.fit(Shop.open(data("Ulm", "Ulm")), Shop.CONTEXT);
        assertThatThrownBy(() -> whole.extract(Shop.open(data("Kiel")), Shop.CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThat(Shop.names(encoding.fit(Shop.open(data("Ulm", "Bonn")), Shop.CONTEXT)
                        .features()))
                .containsExactly("city (other)");
        assertThatThrownBy(() -> encoding.withMinimumCount(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 customer");
        FeatureMatrix chosen = encode(Encoding.multiSelect("interests", '|').withMinimumCount(2), "a|b", "a|c", "b|a");
        assertThat(Shop.names(chosen.features())).containsExactly("interests=a", "interests=b");
    }

    @Test
    void declaredLevelsStayHoweverFewHaveThem() {
        PurposeBoundView view = Shop.open(Shop.random(3, 9));
        assertThat(Shop.names(Encoding.oneHot("plan")
                        .withMinimumCount(1000)
                        .fit(view, Shop.CONTEXT)
                        .features()))
                .containsExactly("plan=single", "plan=family");
    }

    @Test
    void missingCategoryIsZeroOwnColumnOrMissing() {
        CategoryEncoding oneHot = Encoding.oneHot("city");
        assertThat(encode(oneHot, "Ulm", "").row(1)).containsExactly(0);
        assertThat(encode(oneHot.withMissing(MissingCategory.OWN_COLUMN), "Ulm", "")
                        .row(1))
                .containsExactly(0, 1);
        assertThat(encode(oneHot.withMissing(MissingCategory.NAN), "Ulm", "").row(1))
                .containsExactly(NAN);
    }

    @Test
    void ordinalRanksAsGivenAndLearnsNothing() {
        PurposeBoundView view = Shop.open(data("M", "S", "", "L"));
        FittedExtractor fitted = Encoding.ordinal("size", "S", "M", "L").fit(view, Shop.CONTEXT);
        assertThat(fitted.extract(view, Shop.CONTEXT).column(0)).containsExactly(1, 0, NAN, 2);
        assertThat(fitted.learned()).isEqualTo(Learning.NOTHING);
        assertThatThrownBy(() -> Encoding.ordinal("size", "S", "S")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Encoding.ordinal("size")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void codesNumberTheLevelsFromOneAndMissingStaysMissing() {
        FeatureMatrix matrix = encode(Encoding.codes("city"), "Ulm", "Bonn", "", "Ulm");
        assertThat(Shop.names(matrix.features())).containsExactly("city");
        assertThat(matrix.column(0)).containsExactly(2, 1, NAN, 2);
        PurposeBoundView view = Shop.open(Shop.random(3, 9));
        FittedExtractor plan = Encoding.codes("plan").fit(view, Shop.CONTEXT);
        assertThat(plan.state().texts("levels")).containsExactly("single", "family", "student");
        assertThat(plan.learned()).isEqualTo(Learning.FROM_CUSTOMERS);
        assertThat(Encoding.codes("plan")
                        .withLevels("family")
                        .fit(view, Shop.CONTEXT)
                        .learned())
                .isEqualTo(Learning.NOTHING);
    }

    @Test
    void codesAreDescribedByEachLevelAndTracedToNone() {
        PurposeBoundView view = Shop.open(data("Ulm", "Bonn", "", "Ulm"));
        FittedExtractor fitted = Encoding.codes("city").fit(view, Shop.CONTEXT);
        PurposeBoundView later = Shop.open(data("Kiel", "", "Bonn"));
        FittedExtractor lenient = Encoding.codes("city")
                .withUnseen(UnseenCategory.OTHER)
                .withMissing(MissingCategory.OWN_COLUMN)
                .fit(view, Shop.CONTEXT);

        FeatureMatrix described = fitted.describe(view, Shop.CONTEXT);
        FeatureMatrix withOthers = lenient.describe(later, Shop.CONTEXT);

        assertThat(Shop.names(described.features())).containsExactly("city=Bonn", "city=Ulm");
        assertThat(described.features()).allSatisfy(feature -> {
            assertThat(feature.unit()).isEmpty();
            assertThat(feature.attributes()).containsExactly("city");
        });
        assertThat(described.column(0)).containsExactly(0, 1, NAN, 0);
        assertThat(described.column(1)).containsExactly(1, 0, NAN, 1);
        assertThat(fitted.scales()).containsExactly(Optional.empty());
        assertThat(Shop.names(withOthers.features()))
                .containsExactly("city=Bonn", "city=Ulm", "city (missing)", "city (other)");
        assertThat(withOthers.toArray()).isDeepEqualTo(new double[][] {{0, 0, 0, 1}, {0, 0, 1, 0}, {1, 0, 0, 0}});
        assertThat(lenient.scales().stream().map(Optional::isPresent)).containsExactly(false, true, true);
    }

    @Test
    void codeZeroIsNoneOfTheLevels() {
        PurposeBoundView fit = Shop.open(data("Ulm", "Bonn"));
        PurposeBoundView later = Shop.open(data("Kiel", "", "Bonn"));
        CategoryEncoding codes = Encoding.codes("city");
        assertThatThrownBy(() -> encode(codes, fit, later))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a category not seen before")
                .hasMessageNotContaining("Kiel");
        assertThat(encode(codes.withUnseen(UnseenCategory.ALL_ZERO), fit, later).column(0))
                .containsExactly(0, NAN, 1);
        assertThat(encode(codes.withUnseen(UnseenCategory.OTHER).withMissing(MissingCategory.OWN_COLUMN), fit, later)
                        .toArray())
                .isDeepEqualTo(new double[][] {{0, 0, 1}, {0, 1, 0}, {1, 0, 0}});
    }

    @Test
    void frequencyIsTheShareAmongThoseWithACategory() {
        assertThat(encode(Encoding.frequency("city"), "Ulm", "Ulm", "Bonn", "", "Ulm")
                        .column(0))
                .containsExactly(0.75, 0.75, 0.25, NAN, 0.75);
    }

    @Test
    void multiSelectSplitsChoicesAndBlanksDoNotCount() {
        FeatureMatrix matrix =
                encode(Encoding.multiSelect("interests", '|'), "books| music", "music", "", "|", "films|films|books");
        assertThat(Shop.names(matrix.features()))
                .containsExactly("interests=books", "interests=films", "interests=music");
        assertThat(matrix.toArray())
                .isDeepEqualTo(new double[][] {{1, 0, 1}, {0, 0, 1}, {0, 0, 0}, {0, 0, 0}, {1, 1, 0}});
    }

    @Test
    void tooManyLevelsNameTheAttribute() {
        String[] cities = new String[51];
        for (int i = 0; i < cities.length; i++) {
            cities[i] = "city " + i;
        }
        assertThatThrownBy(() -> encode(Encoding.oneHot("city"), cities))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'city'")
                .hasMessageContaining("51")
                .hasMessageContaining("50");
        assertThat(encode(Encoding.oneHot("city").withLevelLimit(51), cities).columnCount())
                .isEqualTo(51);
        assertThat(encode(Encoding.frequency("city"), cities).columnCount()).isEqualTo(1);
    }

    @Test
    void attributeWithoutAnyCategoryIsAClearError() {
        assertThatThrownBy(() -> encode(Encoding.oneHot("city"), "", ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'city'");
    }

    @Test
    void fixedLevelsLearnNothing() {
        CategoryEncoding fixed = Encoding.oneHot("city").withLevels("Ulm", "Bonn");
        PurposeBoundView view = Shop.open(data("Bonn"));
        FittedExtractor fitted = fixed.fit(view, Shop.CONTEXT);
        assertThat(fitted.learned()).isEqualTo(Learning.NOTHING);
        assertThat(fitted.extract(view, Shop.CONTEXT).row(0)).containsExactly(0, 1);
    }

    @Test
    void orderOfCustomersDoesNotMatter() {
        PurposeBoundView forward = Shop.open(data("Ulm", "Bonn", "Kiel", "Ulm"));
        PurposeBoundView backward = Shop.open(data("Ulm", "Kiel", "Bonn", "Ulm"));
        for (CategoryEncoding encoding : new CategoryEncoding[] {Encoding.oneHot("city"), Encoding.frequency("city")}) {
            assertThat(Shop.same(
                            encoding.fit(forward, Shop.CONTEXT).state(),
                            encoding.fit(backward, Shop.CONTEXT).state()))
                    .isTrue();
        }
    }

    @Test
    void allAttributesAreEncodedByTheirTypes() {
        PurposeBoundView view = Shop.open(Shop.random(3, 30));
        assertThat(Shop.names(Attributes.all()
                        .except("city", "interests")
                        .fit(view, Shop.CONTEXT)
                        .features()))
                .containsExactly(
                        "plan=single",
                        "plan=family",
                        "plan=student",
                        "size=L",
                        "size=M",
                        "size=S",
                        "tenure",
                        "income",
                        "app",
                        "lat",
                        "lon");
        assertThatThrownBy(() -> Attributes.all().except("nothing").fit(view, Shop.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wrongTypesAreRefused() {
        PurposeBoundView view = Shop.open(Shop.random(3, 3));
        assertThatThrownBy(() -> Encoding.number("plan").fit(view, Shop.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Encoding.flag("tenure").fit(view, Shop.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Encoding.oneHot("tenure").fit(view, Shop.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
