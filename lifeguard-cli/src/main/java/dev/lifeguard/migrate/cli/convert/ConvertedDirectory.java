package dev.lifeguard.migrate.cli.convert;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.catalog.FormerVersions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory of converted files. The files as they were are kept in a hidden folder of it, so that
 * the tool's history can be compared with them where a database is taken over later.
 */
public record ConvertedDirectory(Path directory) {

    private static final String ORIGINALS = ".converted";
    private static final Pattern WRITTEN = Pattern.compile("# .* convert (?<tool>[^ :]+):.*");

    /** What a directory holds in a layout: of a converted one, the files as they were. */
    public static MigrationSource source(Path directory, Layout layout) {
        Path originals = directory.resolve(ORIGINALS);
        boolean kept =
                !layout.equals(Layout.own())
                        && Files.isDirectory(originals)
                        && Files.exists(directory.resolve(FormerVersions.FILE));
        return MigrationSource.directory(kept ? originals : directory, layout);
    }

    /** Whose files were converted into it; empty where it does not say so. */
    public Optional<String> tool() {
        try (Stream<String> lines = Files.lines(directory.resolve(FormerVersions.FILE))) {
            return lines.findFirst()
                    .map(WRITTEN::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group("tool"));
        } catch (IOException | UncheckedIOException none) {
            return Optional.empty();
        }
    }

    /** Refuses one in which anything is already. */
    public void requireEmpty() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> there = Files.list(directory)) {
            if (there.findAny().isPresent()) {
                throw Refused.because(
                        "The directory \"%s\" is not empty. Name one that is not there yet."
                                .formatted(directory));
            }
        } catch (IOException fault) {
            throw unwritable(fault);
        }
    }

    /** Writes everything; what was written is deleted again where that fails. */
    public void write(String tool, Conversion conversion, List<MigrationSource> sources) {
        try {
            Files.createDirectories(directory);
            for (MigrationSource source : sources) {
                for (MigrationFile file : source.files()) {
                    Path copy = directory.resolve(ORIGINALS).resolve(file.name());
                    Files.createDirectories(copy.getParent());
                    try (InputStream content = file.open()) {
                        Files.copy(content, copy);
                    }
                }
            }
            for (Map.Entry<String, String> file : conversion.files().entrySet()) {
                write(file.getKey(), file.getValue());
            }
            write(
                    FormerVersions.FILE,
                    ("# Written by lifeguard-migrate convert %s: version here, number and checksum"
                         + " there, checksum here, version there. Databases that were migrated"
                         + " before need it.\n"
                         + "%s")
                            .formatted(tool, conversion.former()));
        } catch (IOException fault) {
            deleteAll(fault);
            throw unwritable(fault);
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text, StandardOpenOption.CREATE_NEW);
    }

    private void deleteAll(IOException fault) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException left) {
            fault.addSuppressed(left);
        }
    }

    private RuntimeException unwritable(IOException fault) {
        return Refused.because(
                "The directory \"%s\" cannot be written: %s. Nothing was converted."
                        .formatted(directory, FaultText.of(fault)),
                fault);
    }
}
