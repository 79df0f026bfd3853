package io.github.segmentation4j.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files a command makes: all of them or none. Each is written beside its place under another name and moved there
 * when everything has been written.
 */
final class Outputs implements AutoCloseable {
    private static final int MOST_LEFTOVERS = 1000;

    private final Map<Path, Path> drafts = new LinkedHashMap<>();

    /** A path to write to instead of the final one; missing folders are made. */
    Path draft(Path place) throws IOException {
        Path absolute = place.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new IOException(place + " is a folder; name a file");
        }
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException(place + " is not the name of a file");
        }
        Files.createDirectories(folder);
        Path draft = create(folder, "." + absolute.getFileName());
        drafts.put(absolute, draft);
        return draft;
    }

    /** A new file with the usual permissions, which a temporary file does not have. */
    private static Path create(Path folder, String name) throws IOException {
        for (int i = 0; ; i++) {
            try {
                return Files.createFile(folder.resolve(name + "." + i + ".draft"));
            } catch (FileAlreadyExistsException taken) {
                if (i == MOST_LEFTOVERS) {
                    throw taken;
                }
            }
        }
    }

    /** Moves all files to their places. */
    void publish() throws IOException {
        for (Map.Entry<Path, Path> entry : drafts.entrySet()) {
            Files.move(entry.getValue(), entry.getKey(), StandardCopyOption.REPLACE_EXISTING);
        }
        drafts.clear();
    }

    /** Removes what was not published. */
    @Override
    public void close() throws IOException {
        for (Path draft : drafts.values()) {
            Files.deleteIfExists(draft);
        }
        drafts.clear();
    }
}
