package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.FeatureGlossary;
import io.github.segmentation4j.explain.Wording;
import io.github.segmentation4j.run.InvalidInputException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaWordsTest {
    private static final String WORDS = """
            {
              "id": "customer",
              "attributes": [
                {"name": "tenure", "type": "number", "sensitivity": "personal", "purposes": ["personalisation"]}
              ],
              "glossary": {
                "note": "read by the press office",
                "de": {"tenure": {"label": "Dauer", "unit": "Monate", "meaning": "wie lange Sie da sind"},
                       "note": {"label": "ein Merkmal namens note", "meaning": "kein Text"}},
                "en": {"tenure": {"label": "time", "meaning": "how long you are here", "note": "short"}}
              },
              "rights": {
                "optOut": {"en": "Write to us.", "de": "Schreiben Sie uns."},
                "correct": {"en": "Call us."},
                "contest": {"en": "Come by.", "note": "ground floor"}
              }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void wordsReachTheLayout() {
        DataLayout layout = SchemaFile.parse(WORDS);

        assertThat(layout.glossary().languages()).containsExactly(Locale.GERMAN, Locale.ENGLISH);
        assertThat(layout.glossary().entries(Locale.GERMAN)).containsOnlyKeys("tenure", "note");
        assertThat(layout.glossary().entry("tenure", Locale.GERMAN))
                .contains(new FeatureGlossary.Entry("Dauer", "Monate", "wie lange Sie da sind"));
        assertThat(layout.glossary().entry("tenure", Locale.ENGLISH))
                .contains(new FeatureGlossary.Entry("time", "", "how long you are here"));
        ExplanationPolicy.Rights rights = layout.rights().orElseThrow();
        assertThat(rights.optOut().in(Locale.GERMAN)).isEqualTo("Schreiben Sie uns.");
        assertThat(rights.correct().in(Locale.GERMAN)).isEqualTo("Call us.");
        assertThat(rights.contest().languages()).containsExactly(Locale.ENGLISH);
    }

    @Test
    void wordsComeBackFromAFileAndStayWithEveryOtherChangeOfTheLayout() {
        DataLayout layout = SchemaFile.parse(WORDS).withColumn("tenure", "T").withCustomers(FileLayout.blanks());
        String written = SchemaFile.format(layout);

        assertThat(written).contains("\"glossary\"", "\"rights\"").doesNotContain("press office");
        assertThat(SchemaFile.format(SchemaFile.parse(written))).isEqualTo(written);
    }

    @Test
    void aModelHoldsTheWordsOfItsSchema() {
        DataLayout layout = Shop.LAYOUT
                .withGlossary(SchemaFile.parse(WORDS).glossary())
                .withRights(SchemaFile.parse(WORDS).rights().orElseThrow());
        Path file = folder.resolve("model.json");
        ModelFile.write(Shop.released(), layout, file);

        DataLayout stored = ModelFile.read(file, Admission.byConsent()).layout();

        assertThat(SchemaFile.format(stored)).isEqualTo(SchemaFile.format(layout));
        assertThat(stored.glossary().entry("tenure", Locale.GERMAN)).isPresent();
    }

    @Test
    void aSchemaWithoutWordsSaysNothingOfThem() {
        DataLayout layout = SchemaFile.parse(SchemaFileTest.FULL);

        assertThat(layout.glossary().languages()).isEmpty();
        assertThat(layout.rights()).isEmpty();
        assertThat(SchemaFile.format(layout)).doesNotContain("glossary", "rights");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"de\": {\"tenure\"|\"it\": {\"tenure\"|at glossary.it: 'it' is no language that explanations are written in; these are [en, de, fr, es]",
                "\"de\": {\"tenure\"|\"de-AT\": {\"tenure\"|at glossary.de-AT: 'de-AT' is no language",
                "\"label\": \"Dauer\"|\"label\": \" \"|at glossary.de.tenure.label: a text that is not blank was expected",
                "\"label\": \"Dauer\", |``|at glossary.de.tenure: 'label' is missing",
                "\"meaning\": \"wie lange Sie da sind\"|\"meening\": \"wie lange\"|at glossary.de.tenure.meening: this key is not known",
                "\"label\": \"Dauer\"|\"label\": 3|at glossary.de.tenure.label: a text in quotes was expected",
                "{\"en\": \"Call us.\"}|{}|at rights.correct: a text in at least one language was expected",
                "{\"en\": \"Call us.\"}|\"Call us.\"|at rights.correct: an object was expected",
                "{\"en\": \"Call us.\"}|{\"en\": \"\"}|at rights.correct.en: a text that is not blank",
                "\"correct\": {\"en\": \"Call us.\"},|``|at rights: 'correct' is missing",
                "\"optOut\"|\"optout\"|at rights.optout: this key is not known",
            })
    void whatIsWrongIsNamedWithItsPlace(String from, String to, String message) {
        assertThat(WORDS).contains(from);

        assertThatThrownBy(() -> SchemaFile.parse(WORDS.replace(from, to.replace("`", ""))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("line ")
                .hasMessageContaining(message);
    }

    @Test
    void wordsThatCouldNotBeReadAgainAreNotTaken() {
        FeatureGlossary italian =
                FeatureGlossary.empty().with("tenure", Locale.ITALIAN, new FeatureGlossary.Entry("a", "", "b"));
        Wording english = Wording.of(Locale.ENGLISH, "a");

        assertThatThrownBy(() -> Shop.LAYOUT.withGlossary(italian))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[en, de, fr, es]")
                .hasMessageContaining("[it]");
        assertThatThrownBy(() -> Shop.LAYOUT.withRights(
                        new ExplanationPolicy.Rights(english, english, english.and(Locale.ITALIAN, "b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[it]");
    }
}
