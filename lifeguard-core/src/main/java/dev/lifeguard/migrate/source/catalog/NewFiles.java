package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a new migration of any layout, which were just written.
 *
 * @param version empty where the layout does not tell of them yet
 * @param files the one that applies it first
 */
public record NewFiles(Optional<MigrationVersion> version, String name, List<Path> files) {

    /** Copies the list. */
    public NewFiles {
        files = List.copyOf(files);
    }

    /**
     * Writes them, and the directory where that is missing; where that fails, or they cannot be
     * read back, nothing of it stays.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when the name holds no letter or
     *     digit, or is that of a file in the layout already
     * @throws IOException when a file cannot be written; see {@link NewMigration#unwritable}
     */
    public static NewFiles write(Path directory, String wanted, Layout layout) throws IOException {
        String name = NewMigration.sanitized(wanted).replaceAll("[.-]", "_");
        try (WrittenFiles written = new WrittenFiles()) {
            written.makeFolder(directory.toAbsolutePath());
            Map<String, String> texts =
                    new TreeMap<>(
                            layout.newFiles(
                                    name,
                                    LocalDateTime.now(ZoneOffset.UTC),
                                    newest(catalog(directory, layout))));
            FormedName.refuse(
                    directory, wanted, layout, texts.values().stream().findFirst().orElse(""));
            for (Map.Entry<String, String> each : texts.entrySet()) {
                written.write(directory.resolve(each.getKey()), each.getValue());
            }
            NewFiles told = told(directory, layout, name, texts);
            written.keep();
            return told;
        }
    }

    /** Also of those that stand for older ones: what is older than such a one never runs. */
    private static @Nullable MigrationVersion newest(MigrationCatalog catalog) {
        List<Script> all = catalog.scriptsAndBaselines();
        return all.isEmpty() ? null : all.getLast().version();
    }

    private static NewFiles told(
            Path directory, Layout layout, String name, Map<String, String> texts) {
        Optional<Script> script =
                catalog(directory, layout).scripts().stream()
                        .filter(each -> texts.containsKey(each.fileName()))
                        .findFirst();
        List<Path> files = new ArrayList<>();
        script.ifPresent(each -> files.add(directory.resolve(each.fileName())));
        texts.keySet().stream()
                .map(directory::resolve)
                .filter(file -> !files.contains(file))
                .forEach(files::add);
        return new NewFiles(script.map(Script::version), name, files);
    }

    private static MigrationCatalog catalog(Path directory, Layout layout) {
        return MigrationCatalog.of(List.of(MigrationSource.directory(directory, layout)));
    }
}
