package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.data.SpecialCategory;
import io.github.segmentation4j.run.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaFileTest {
    static final String FULL = """
            {
              "id": "customer",
              "idColumn": "No",
              "note": "free text",
              "attributes": [
                {"name": "tenure", "type": "number", "unit": "months", "range": [0, null], "column": "TENURE_M",
                 "sensitivity": "personal", "source": "CRM", "purposes": ["personalisation"], "retention": "P2Y",
                 "retentionFrom": "last_activity"},
                {"name": "plan", "type": "category", "values": ["single", "family"], "sensitivity": "Personal",
                 "purposes": ["direct-marketing", "PERSONALISATION"]},
                {"name": "age", "type": "number", "role": "protected", "bands": [25, 65], "sensitivity": "sensitive"},
                {"name": "ill", "type": "boolean", "sensitivity": "special_category", "specialCategory": "health",
                 "purposes": ["service_provision"]},
                {"name": "news", "type": "boolean", "role": "consent", "sensitivity": "personal",
                 "purposes": ["personalisation"]},
                {"name": "since", "type": "instant", "sensitivity": "personal", "purposes": ["personalisation"]},
                {"name": "remark", "type": "text", "sensitivity": "identifying", "purposes": ["service_provision"]}
              ],
              "events": [
                {"name": "purchases", "customer": "Customer ID", "time": "InvoiceDate", "withoutCustomer": "skip",
                 "amounts": [{"name": "value", "unit": "GBP", "product": ["Quantity", "Price"]}, {"name": "n"}],
                 "labels": [{"name": "country", "column": "Country"}],
                 "sensitivity": "personal", "source": "shop", "purposes": ["personalisation"],
                 "file": {"delimiter": "blank", "missing": ["?"], "dates": ["yyyyMMdd"], "zone": "Europe/Berlin"}}
              ],
              "customers": {"delimiter": ";", "header": false, "columns": ["No", "TENURE_M", "-", "-"], "trim": false,
                            "true": ["ja"], "false": ["nein"], "encoding": "ISO-8859-1", "comment": "#", "skipLines": 2}
            }
            """;

    @TempDir
    Path folder;

    @Test
    void everyKeyReachesTheSchema() {
        DataLayout layout = SchemaFile.parse(FULL);

        assertThat(layout.schema().id()).isEqualTo("customer");
        assertThat(layout.column("customer")).isEqualTo("No");
        assertThat(layout.column("tenure")).isEqualTo("TENURE_M");
        assertThat(layout.schema().attribute("tenure").minimum()).hasValue(0);
        assertThat(layout.schema().attribute("tenure").maximum()).isEmpty();
        assertThat(layout.schema()
                        .attribute("tenure")
                        .handling()
                        .retention()
                        .orElseThrow()
                        .period())
                .isEqualTo(Period.ofYears(2));
        assertThat(layout.schema().attribute("plan").purposes())
                .containsExactlyInAnyOrder(Purpose.DIRECT_MARKETING, Purpose.PERSONALISATION);
        assertThat(layout.schema().attribute("age").role()).isEqualTo(AttributeRole.PROTECTED);
        assertThat(layout.schema().attribute("age").bands()).containsExactly(25, 65);
        assertThat(layout.schema().attribute("ill").sensitivity()).isEqualTo(Sensitivity.SPECIAL_CATEGORY);
        assertThat(layout.schema().attribute("ill").handling().specialCategory())
                .contains(SpecialCategory.HEALTH);
        assertThat(layout.schema().attribute("news").role()).isEqualTo(AttributeRole.CONSENT);
        assertThat(layout.stream("purchases").columns("value")).containsExactly("Quantity", "Price");
        assertThat(layout.stream("purchases").columns("n")).containsExactly("n");
        assertThat(layout.stream("purchases").file().separatedByBlanks()).isTrue();
        assertThat(layout.stream("purchases").rule()).isEqualTo(StreamLayout.WithoutCustomer.SKIP);
        assertThat(layout.customers().columns()).containsExactly("No", "TENURE_M", "-", "-");
        assertThat(layout.customers().skippedLines()).isEqualTo(2);
    }

    @Test
    void whatIsWrittenReadsBackTheSame() {
        DataLayout layout = SchemaFile.parse(FULL);
        Path file = folder.resolve("schema.json");
        SchemaFile.write(layout, file);
        DataLayout again = SchemaFile.read(file);

        assertThat(SchemaFile.format(again)).isEqualTo(SchemaFile.format(layout));
        assertThat(again.schema().inventory()).isEqualTo(layout.schema().inventory());
        assertThat(layout.schema().differencesIn(again.schema())).isEmpty();
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"sensitivity\": \"personal\", \"source\": \"CRM\"|\"source\": \"CRM\"|fill in \"sensitivity\" of field 'tenure'",
                "\"sensitivity\": \"personal\", \"source\": \"CRM\"|\"sensitivity\": null|fill in \"sensitivity\" of field 'tenure'",
                "\"purposes\": [\"direct-marketing\", \"PERSONALISATION\"]|\"purposes\": null|fill in \"purposes\" of field 'plan'",
                "\"purposes\": [\"direct-marketing\", \"PERSONALISATION\"]|\"purposes\": []|fill in \"purposes\"",
                "\"unit\": \"months\"|\"unitt\": \"months\"|attributes[0].unitt: this key is not known",
                "\"missing\": [\"?\"]|\"mising\": [\"?\"]|events[0].file.mising: this key is not known",
                "\"retention\": \"P2Y\"|\"retention\": \"2 years\"|attributes[0].retention: a period",
                "\"type\": \"text\"|\"type\": \"string\"|attributes[6].type: one of [number, category",
                "\"delimiter\": \";\"|\"delimiter\": \";;\"|customers.delimiter: one sign",
                "\"name\": \"plan\"|\"name\": \"tenure\"|line 9, column 5, at attributes[1]: field 'tenure' was declared twice",
                "\"zone\": \"Europe/Berlin\"|\"zone\": \"Mars\"|events[0].file.zone: a time zone",
                "\"specialCategory\": \"health\",|\"note\": \"\",|fill in \"specialCategory\"",
                "\"skipLines\": 2|\"skipLines\": 2.5|customers.skipLines: a whole number",
                "\"id\": \"customer\",|\"id\": \"customer\" |is no valid JSON",
                "\"id\": \"customer\",|\"id\": \"a\", \"id\": \"b\",|is no valid JSON",
            })
    void whatIsWrongIsNamedWithItsPlace(String from, String to, String message) {
        assertThat(FULL).contains(from);
        String broken = FULL.replace(from, to.replace("`", ""));

        assertThatThrownBy(() -> SchemaFile.parse(broken))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("line ")
                .hasMessageContaining(message);
    }

    @Test
    void anEmptyFileAndAMissingOneAreNamed() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.json"));
        assertThatThrownBy(() -> SchemaFile.read(empty)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> SchemaFile.read(folder.resolve("none.json")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no file");
    }
}
