package dev.lifeguard.migrate.tests.commandline;

import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A headless Chromium with one page, by its own protocol for tools. */
final class Browser implements AutoCloseable {

    private static final int DEADLINE = 60;

    private final Path directory;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicLong number = new AtomicLong();
    private final Map<Long, CompletableFuture<Map<String, Object>>> asked =
            new ConcurrentHashMap<>();
    private final List<Map<String, Object>> events = new CopyOnWriteArrayList<>();

    private Browser() throws IOException {
        this.directory = Files.createTempDirectory("browser");
        this.process =
                new ProcessBuilder(
                                "chromium",
                                "--headless=new",
                                // Its own prison needs rights that a container has not.
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--no-first-run",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + directory,
                                "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("output").toFile())
                        .start();
        this.socket = connect(page());
        ask("Page.enable", Map.of());
        ask("Runtime.enable", Map.of());
        ask("Network.enable", Map.of());
        ask("Log.enable", Map.of());
    }

    static Browser start() {
        try {
            return new Browser();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private URI page() {
        Path port = directory.resolve("DevToolsActivePort");
        Await.until("Chromium listens", () -> Files.exists(port) && lines(port).size() == 2);
        URI make =
                URI.create(
                        "http://127.0.0.1:%s/json/new?about:blank"
                                .formatted(lines(port).getFirst()));
        HttpRequest request =
                HttpRequest.newBuilder(make).PUT(HttpRequest.BodyPublishers.noBody()).build();
        try {
            String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return URI.create(text(Json.parse(answer), "webSocketDebuggerUrl"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupt);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private WebSocket connect(URI address) {
        StringBuilder part = new StringBuilder();
        return http.newWebSocketBuilder()
                .buildAsync(
                        address,
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(
                                    WebSocket from, CharSequence text, boolean last) {
                                part.append(text);
                                if (last) {
                                    heard(Json.parse(part.toString()));
                                    part.setLength(0);
                                }
                                from.request(1);
                                return CompletableFuture.completedStage(null);
                            }
                        })
                .join();
    }

    private void heard(Map<String, Object> message) {
        if (message.get("id") instanceof Long id) {
            Objects.requireNonNull(asked.remove(id)).complete(message);
        } else {
            events.add(message);
        }
    }

    private Map<String, Object> ask(String method, Map<String, Object> parameters) {
        long id = number.incrementAndGet();
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        asked.put(id, answer);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("method", method);
        message.put("params", parameters);
        socket.sendText(Json.text(message), true).join();
        Map<String, Object> told = answer.orTimeout(DEADLINE, TimeUnit.SECONDS).join();
        if (told.containsKey("error")) {
            throw new AssertionError("%s: %s".formatted(method, told));
        }
        return object(told, "result");
    }

    /** Opens a page, and waits until it is loaded. */
    void open(URI address) {
        events.clear();
        ask("Page.navigate", Map.of("url", address.toString()));
        Await.until("the page is loaded", () -> heard("Page.loadEventFired").findAny().isPresent());
    }

    /** Takes back what a test before has changed. */
    void forget() {
        ask("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        ask("Emulation.setEmulatedMedia", Map.of("media", "", "features", List.of()));
        ask("Emulation.setTimezoneOverride", Map.of("timezoneId", "UTC"));
    }

    /** Lets no scripts run in pages that are opened from now on. */
    void withoutScripts() {
        ask("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    /** Has it look like a medium, such as {@code print}, in a scheme of colours. */
    void showAs(String medium, String scheme) {
        ask(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        medium,
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** The time zone of whoever reads. */
    void timeZone(String name) {
        ask("Emulation.setTimezoneOverride", Map.of("timezoneId", name));
    }

    /** What an expression of JavaScript is, as a text; a promise is waited for. */
    String evaluate(String expression) {
        Map<String, Object> answer =
                ask(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                "(async () => String(%s))()".formatted(expression),
                                "awaitPromise",
                                true));
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(answer.toString());
        }
        return text(object(answer, "result"), "value");
    }

    /** Waits until an expression is true. */
    void await(String expression) {
        Await.until(expression, () -> evaluate(expression).equals("true"));
    }

    /** Presses a key and lets it go. */
    void press(String key) {
        Map<String, Object> down = new LinkedHashMap<>();
        down.put("type", "keyDown");
        down.put("key", key);
        if (key.length() == 1) {
            down.put("text", key);
        } else {
            down.put("windowsVirtualKeyCode", virtualKey(key));
        }
        ask("Input.dispatchKeyEvent", down);
        ask("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    private static int virtualKey(String key) {
        return switch (key) {
            case "Tab" -> 9;
            case "Enter" -> 13;
            case "Escape" -> 27;
            default -> throw new AssertionError(key);
        };
    }

    /** The addresses that were asked for since the page was opened. */
    List<String> requests() {
        return heard("Network.requestWillBeSent")
                .map(event -> text(object(object(event, "params"), "request"), "url"))
                .toList();
    }

    /** What went wrong since the page was opened: exceptions, and what the console says. */
    List<String> complaints() {
        List<String> all = new ArrayList<>();
        heard("Runtime.exceptionThrown").map(Object::toString).forEach(all::add);
        heard("Runtime.consoleAPICalled").map(Object::toString).forEach(all::add);
        heard("Log.entryAdded").map(Object::toString).forEach(all::add);
        heard("Page.javascriptDialogOpening").map(Object::toString).forEach(all::add);
        return all;
    }

    private Stream<Map<String, Object>> heard(String method) {
        return events.stream().filter(event -> method.equals(event.get("method")));
    }

    @SuppressWarnings("unchecked") // An object of JSON is such a map.
    private static Map<String, Object> object(Map<String, Object> whole, String name) {
        return (Map<String, Object>) Objects.requireNonNull(whole.get(name), whole.toString());
    }

    private static String text(Map<String, Object> whole, String name) {
        return Objects.requireNonNull(whole.get(name), whole.toString()).toString();
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        http.close();
        process.onExit().join();
        children.forEach(child -> child.onExit().join());
        FileTree.delete(directory);
    }
}
