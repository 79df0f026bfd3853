package io.github.segmentation4j.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ExplanationPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationRendererTest {
    private static final Pattern GAP = Pattern.compile("\\{\\d}");

    private static WhyThisSegment why(double value, String... names) {
        CentroidModel model = ClusterModels.ofCentroids(
                new double[][] {{0, 0}, {2000, 0}}, new double[] {0, 0}, new double[] {2000, 1});
        FeatureMatrix matrix =
                FeatureMatrix.of(List.of(Feature.of("spend"), Feature.of("age")), new double[][] {{value, 3}});
        FeatureGlossary glossary = FeatureGlossary.empty()
                .with("spend", Locale.ENGLISH, new FeatureGlossary.Entry("your spending", "euros", "what you paid"))
                .with("spend", Locale.GERMAN, new FeatureGlossary.Entry("Ihre Ausgaben", "Euro", "was Sie zahlten"));
        return SegmentExplainer.of(model, List.of(names), ExplanationPolicies.of(glossary))
                .explain(matrix, matrix, 0, RunContext.seeded(1))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es"})
    void everyBundleHasExactlyTheKeysThatAreUsed(String language) throws IOException {
        Set<String> used = new TreeSet<>();
        String source =
                Files.readString(Path.of("src/main/java/io/github/segmentation4j/explain/ExplanationRenderer.java"));
        Pattern.compile("\"([a-z]+\\.[a-zA-Z]+)\"")
                .matcher(source)
                .results()
                .forEach(match -> used.add(match.group(1)));
        Arrays.stream(Purpose.values()).forEach(purpose -> used.add("purpose." + purpose.name()));

        ResourceBundle bundle = Messages.bundle(language);
        assertThat(new TreeSet<>(bundle.keySet())).isEqualTo(used);
        for (String key : used) {
            assertThat(gaps(bundle, key)).as(key).isEqualTo(gaps(Messages.bundle("en"), key));
            // A straight apostrophe would swallow the gaps after it.
            assertThat(bundle.getString(key)).as(key).isNotBlank().doesNotContain("'");
        }
    }

    private static Set<String> gaps(ResourceBundle bundle, String key) {
        return GAP.matcher(bundle.getString(key))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es"})
    void sentencesOfTheTextsAreShort(String language) {
        ResourceBundle bundle = Messages.bundle(language);
        for (String key : bundle.keySet()) {
            for (String sentence : bundle.getString(key).split("[.:;] ?", -1)) {
                assertThat(sentence.split(" ", -1).length).as(key).isLessThanOrEqualTo(20);
            }
        }
    }

    @Test
    void numbersAndUnitsAreThoseOfTheLocale() {
        WhyThisSegment why = why(1234.5, "low", "high");
        assertThat(why.in(Locale.ENGLISH).full()).anyMatch(line -> line.contains("your spending (1,234.5 euros)"));
        assertThat(why.in(Locale.GERMANY).full()).anyMatch(line -> line.contains("Ihre Ausgaben (1.234,5 Euro)"));
        assertThat(why.in(Locale.ENGLISH).oneSentence())
                .isEqualTo("You see this because you belong to the segment “high”, mainly because of: your spending.");
        assertThat(why.in(Locale.GERMAN).threeSentences())
                .hasSize(3)
                .last()
                .isEqualTo("Wenn Sie zu keinem Segment gehören möchten: A klicken.");
    }

    @Test
    void otherLanguagesAreServedInEnglishWhateverTheHostSpeaks() {
        assertThat(why(10, "low", "high").in(Locale.JAPAN))
                .isEqualTo(why(10, "low", "high").in(Locale.ENGLISH));
    }

    @Test
    void whatMustBeReachedIsRoundedSoThatItIsFarEnough() {
        assertThat(Messages.of(Locale.ENGLISH).target(0, 1.2301)).isEqualTo("1.24");
        assertThat(Messages.of(Locale.ENGLISH).target(0, -1.2301)).isEqualTo("-1.24");
        assertThat(Messages.of(Locale.ENGLISH).target(5, 3.3)).isEqualTo("3.3");
        assertThat(Messages.of(Locale.ENGLISH).target(1, 1.0004001)).isEqualTo("1.000401");
        assertThat(Messages.of(Locale.ENGLISH).target(3, 0)).isEqualTo("0");
    }

    @Test
    void markupStaysTextAndControlCharactersGo() {
        WhyThisSegment why = why(10, "<script>alert(1)</script>", "a\u0007b\nc\u202Ed{0}'");
        Explanation explanation = why.in(Locale.ENGLISH);
        assertThat(explanation.oneSentence()).contains("“<script>alert(1)</script>”");
        assertThat(explanation.full()).anyMatch(line -> line.contains("“ab cd{0}'”"));
        assertThat(String.join("", explanation.full())).doesNotContain("\u0007", "\n", "\u202E");
    }

    @Test
    void everyLanguageSaysEverythingOfEveryKind() {
        for (String language : Messages.LANGUAGES) {
            Explanation explanation = why(10, "low", "high").in(Locale.forLanguageTag(language));
            assertThat(explanation.full())
                    .hasSizeGreaterThanOrEqualTo(11)
                    .noneMatch(line -> GAP.matcher(line).find());
            assertThat(explanation.full()).anyMatch(line -> line.contains("token-1"));
            ExplanationRenderer renderer =
                    ExplanationRenderer.of(FeatureGlossary.empty(), Locale.forLanguageTag(language));
            assertThat(Arrays.stream(Feedback.values()).map(renderer::answer)).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ingresos, antigüedad e ingresos",
        "Índice, antigüedad e Índice",
        "historial de compras, antigüedad e historial de compras",
        "«hijos», antigüedad e «hijos»",
        "IVA, antigüedad e IVA",
        "hierro, antigüedad y hierro",
        "ionización, antigüedad y ionización",
        "huella, antigüedad y huella",
        "gasto, antigüedad y gasto",
        "2 ingresos, antigüedad y 2 ingresos"
    })
    void spanishSaysAndAsItSoundsBestBeforeTheNextWord(String label, String list) {
        List<WhyThisSegment.DataUse> uses = Stream.of("antigüedad", label)
                .map(name -> new Feature(name, "", Sensitivity.PERSONAL, Set.of(Purpose.PERSONALISATION), Set.of()))
                .map(feature -> new WhyThisSegment.DataUse(feature, List.of()))
                .toList();
        SegmentNotice notice = notice(30, uses);
        assertThat(ExplanationRenderer.of(FeatureGlossary.empty(), Locale.forLanguageTag("es"))
                        .notice(notice))
                .contains("Se usaron estos datos: " + list + ".");
        assertThat(ExplanationRenderer.of(FeatureGlossary.empty(), Locale.ENGLISH)
                        .notice(notice))
                .contains("These data were used: antigüedad and " + label + ".");
    }

    @Test
    void featuresOfNobodysSchemaSayTheirFieldsButNoSource() {
        Feature feature = new Feature("x", "", Sensitivity.PERSONAL, Set.of(Purpose.PERSONALISATION), Set.of("field"));
        assertThat(WhyThisSegment.DataUse.of(List.of(feature)))
                .containsExactly(new WhyThisSegment.DataUse(feature, List.of(new WhyThisSegment.Origin("field", ""))));
        Schema schema = Schema.builder()
                .id("id")
                .number("field")
                .source("till")
                .allow(Purpose.PERSONALISATION)
                .build();
        assertThat(WhyThisSegment.DataUse.of(List.of(feature), schema))
                .containsExactly(
                        new WhyThisSegment.DataUse(feature, List.of(new WhyThisSegment.Origin("field", "till"))));
    }

    @Test
    void aNoticeRoundsThePeople() {
        assertThat(notice(1234)).contains("About 1,200 people are in the segment.");
        assertThat(notice(97)).contains("About 100 people are in the segment.");
        assertThat(notice(19)).contains("Fewer than 20 people are in the segment.");
        assertThat(notice(1234))
                .contains(
                        "Purpose: personalisation.",
                        "How long the data are kept: two years",
                        "Last reviewed: March 1, 2026.");
    }

    private static List<String> notice(int people) {
        return ExplanationRenderer.of(FeatureGlossary.empty(), Locale.US)
                .notice(notice(people, why(10, "low", "high").dataUses()));
    }

    private static SegmentNotice notice(int people, List<WhyThisSegment.DataUse> uses) {
        WhyThisSegment why = why(10, "low", "high");
        return new SegmentNotice(
                        why.segment(),
                        Purpose.PERSONALISATION,
                        people,
                        LocalDate.of(2026, 3, 1),
                        uses,
                        why.rights(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .withRetention(Wording.of(Locale.ENGLISH, "two years"));
    }

    @Test
    void nothingOfTheCustomerIsInWhatCouldBeLogged() {
        WhyThisSegment why = why(1234.5, "low", "high");
        assertThat(why + " " + why.reasons() + why.reasons().contributions() + why.change() + why.in(Locale.ENGLISH))
                .doesNotContain("1234")
                .doesNotContain("1,234");
    }
}
