package dev.lifeguard.migrate.layouts.traces;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whose files a directory holds, by their names and by lines in them. It is asked where a directory
 * could not be read as this project's own.
 *
 * <p>It is made by its name where the class path was too short for it, so it is a function of types
 * that every class loader has.
 */
public final class FileTraces implements Function<Path, List<String>> {

    private static final int MOST_FILES = 2_000;

    /** So many scripts are looked at: what is not read says nothing, and lacks no mark. */
    private static final int MOST_SCRIPTS = 50;

    /** For the class loader of a command. */
    public FileTraces() {}

    /**
     * Looks at a directory.
     *
     * @return what was seen, for the middle of a sentence, and behind it the layouts that read such
     *     files; empty where that is not clear
     */
    @Override
    public List<String> apply(Path directory) {
        try (Stream<Path> all = Files.walk(directory, 3)) {
            List<String> names =
                    all.filter(Files::isRegularFile)
                            .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                            .filter(name -> !name.startsWith(".") && !name.contains("/."))
                            .sorted()
                            .limit(MOST_FILES)
                            .toList();
            return of(directory, names);
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    private static List<String> of(Path directory, List<String> names) throws IOException {
        if (names.contains("meta/_journal.json")) {
            return List.of("there is meta/_journal.json, as drizzle-kit writes it", "drizzle");
        }
        Map<FileTrace, List<String>> seen = new TreeMap<>();
        List<String> scripts =
                names.stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".sql"))
                        .limit(MOST_SCRIPTS)
                        .toList();
        for (String name : scripts) {
            String text = text(directory.resolve(name));
            Arrays.stream(FileTrace.values())
                    .filter(trace -> trace.isIn(name, text))
                    .findFirst()
                    .ifPresent(
                            trace ->
                                    seen.computeIfAbsent(trace, unused -> new ArrayList<>())
                                            .add(name));
        }
        int half = scripts.size() / 2;
        Optional<Map.Entry<FileTrace, List<String>>> most =
                seen.entrySet().stream()
                        .max(Comparator.comparingInt(each -> each.getValue().size()))
                        .filter(each -> each.getValue().size() > half);
        return most.or(() -> tellingOfAll(seen))
                .map(each -> told(each.getKey(), each.getValue()))
                .orElse(List.of());
    }

    private static Optional<Map.Entry<FileTrace, List<String>>> tellingOfAll(
            Map<FileTrace, List<String>> seen) {
        return seen.entrySet().stream().filter(each -> each.getKey().tellsOfAll()).findFirst();
    }

    /** In one charset that reads every byte: what is looked for is ASCII. */
    private static String text(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(1 << 16), StandardCharsets.ISO_8859_1);
        }
    }

    private static List<String> told(FileTrace trace, List<String> files) {
        List<String> told = new ArrayList<>();
        int more = files.size() - 1;
        String others = more == 0 ? "" : " (%s more like it)".formatted(more);
        told.add("%s %s%s".formatted(files.getFirst(), trace.saw(), others));
        told.addAll(trace.layouts());
        return told;
    }
}
