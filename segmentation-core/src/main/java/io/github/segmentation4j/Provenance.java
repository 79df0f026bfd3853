package io.github.segmentation4j;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * Where a segmentation came from: enough to make it again.
 *
 * @param libraryVersion the version of this library
 * @param algorithm the clusterer with its options
 * @param seed the seed of the run
 * @param customers how many customers were segmented
 * @param dataDigest SHA-256 of the feature matrix, in hexadecimal
 * @param admissionBasis what admission rested on, in words
 * @param openedToLessenBias the protected attributes that the steps of the features or the clusterer were told, in that
 *     order, so that bias between their groups could be lessened
 * @param createdAt when the proposal was made
 * @param observedUntil the end of what was observed, exclusive; the moment of creation if there were no events
 */
public record Provenance(
        String libraryVersion,
        String algorithm,
        long seed,
        int customers,
        String dataDigest,
        String admissionBasis,
        List<String> openedToLessenBias,
        Instant createdAt,
        Instant observedUntil) {
    private static final String TYPE = "provenance/2";

    /** Did not know of attributes opened to lessen bias, because nothing asked for any. */
    private static final String FIRST_TYPE = "provenance/1";

    /** Copies the list and checks that nothing is null. */
    public Provenance {
        Objects.requireNonNull(libraryVersion, "libraryVersion");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(dataDigest, "dataDigest");
        Objects.requireNonNull(admissionBasis, "admissionBasis");
        openedToLessenBias = List.copyOf(openedToLessenBias);
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(observedUntil, "observedUntil");
    }

    /** The version of this library. */
    public static String currentVersion() {
        try (InputStream in = Provenance.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, "version.properties is part of the library"));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 over the names of the columns and the bits of the values, row by row. */
    static String digest(FeatureMatrix matrix, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled("digest"));
        MessageDigest sha = sha256();
        matrix.features().forEach(feature -> {
            sha.update(feature.name().getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
        });
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(1, matrix.columnCount()) * Double.BYTES);
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < matrix.rowCount(); r++) {
            checkpoint.at(r);
            matrix.copyRow(r, row);
            bytes.clear();
            for (double value : row) {
                bytes.putDouble(value);
            }
            sha.update(bytes.flip());
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    ModelState state() {
        return ModelState.of(TYPE)
                .put("libraryVersion", libraryVersion)
                .put("algorithm", algorithm)
                .put("seed", seed)
                .put("customers", customers)
                .put("dataDigest", dataDigest)
                .put("admissionBasis", admissionBasis)
                .putTexts("openedToLessenBias", openedToLessenBias)
                .put("createdAt", createdAt.toString())
                .put("observedUntil", observedUntil.toString())
                .build();
    }

    static Provenance restore(ModelState state) {
        return new Provenance(
                state.text("libraryVersion"),
                state.text("algorithm"),
                state.whole("seed"),
                state.integer("customers"),
                state.text("dataDigest"),
                state.text("admissionBasis"),
                state.type().equals(FIRST_TYPE) ? List.of() : state.texts("openedToLessenBias"),
                Instant.parse(state.text("createdAt")),
                Instant.parse(state.text("observedUntil")));
    }
}
