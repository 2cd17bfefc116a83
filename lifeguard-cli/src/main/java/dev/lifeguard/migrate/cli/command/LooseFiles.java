package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files that are in no migrations directory, as migrations behind all others.
 *
 * @param paths by what they are called among the migrations, in the order in which they were named
 */
record LooseFiles(Map<String, Path> paths, Layout layout) implements MigrationSource {

    /** Behind all others: a time that none of them has. */
    private static final long LAST = 99991231000000L;

    /**
     * Names them.
     *
     * @param taken the versions that other migrations have
     */
    static LooseFiles of(List<Path> paths, Layout layout, Set<Long> taken) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (Path path : paths) {
            String name = path.getFileName().toString();
            boolean fits =
                    layout.equals(Layout.own())
                            ? hasOwnVersion(name, taken)
                            : concerns(layout, name);
            files.put(fits && !files.containsKey(name) ? name : last(name, files.size()), path);
        }
        return new LooseFiles(files, layout);
    }

    private static boolean concerns(Layout layout, String name) {
        if (!layout.concerns(name)) {
            throw Refused.because(
                    "The file \"%s\" is in no migrations directory, and its name is none of this layout's."
                            .formatted(name));
        }
        return true;
    }

    private static boolean hasOwnVersion(String name, Set<Long> taken) {
        if (!name.matches("\\d{14}_[A-Za-z0-9_.-]+\\.sql")) {
            return false;
        }
        try {
            return !taken.contains(MigrationVersion.parse(name.substring(0, 14)).number());
        } catch (IllegalArgumentException noTime) {
            return false;
        }
    }

    private static String last(String name, int place) {
        String words =
                name.replaceFirst("\\.sql$", "")
                        .replaceAll("[^A-Za-z0-9_-]+", "_")
                        .replaceFirst("^[0-9_]+", "");
        // Sixty of them are a minute.
        long version = LAST + place / 60 * 100L + place % 60;
        return "%s_%s.sql".formatted(version, words.isEmpty() ? "file" : words);
    }

    @Override
    public String description() {
        return "the named files";
    }

    @Override
    public List<MigrationFile> files() {
        return paths.entrySet().stream()
                .<MigrationFile>map(file -> new NamedFile(file.getKey(), file.getValue()))
                .toList();
    }

    private record NamedFile(String name, Path path) implements MigrationFile {

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }
}
