package io.github.segmentation4j.io;

import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.feature.FittedExtractor;
import io.github.segmentation4j.feature.StepRestorers;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A released segmentation as a JSON file: format and version, a checksum, the schema with the look of the files, what the
 * features and the clusters learned, the segments with their profiles, and the provenance. It holds no customer.
 *
 * <p>The checksum is SHA-256 over every byte of the file but its own 64 digits, so a file that was cut or altered is
 * refused, even where only a blank changed. It protects against accidents; it is no signature. Numbers come back to the
 * bit. Files of every released version stay readable.
 *
 * <pre>{@code
 * ModelFile.write(segments, layout, Path.of("model.json"));
 * ModelFile.Stored stored = ModelFile.read(Path.of("model.json"));
 * CustomerTable customers = CustomerFile.read(file, stored.layout(), context);
 * SegmentAssignments assigned = stored.segmentation().assign(CustomerData.of(customers), context);
 * }</pre>
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class ModelFile {
    private static final String FORMAT = "segmentation4j-model";
    private static final int VERSION = 1;
    private static final int LARGEST = 1 << 30;
    private static final int DIGITS = 64;
    private static final String NO_DIGEST = "0".repeat(DIGITS);
    private static final Pattern START = Pattern.compile("\\{\\s*\"format\"\\s*:\\s*\"" + FORMAT
            + "\",\\s*\"version\"\\s*:\\s*([0-9]{1,9}),\\s*\"sha256\"\\s*:\\s*\"([0-9a-f]{64})\",[\\x00-\\x7f]*");
    private static final int START_LENGTH = 300;

    private ModelFile() {}

    /**
     * What was stored.
     *
     * @param segmentation the segments, with {@code layout.schema()} as their schema
     * @param layout reads further customers
     */
    public record Stored(ReleasedSegmentation segmentation, DataLayout layout) {
        /** Checks that nothing is null. */
        public Stored {
            Objects.requireNonNull(segmentation, "segmentation");
            Objects.requireNonNull(layout, "layout");
        }
    }

    /** Writes a segmentation whose customers come from plain CSV files, whole or not at all. */
    public static void write(ReleasedSegmentation segmentation, Path file) {
        write(segmentation, DataLayout.of(segmentation.schema()), file);
    }

    /**
     * Writes a segmentation, whole or not at all.
     *
     * @param segmentation what to store
     * @param layout the look of the files of further customers, for the schema of the segmentation
     * @param file where to; a file that is there is replaced
     * @throws io.github.segmentation4j.run.SegmentationException if a part of it cannot be stored or the file cannot be
     *     written
     */
    public static void write(ReleasedSegmentation segmentation, DataLayout layout, Path file) {
        if (layout.schema() != segmentation.schema()) {
            throw new IllegalArgumentException("the layout is of another schema object than the segmentation; pass the"
                    + " layout that the customers were read with");
        }
        ModelState state = segmentation.state();
        byte[] bytes = sealed(JsonOut.ascii(json -> {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            json.writeStringField("sha256", NO_DIGEST);
            json.writeFieldName("schema");
            SchemaWriter.write(layout, json);
            json.writeFieldName("segmentation");
            StateJson.write(state, json);
            json.writeEndObject();
        }));
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /**
     * Reads a segmentation whose customers are admitted by the rule that its schema declares.
     *
     * @param file what {@link #write} wrote
     * @throws InvalidInputException if the file is no model, was cut or altered, or is of a later version
     */
    public static Stored read(Path file) {
        return read(file, layout -> layout.admission().toAdmission(), StepRestorers.none(), Map.of());
    }

    /**
     * Reads a segmentation.
     *
     * @param file what {@link #write} wrote
     * @param admission decides about customers from now on
     * @throws InvalidInputException if the file is no model, was cut or altered, or is of a later version
     */
    public static Stored read(Path file, Admission admission) {
        return read(file, layout -> admission, StepRestorers.none(), Map.of());
    }

    /**
     * Reads a segmentation with extractors and models of the caller's own.
     *
     * @param file what {@link #write} wrote
     * @param admission decides about customers from now on
     * @param extractors restores the caller's own extractors, by the type of their state
     * @param models restores the caller's own models, by the type of their state
     * @throws InvalidInputException if the file is no model, was cut or altered, or is of a later version
     */
    public static Stored read(
            Path file,
            Admission admission,
            Map<String, Function<ModelState, FittedExtractor>> extractors,
            Map<String, Function<ModelState, ClusterModel>> models) {
        return read(file, admission, StepRestorers.ofExtractors(extractors), models);
    }

    /**
     * Reads a segmentation with steps of other modules or of the caller's own.
     *
     * @param file what {@link #write} wrote
     * @param admission decides about customers from now on
     * @param steps restores steps of the features that are not of the core
     * @param models restores the caller's own models, by the type of their state
     * @throws InvalidInputException if the file is no model, was cut or altered, or is of a later version
     */
    public static Stored read(
            Path file,
            Admission admission,
            StepRestorers steps,
            Map<String, Function<ModelState, ClusterModel>> models) {
        return read(file, layout -> admission, steps, models);
    }

    private static Stored read(
            Path file,
            Function<DataLayout, Admission> admission,
            StepRestorers steps,
            Map<String, Function<ModelState, ClusterModel>> models) {
        byte[] bytes = InputFile.bytes(file, LARGEST);
        String name = InputFile.name(file);
        verify(name, bytes);
        JsonTree root = JsonTree.parse(name, bytes);
        DataLayout layout = SchemaReader.read(root.get("schema"));
        ModelState state = StateJson.read(root.get("segmentation"));
        try {
            return new Stored(
                    ReleasedSegmentation.restore(state, layout.schema(), admission.apply(layout), steps, models),
                    layout);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "'" + name + "' holds values this version does not know; it was written by another version", e);
        }
    }

    private static void verify(String name, byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, START_LENGTH), StandardCharsets.ISO_8859_1);
        Matcher matcher = START.matcher(start);
        if (!matcher.matches()) {
            throw new InvalidInputException("'" + name + "' is no " + FORMAT
                    + " file, or its beginning was cut or altered; take the file that was written on release");
        }
        int version = Integer.parseInt(matcher.group(1));
        if (version != VERSION) {
            throw new InvalidInputException("'" + name + "' is a model of format version " + version
                    + ", this library reads version " + VERSION + "; use the library that wrote it, or a later one");
        }
        byte[] plain = bytes.clone();
        Arrays.fill(plain, matcher.start(2), matcher.end(2), (byte) '0');
        if (!sha256(plain).equals(matcher.group(2))) {
            throw new InvalidInputException("'" + name + "' was cut or altered after it was written: its checksum does"
                    + " not fit; take the file that was written on release");
        }
    }

    private static byte[] sealed(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, START_LENGTH), StandardCharsets.ISO_8859_1);
        byte[] digest = sha256(bytes).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(digest, 0, bytes, start.indexOf(NO_DIGEST), DIGITS);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
