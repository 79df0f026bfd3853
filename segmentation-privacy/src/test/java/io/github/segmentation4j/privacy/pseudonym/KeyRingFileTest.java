package io.github.segmentation4j.privacy.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.run.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingFileTest {
    private static final char[] PASSWORD = "correct horse".toCharArray();

    @TempDir
    private Path directory;

    @Test
    void savedKeysMakeTheSameTokens() throws IOException {
        KeyRing ring = KeyRing.generate();
        ring.rotate();
        ring.rotate();
        ring.retire(1);
        Path file = directory.resolve("keys.p12");
        ring.save(file, PASSWORD);
        KeyRing loaded = KeyRing.load(file, PASSWORD);
        assertThat(Pseudonyms.of(loaded, "crm").tokens("c"))
                .hasSize(2)
                .isEqualTo(Pseudonyms.of(ring, "crm").tokens("c"));
        assertThat(loaded.rotate()).isEqualTo(4);

        loaded.save(file, PASSWORD);
        assertThat(KeyRing.load(file, PASSWORD).keys().keySet()).containsExactly(2, 3, 4);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
            assertThat(Files.getPosixFilePermissions(file))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }

    @Test
    void anotherPasswordOrADamagedFileIsRefused() throws IOException {
        Path file = directory.resolve("keys.p12");
        KeyRing.generate().save(file, PASSWORD);
        assertThatThrownBy(() -> KeyRing.load(file, "wrong".toCharArray()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("password");
        byte[] bytes = Files.readAllBytes(file);
        // Places in what the file's own checksum covers, and in that checksum's parameters.
        for (int at : new int[] {bytes.length / 3, bytes.length / 2, bytes.length - 1}) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> KeyRing.load(file, PASSWORD)).isInstanceOf(InvalidInputException.class);
        }
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> KeyRing.load(file, PASSWORD)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void filesThatAreNotThereAndEmptyPasswordsAreRefused() {
        Path missing = directory.resolve("none").resolve("keys.p12");
        assertThatThrownBy(() -> KeyRing.load(missing, PASSWORD)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> KeyRing.generate().save(missing, PASSWORD)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> KeyRing.generate().save(missing, new char[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
