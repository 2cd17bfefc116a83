package dev.lifeguard.migrate.connect.convert;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.catalog.FormerVersions;
import dev.lifeguard.migrate.source.catalog.WrittenFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A directory of converted files. The files as they were are kept in a hidden folder of it, so that
 * the tool's history can be compared with them where a database is taken over later.
 */
public record ConvertedDirectory(Path directory) {

    private static final String ORIGINALS = ".converted";

    /** What a directory holds in a layout: of a converted one, the files as they were. */
    public static MigrationSource source(Path directory, Layout layout) {
        boolean asTheyWere = !layout.equals(Layout.own()) && isConverted(directory);
        return MigrationSource.directory(
                asTheyWere ? directory.resolve(ORIGINALS) : directory, layout);
    }

    /** Whether it holds converted files, and those that they were. */
    public static boolean isConverted(Path directory) {
        return Files.isDirectory(directory.resolve(ORIGINALS))
                && Files.exists(directory.resolve(FormerVersions.FILE));
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
        Map<Path, MigrationFile> originals = originals(sources);
        try (WrittenFiles written = new WrittenFiles()) {
            for (Map.Entry<Path, MigrationFile> original : originals.entrySet()) {
                try (InputStream content = original.getValue().open()) {
                    written.copy(content, original.getKey());
                }
            }
            for (Map.Entry<String, String> file : conversion.files().entrySet()) {
                written.write(directory.resolve(file.getKey()), file.getValue());
            }
            written.write(
                    directory.resolve(FormerVersions.FILE),
                    ("# Written by lifeguard-migrate convert: version here, number and checksum"
                         + " there, checksum here, version there. Databases that were migrated"
                         + " before need it.\n"
                         + "%s%s")
                            .formatted(FormerVersions.toolLine(tool), conversion.former()));
            written.keep();
        } catch (IOException fault) {
            throw unwritable(fault);
        }
    }

    /** Where a copy of each file is kept; two sources may not hold one of the same name. */
    private Map<Path, MigrationFile> originals(List<MigrationSource> sources) {
        Map<Path, MigrationFile> originals = new LinkedHashMap<>();
        for (MigrationSource source : sources) {
            for (MigrationFile file : source.files()) {
                Path copy = directory.resolve(ORIGINALS).resolve(file.name());
                if (originals.put(copy, file) != null) {
                    throw Refused.because(
                            ("Two of the directories hold a file \"%s\", and both would be kept in"
                                            + " \"%s\". Rename or remove one of them. Nothing was"
                                            + " converted.")
                                    .formatted(file.name(), directory.resolve(ORIGINALS)));
                }
            }
        }
        return originals;
    }

    private RuntimeException unwritable(IOException fault) {
        return Refused.because(
                "The directory \"%s\" cannot be written: %s. Nothing was converted."
                        .formatted(directory, FaultText.of(fault)),
                fault);
    }
}
