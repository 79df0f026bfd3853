package io.github.segmentation4j.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A browser without a window, in a process and with a profile of its own; both are gone when it is closed. */
final class Chromium implements AutoCloseable {
    private static final String ADDRESS = "DevTools listening on ";

    private final Process process;
    private final Path profile;
    private final DevTools tools;

    private Chromium(Process process, Path profile, DevTools tools) {
        this.process = process;
        this.profile = profile;
        this.tools = tools;
    }

    /** Starts the browser and waits until it takes commands. */
    static Chromium start() {
        try {
            Path profile = Files.createTempDirectory("chromium");
            // Without a sandbox because tests may run as root; it opens only files that the tests wrote.
            Process process = new ProcessBuilder(
                            Tool.CHROMIUM.path().toString(),
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--hide-scrollbars",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return new Chromium(process, profile, DevTools.connect(DevTools.await(address(process), "a start")));
            } catch (IllegalStateException e) {
                end(process, profile);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a file as a page that is looked at in one way. */
    BrowserPage open(Path file, Look look) {
        return BrowserPage.open(tools, file, look);
    }

    /** Reads what the browser says until it ends, and takes the address of its door out of it. */
    private static CompletableFuture<URI> address(Process process) {
        CompletableFuture<URI> address = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            StringBuilder said = new StringBuilder();
            try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith(ADDRESS)) {
                        address.complete(URI.create(line.substring(ADDRESS.length())));
                    } else if (!address.isDone()) {
                        said.append(line).append('\n');
                    }
                }
                address.completeExceptionally(new IllegalStateException("it ended and said: " + said));
            } catch (IOException e) {
                address.completeExceptionally(e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        return address;
    }

    @Override
    public void close() {
        // A browser that shuts down in order leaves nobody writing into its profile.
        tools.tell("", "Browser.close", Map.of());
        try {
            DevTools.await(process.onExit(), "its end");
        } finally {
            tools.close();
            end(process, profile);
        }
    }

    private static void end(Process process, Path profile) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> DevTools.await(handle.onExit(), "its end"));
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
