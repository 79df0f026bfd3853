package io.github.segmentation4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A connection to a browser in the Chrome DevTools Protocol: commands with answers, and events of each page. */
final class DevTools implements AutoCloseable {
    /** A browser that is silent for as long as this hangs. */
    private static final int PATIENCE_SECONDS = 120;

    private static final JsonMapper JSON = new JsonMapper();

    private final AtomicInteger commands = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> listeners = new ConcurrentHashMap<>();
    private CompletableFuture<WebSocket> socket;

    private DevTools(URI address) {
        socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Messages());
    }

    static DevTools connect(URI address) {
        DevTools tools = new DevTools(address);
        await(tools.socket, "the connection");
        return tools;
    }

    /** Waits for what a browser does, and says what was waited for if it does not. */
    static <T> T await(CompletableFuture<T> future, String what) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the browser did not come to " + what + " within " + PATIENCE_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the browser failed at " + what + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + what, e);
        }
    }

    /** Sends a command to the browser itself and waits for its answer. */
    JsonNode send(String method, Map<String, ?> parameters) {
        return await(ask("", method, parameters), method);
    }

    /** Sends a command to a page and waits for its answer. */
    JsonNode send(String session, String method, Map<String, ?> parameters) {
        return await(ask(session, method, parameters), method);
    }

    /** Sends a command to a page, or to the browser where the session is empty, whose answer nobody needs. */
    void tell(String session, String method, Map<String, ?> parameters) {
        CompletableFuture<JsonNode> unused = ask(session, method, parameters);
    }

    private CompletableFuture<JsonNode> ask(String session, String method, Map<String, ?> parameters) {
        int id = commands.incrementAndGet();
        Map<String, Object> message = new LinkedHashMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        CompletableFuture<WebSocket> unused = send(text(message)).whenComplete((sent, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    /** Hears the events of a page, by name and content, on a thread of the connection. */
    void listen(String session, BiConsumer<String, JsonNode> listener) {
        listeners.put(session, listener);
    }

    /** A web socket takes one message after the other. */
    private synchronized CompletableFuture<WebSocket> send(String text) {
        socket = socket.thenCompose(open -> open.sendText(text, true));
        return socket;
    }

    private static String text(Map<String, Object> message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a message: " + message.get("method"), e);
        }
    }

    private void received(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new CompletionException(e);
        }
        if (message.has("id")) {
            CompletableFuture<JsonNode> answer =
                    answers.remove(message.get("id").asInt());
            if (message.has("error")) {
                answer.completeExceptionally(
                        new IllegalStateException(message.get("error").toString()));
            } else {
                answer.complete(message.get("result"));
            }
        } else {
            listeners
                    .getOrDefault(message.path("sessionId").asText(), (method, content) -> {})
                    .accept(message.get("method").asText(), message.get("params"));
        }
    }

    private void lost(Throwable reason) {
        answers.values().forEach(answer -> answer.completeExceptionally(reason));
    }

    @Override
    public void close() {
        await(socket, "an end").abort();
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket open, CharSequence part, boolean last) {
            partial.append(part);
            if (last) {
                String whole = partial.toString();
                partial.setLength(0);
                received(whole);
            }
            open.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket open, int status, String reason) {
            lost(new IllegalStateException("the browser closed the connection " + reason));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket open, Throwable error) {
            lost(error);
        }
    }
}
