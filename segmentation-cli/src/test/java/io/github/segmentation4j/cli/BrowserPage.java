package io.github.segmentation4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** One page in a browser, with all it complained about and asked for since it was opened. */
final class BrowserPage implements AutoCloseable {
    private static final double A4_WIDTH_INCHES = 8.27;
    private static final double A4_HEIGHT_INCHES = 11.69;

    private final DevTools browser;
    private final String target;
    private final String session;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<Void>> loads = new ConcurrentHashMap<>();

    private BrowserPage(DevTools browser) {
        this.browser = browser;
        target = browser.send("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        session = browser.send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
    }

    static BrowserPage open(DevTools browser, Path file, Look look) {
        BrowserPage page = new BrowserPage(browser);
        browser.listen(page.session, page::heard);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            page.send(domain + ".enable", Map.of());
        }
        page.send("Page.setLifecycleEventsEnabled", Map.of("enabled", true));
        // Keys go to a page only while it believes that its window is in front.
        page.send("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        page.send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width(), "height", look.height(), "deviceScaleFactor", 1, "mobile", false));
        page.media("", look.scheme());
        page.load(file);
        return page;
    }

    private void load(Path file) {
        JsonNode started = send("Page.navigate", Map.of("url", file.toUri().toString()));
        DevTools.await(loaded(started.get("loaderId").asText()), "the loaded page");
    }

    private CompletableFuture<Void> loaded(String loader) {
        return loads.computeIfAbsent(loader, unseen -> new CompletableFuture<>());
    }

    /** Shows the page in its window as it would be printed. */
    void asOnPaper() {
        media("print", Look.Scheme.LIGHT);
    }

    /** Without a name a page is on a screen until it is printed. */
    private void media(String media, Look.Scheme scheme) {
        Map<String, String> colours =
                Map.of("name", "prefers-color-scheme", "value", scheme.name().toLowerCase(Locale.ROOT));
        send("Emulation.setEmulatedMedia", Map.of("media", media, "features", List.of(colours)));
    }

    /** The value of an expression in the page, or of the promise it gives. */
    JsonNode evaluate(String expression) {
        JsonNode answer =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException("the page threw " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value");
    }

    /** Presses and releases the tab key. */
    void pressTab() {
        Map<String, ?> tab = Map.of("key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9);
        for (String kind : List.of("rawKeyDown", "keyUp")) {
            Map<String, Object> event = new HashMap<>(tab);
            event.put("type", kind);
            send("Input.dispatchKeyEvent", event);
        }
    }

    /** The whole page, beyond the window too, as PNG. */
    byte[] screenshot() {
        JsonNode size = send("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        Map<String, Object> whole = Map.of(
                "x", 0,
                "y", 0,
                "width", size.get("width").asInt(),
                "height", size.get("height").asInt(),
                "scale", 1);
        return decoded(send("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", whole)));
    }

    /** The page as it is printed on A4, as PDF. */
    byte[] pdf() {
        return decoded(send(
                "Page.printToPDF",
                Map.of("printBackground", true, "paperWidth", A4_WIDTH_INCHES, "paperHeight", A4_HEIGHT_INCHES)));
    }

    /** What the page wrote to the console, threw, asked with a dialog, or was refused. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The addresses the page asked for, its own first. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void heard(String event, JsonNode content) {
        switch (event) {
            case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
                complaints.add(event + " " + content);
            case "Page.javascriptDialogOpening" -> {
                complaints.add(event + " " + content);
                // A page stands still until its dialog is answered.
                browser.tell(session, "Page.handleJavaScriptDialog", Map.of("accept", false));
            }
            case "Network.requestWillBeSent" ->
                requests.add(content.get("request").get("url").asText());
            case "Page.lifecycleEvent" -> {
                if (content.get("name").asText().equals("load")) {
                    loaded(content.get("loaderId").asText()).complete(null);
                }
            }
            default -> {}
        }
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        return browser.send(session, method, parameters);
    }

    private static byte[] decoded(JsonNode answer) {
        return Base64.getDecoder().decode(answer.get("data").asText());
    }

    @Override
    public void close() {
        browser.send("Target.closeTarget", Map.of("targetId", target));
    }
}
