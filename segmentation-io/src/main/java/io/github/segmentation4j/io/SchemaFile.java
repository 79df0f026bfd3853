package io.github.segmentation4j.io;

import io.github.segmentation4j.run.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The schema as a JSON file that a person edits: every field with its type, role, sensitivity, source, purposes and
 * retention, and how the files look.
 *
 * <pre>{@code
 * {
 *   "id": "customer",
 *   "admission": "consent",
 *   "attributes": [
 *     {"name": "tenure", "type": "number", "unit": "months", "range": [0, 1200], "column": "TENURE_M",
 *      "sensitivity": "personal", "source": "CRM", "purposes": ["personalisation"], "retention": "P2Y"},
 *     {"name": "sex", "type": "category", "role": "protected", "sensitivity": "sensitive"},
 *     {"name": "newsletter", "type": "boolean", "role": "consent", "sensitivity": "personal",
 *      "purposes": ["personalisation"]}
 *   ],
 *   "events": [
 *     {"name": "purchases", "customer": "Customer ID", "time": "InvoiceDate", "withoutCustomer": "skip",
 *      "amounts": [{"name": "value", "unit": "GBP", "product": ["Quantity", "Price"]}],
 *      "labels": [{"name": "country", "column": "Country"}],
 *      "sensitivity": "personal", "source": "shop", "purposes": ["personalisation"],
 *      "file": {"delimiter": ";"}}
 *   ],
 *   "customers": {"delimiter": ",", "header": false, "columns": ["tenure", "sex", "-"], "missing": ["?"]},
 *   "glossary": {
 *     "en": {"tenure": {"label": "time as a customer", "unit": "months", "meaning": "how long you have been with us"}}
 *   },
 *   "rights": {"optOut": {"en": "..."}, "correct": {"en": "..."}, "contest": {"en": "..."}}
 * }
 * }</pre>
 *
 * <p>{@code admission} is {@code "consent"} (the default: the attributes with that role decide), or for everyone a lawful
 * basis with a statement of what it rests on: {@code {"lawfulBasis": "contract", "statement": "..."}}.
 *
 * <p>{@code glossary} and {@code rights} may be left out. They are for explanations: for each language what features are
 * called, by name such as {@code tenure} or {@code purchases.frequency}, and what a customer can do about a segment.
 *
 * <p>A file layout ({@code customers}, and {@code file} of a stream) has the keys {@code delimiter} (a sign, or {@code
 * blank} for runs of blanks), {@code header}, {@code columns} (when there is no header; {@code -} for an unused one),
 * {@code missing}, {@code trim}, {@code dates}, {@code zone}, {@code true}, {@code false}, {@code encoding}, {@code
 * comment} and {@code skipLines}. The id {@code #row} numbers the rows of a file without ids. Unknown keys are refused;
 * {@code note} is free text and may stand anywhere. A sensitivity or a list of purposes that nobody has filled in is
 * refused, too: it is for a person to decide.
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class SchemaFile {
    private static final int LARGEST = 64 << 20;

    private SchemaFile() {}

    /**
     * Reads a schema file.
     *
     * @throws InvalidInputException if it cannot be used, with line and column of the place
     */
    public static DataLayout read(Path file) {
        return SchemaReader.read(JsonTree.parse(InputFile.name(file), InputFile.bytes(file, LARGEST)));
    }

    /** Reads a schema from text. */
    public static DataLayout parse(String json) {
        return SchemaReader.read(JsonTree.parse("schema", json.getBytes(StandardCharsets.UTF_8)));
    }

    /** The text of a schema file. */
    public static String format(DataLayout layout) {
        return new String(JsonOut.readable(json -> SchemaWriter.write(layout, json)), StandardCharsets.UTF_8);
    }

    /**
     * Writes a schema file, whole or not at all.
     *
     * @throws io.github.segmentation4j.run.SegmentationException if it cannot be written
     */
    public static void write(DataLayout layout, Path file) {
        AtomicFile.writeText(file, format(layout));
    }
}
