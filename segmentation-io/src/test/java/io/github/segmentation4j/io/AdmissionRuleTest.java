package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.run.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionRuleTest {
    private static final String FIELD =
            "{\"name\": \"age\", \"type\": \"number\", \"sensitivity\": \"personal\", \"purposes\": [\"personalisation\"]}";
    private static final String CONSENT = "{\"name\": \"agreed\", \"type\": \"boolean\", \"role\": \"consent\","
            + " \"sensitivity\": \"personal\", \"purposes\": [\"personalisation\"]}";

    private static DataLayout layout(String admission, String... attributes) {
        return SchemaFile.parse(
                "{\"id\": \"customer\"" + admission + ", \"attributes\": [" + String.join(", ", attributes) + "]}");
    }

    @Test
    void consentDecidesUnlessTheFileSaysOtherwise() {
        assertThat(layout("", FIELD, CONSENT).admission()).isEqualTo(AdmissionRule.byConsent());
        assertThat(layout(", \"admission\": \"consent\"", FIELD, CONSENT).admission())
                .isEqualTo(AdmissionRule.byConsent());
    }

    @Test
    void aLawfulBasisCarriesItsStatementToTheReport() {
        DataLayout layout = layout(
                ", \"admission\": {\"lawfulBasis\": \"contract\", \"statement\": \"members agreed in the terms\"}",
                FIELD);

        assertThat(layout.admission())
                .isEqualTo(AdmissionRule.everyone(LawfulBasis.CONTRACT, "members agreed in the terms"));
        assertThat(layout.admission().toAdmission().basis()).contains("CONTRACT", "members agreed in the terms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "null | a person still has to fill in \"admission\"",
                "\"everyone\" | was expected",
                "\"consent\" | needs an attribute with the role consent",
                "{\"lawfulBasis\": \"contract\"} | 'statement' is missing",
                "{\"lawfulBasis\": \"contract\", \"statement\": \" \"} | needs a statement",
                "{\"lawfulBasis\": \"consent\", \"statement\": \"yes\"} | consent is given by each customer",
                "{\"lawfulBasis\": \"contract\", \"statement\": \"a\", \"extra\": 1} | not known"
            })
    void whatCannotBeAdmittedOnIsRefusedWithItsPlace(String admission, String expected) {
        assertThatThrownBy(() -> layout(", \"admission\": " + admission, FIELD))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining("line 1");
    }

    @Test
    void writingAndReadingKeepsTheRule() {
        for (DataLayout layout : new DataLayout[] {
            layout("", FIELD),
            layout("", FIELD, CONSENT),
            layout("", FIELD).withAdmission(AdmissionRule.everyone(LawfulBasis.PUBLIC_TASK, "statute"))
        }) {
            assertThat(SchemaFile.parse(SchemaFile.format(layout)).admission()).isEqualTo(layout.admission());
        }
    }
}
