package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.connect.file.ResultFile;
import dev.lifeguard.migrate.connect.words.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Snapshots in files, as UTF-8. Line ends of another system count as the same. */
public final class SnapshotFiles {

    private static final Set<String> DIRECTORIES =
            Arrays.stream(ObjectType.values())
                    .map(ObjectType::directory)
                    .collect(Collectors.toSet());

    private SnapshotFiles() {}

    /**
     * Writes it into one file; one that is up to date is left alone.
     *
     * @throws IOException when that cannot be written
     */
    public static void write(SchemaSnapshot snapshot, Path file) throws IOException {
        put(result(file), snapshot.text());
    }

    /**
     * Refuses a file of somebody else, before a run whose schema it shall hold.
     *
     * @throws IOException when it cannot be read
     */
    static void requireOwn(Path file) throws IOException {
        result(file).requireOwn();
    }

    private static ResultFile result(Path file) {
        return new ResultFile(
                file,
                "snapshot",
                "as lifeguard-migrate snapshot writes it.",
                SnapshotFiles::isPart);
    }

    /** One that was looked at before. */
    private static ResultFile part(Path file) {
        return new ResultFile(file, "snapshot", SchemaSnapshot.MARK, beginning -> true);
    }

    private static boolean isPart(String beginning) {
        return beginning.startsWith(SchemaSnapshot.MARK);
    }

    private static void put(ResultFile file, String text) throws IOException {
        if (read(file.path()).filter(text::equals).isEmpty()) {
            file.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Optional<String> read(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Optional.of(Files.readString(file).replace("\r\n", "\n"))
                : Optional.empty();
    }

    /**
     * Writes one file an object, and deletes those of objects that are gone: files whose names end
     * in {@code .sql} in the directories that it writes into, and whose first line says that they
     * are a snapshot's.
     *
     * @return the other files with such names there, which were left
     * @throws IOException when they cannot be written
     * @throws dev.lifeguard.migrate.error.LifeguardException when a file is in the way that is not
     *     a snapshot's; nothing is written then
     */
    public static List<String> writeAll(SchemaSnapshot snapshot, Path directory)
            throws IOException {
        SortedMap<String, String> files = snapshot.files();
        for (Map.Entry<String, String> file : files.entrySet()) {
            requireOwn(directory.resolve(file.getKey()), file.getValue());
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            put(part(directory.resolve(file.getKey())), file.getValue());
        }
        List<String> left = new ArrayList<>();
        for (String gone : present(directory)) {
            if (files.containsKey(gone)) {
                continue;
            }
            Path file = directory.resolve(gone);
            if (isOwn(file)) {
                Files.delete(file);
            } else {
                left.add(gone);
            }
        }
        return left;
    }

    /** The folders that a directory gets. */
    static List<Path> folders(Path directory) {
        return DIRECTORIES.stream().sorted().map(directory::resolve).toList();
    }

    /** Refuses to write over a file of somebody else; one with the same statements is none. */
    private static void requireOwn(Path file, String text) throws IOException {
        if (!Files.exists(file) || isOwn(file)) {
            return;
        }
        String there =
                Files.isRegularFile(file)
                        ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        : "";
        if (!text.endsWith("\n\n" + there.replace("\r\n", "\n"))) {
            throw Refused.because(
                    "%s is in the way: it does not begin with \"%s\", so snapshot did not write it. Nothing was written. Move it, or name another directory."
                            .formatted(file, SchemaSnapshot.MARK));
        }
    }

    private static boolean isOwn(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        byte[] mark = SchemaSnapshot.MARK.getBytes(StandardCharsets.UTF_8);
        try (InputStream bytes = Files.newInputStream(file)) {
            return Arrays.equals(bytes.readNBytes(mark.length), mark);
        }
    }

    /** The files that could be a snapshot's, with {@code /} between folder and name. */
    private static Set<String> present(Path directory) throws IOException {
        Set<String> present = new TreeSet<>();
        for (String folder : DIRECTORIES) {
            Path types = directory.resolve(folder);
            if (Files.isDirectory(types)) {
                try (Stream<Path> files = Files.list(types)) {
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".sql"))
                            .forEach(name -> present.add(folder + "/" + name));
                }
            }
        }
        return present;
    }

    /**
     * The first object in which a file is not up to date, with its type; what stands behind all
     * objects is called so.
     *
     * @return empty where it is up to date
     * @throws IOException when it is there and cannot be read
     */
    public static Optional<String> stale(SchemaSnapshot snapshot, Path file) throws IOException {
        Optional<String> read = read(file);
        if (read.isEmpty()) {
            return Optional.of("that the file is not there");
        }
        String text = read.get();
        if (text.equals(snapshot.text().replace("\r\n", "\n"))) {
            return Optional.empty();
        }
        String header = snapshot.header() + "\n\n";
        if (!text.startsWith(header)) {
            return Optional.of("its beginning");
        }
        int at = header.length();
        for (SnapshotStatement statement : snapshot.script()) {
            String sql = statement.sql().replace("\r\n", "\n") + "\n";
            if (!text.startsWith(sql, at)) {
                return Optional.of(named(statement));
            }
            at += sql.length() + 1;
        }
        return Optional.of("what stands behind the last object");
    }

    private static String named(SnapshotStatement statement) {
        return statement.type().words() + " " + statement.object();
    }

    /**
     * The first file of a directory that is not up to date, not there, or there without an object.
     * Files of others are none.
     *
     * @return empty where all are up to date
     * @throws IOException when one is there and cannot be read
     */
    public static Optional<String> staleAmong(SchemaSnapshot snapshot, Path directory)
            throws IOException {
        SortedMap<String, String> files = snapshot.files();
        Set<String> names = new TreeSet<>(files.keySet());
        for (String name : present(directory)) {
            if (isOwn(directory.resolve(name))) {
                names.add(name);
            }
        }
        for (String name : List.copyOf(names)) {
            String expected = files.get(name);
            Optional<String> read = read(directory.resolve(name));
            if (expected == null || read.filter(expected.replace("\r\n", "\n")::equals).isEmpty()) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
