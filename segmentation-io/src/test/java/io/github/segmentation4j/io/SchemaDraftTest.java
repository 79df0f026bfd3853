package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.AttributeType;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaDraftTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    @TempDir
    Path folder;

    private static DataLayout filledIn(SchemaDraft draft) {
        return SchemaFile.parse(draft.format()
                .replace(
                        "\"admission\": null",
                        "\"admission\": {\"lawfulBasis\": \"contract\", \"statement\": \"terms\"}")
                .replace("\"sensitivity\": null", "\"sensitivity\": \"personal\"")
                .replace("\"purposes\": null", "\"purposes\": [\"personalisation\"]"));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void typesTokensDelimiterAndDatesAreFoundAndTheRestLeftOpen() throws IOException {
        Path file = file("customers.csv", """
                customer_id;tenure;plan;vip;since;sex;newsletter
                a;1.5;gold;yes;31.12.2025;m;1
                b;?;silver;no;01.02.2024;f;0
                c;3;gold;yes;NA;f;1
                """);
        SchemaDraft draft = SchemaDraft.of(CONTEXT, file);

        assertThatThrownBy(() -> SchemaFile.parse(draft.format()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a person still has to fill in \"sensitivity\" of field 'tenure'");
        DataLayout layout = filledIn(draft);
        assertThat(layout.schema().id()).isEqualTo("customer_id");
        assertThat(layout.schema().attribute("tenure").type()).isEqualTo(AttributeType.NUMBER);
        assertThat(layout.schema().attribute("plan").type()).isEqualTo(AttributeType.CATEGORY);
        assertThat(layout.schema().attribute("vip").type()).isEqualTo(AttributeType.BOOLEAN);
        assertThat(layout.schema().attribute("since").type()).isEqualTo(AttributeType.INSTANT);
        assertThat(layout.customers().dates()).containsExactly("dd.MM.yyyy");
        assertThat(layout.customers().missing()).containsExactlyInAnyOrder("?", "NA");
        assertThat(layout.customers().delimiter()).isEqualTo(";");
        assertThat(draft.format())
                .contains("protected trait", "suggests a consent")
                .doesNotContain("gold", "silver");
        CustomerTable table = CustomerFile.read(file, layout, CONTEXT);
        assertThat(table.size()).isEqualTo(3);
    }

    @Test
    void typesHoldForTheWholeFileNotForItsBeginning() throws IOException {
        String rows = IntStream.range(0, 5000).mapToObj(i -> i + "," + i + "\n").collect(Collectors.joining());
        Path file = file("late.csv", "id,size\n" + rows + "5000,large\n");
        assertThat(filledIn(SchemaDraft.of(CONTEXT, file))
                        .schema()
                        .attribute("size")
                        .type())
                .isEqualTo(AttributeType.TEXT);
    }

    @Test
    void onlyNamesThatSuggestATraitAreNoted() throws IOException {
        for (String trait : new String[] {
            "sex", "Gender", "race", "ethnicity", "religion", "age", "birth_date", "disability", "customer_age"
        }) {
            assertThat(SchemaDraft.of(CONTEXT, file("t.csv", "id," + trait + "\n1,2\n2,3\n"))
                            .format())
                    .as(trait)
                    .contains("protected trait");
        }
        for (String plain : new String[] {"usage", "page_views", "tenure", "value"}) {
            assertThat(SchemaDraft.of(CONTEXT, file("t.csv", "id," + plain + "\n1,2\n2,3\n"))
                            .format())
                    .as(plain)
                    .doesNotContain("protected trait");
        }
    }

    @Test
    void eventsWithoutMomentsAndEmptyFilesAreRefused() throws IOException {
        Path file = file("a.csv", "id,x\n1,2\n");
        assertThatThrownBy(() -> SchemaDraft.ofTransactions(CONTEXT, file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no column that holds a moment");
        assertThatThrownBy(() -> SchemaDraft.of(CONTEXT, file("e.csv", ""))).hasMessageContaining("is empty");
        assertThatThrownBy(() -> SchemaDraft.of(CONTEXT, file("h.csv", "id,x\n")))
                .hasMessageContaining("no rows");
    }

    @Test
    @RequiresData("tabular/adult/adult.data.gz")
    void adultIsDraftedWithoutAHeaderAndReadsWithItsDraft() {
        Path file = ReferenceData.path("tabular/adult/adult.data.gz");
        DataLayout layout = filledIn(SchemaDraft.of(CONTEXT, file));
        assertThat(layout.customers().columns()).hasSize(15).startsWith("column1");
        assertThat(layout.customers().missing()).containsExactly("?");
        assertThat(layout.schema().id()).isEqualTo(DataLayout.ROW_NUMBER);
        assertThat(layout.schema().attribute("column1").type()).isEqualTo(AttributeType.NUMBER);
        assertThat(layout.schema().attribute("column2").type()).isEqualTo(AttributeType.CATEGORY);
        assertThat(CustomerFile.read(file, layout, CONTEXT).size()).isEqualTo(32_561);
    }

    @Test
    @RequiresData("transactions/cdnow/CDNOW_sample.txt")
    void eventsWithoutAnIdByNameTakeTheFirstColumnAndSaySo() {
        Path file = ReferenceData.path("transactions/cdnow/CDNOW_sample.txt");
        SchemaDraft draft = SchemaDraft.ofTransactions(CONTEXT, file);
        assertThat(draft.format()).contains("check that 'column1' is it");
        DataLayout layout = filledIn(draft);
        TransactionFile.Result result = TransactionFile.read(file, layout, "cdnow_sample", CONTEXT);
        assertThat(result.events().customerCount()).isEqualTo(2_357);
    }

    @Test
    @RequiresData("transactions/online_retail_2009_2010.csv.gz")
    void onlineRetailIsDraftedAsEvents() {
        Path file = ReferenceData.path("transactions/online_retail_2009_2010.csv.gz");
        SchemaDraft draft = SchemaDraft.ofTransactions(CONTEXT, file);
        DataLayout layout = filledIn(draft);
        assertThat(layout.schema().streams()).hasSize(1);
        String stream = layout.schema().streams().get(0).name();
        assertThat(layout.stream(stream).customer()).isEqualTo("Customer ID");
        assertThat(layout.stream(stream).time()).isEqualTo("InvoiceDate");
        assertThat(layout.schema().stream(stream).amounts()).contains("Quantity", "Price");
        assertThat(layout.schema().stream(stream).labels()).contains("Country");
        assertThat(draft.format()).contains("some rows name no customer");
    }

    @Test
    @RequiresData("transactions/cdnow/CDNOW_sample.txt")
    void cdnowIsDraftedAsBlankSeparated() {
        DataLayout layout =
                filledIn(SchemaDraft.of(CONTEXT, ReferenceData.path("transactions/cdnow/CDNOW_sample.txt")));
        assertThat(layout.customers().separatedByBlanks()).isTrue();
        assertThat(layout.customers().columns()).hasSize(5);
        assertThat(layout.schema().attribute("column3").type()).isEqualTo(AttributeType.INSTANT);
        assertThat(layout.customers().dates()).containsExactly("yyyyMMdd");
    }
}
