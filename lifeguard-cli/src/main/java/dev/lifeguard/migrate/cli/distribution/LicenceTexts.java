package dev.lifeguard.migrate.cli.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What bundled libraries say of their licences.
 *
 * @param directory where the list of libraries is, and each gets a folder of its name
 */
record LicenceTexts(Path directory) {

    private static final Pattern TEXT =
            Pattern.compile("META-INF/[^/]*(LICEN[CS]E|NOTICE|COPYING)[^/]*");
    private static final Pattern VERSION = Pattern.compile("(-[0-9][0-9.]*)?\\.jar");

    /**
     * Writes those of all jars of a directory.
     *
     * @throws IllegalStateException when the list does not have one of them
     */
    void writeAll(Path libraries) throws IOException {
        String list = Files.readString(directory.resolve("README.md"));
        for (Path jar : jars(libraries)) {
            String library = VERSION.matcher(jar.getFileName().toString()).replaceFirst("");
            if (library.startsWith("lifeguard-")) {
                continue;
            }
            if (!list.contains("\n| %s | ".formatted(library))) {
                throw new IllegalStateException(
                        "%s is bundled, and lifeguard-cli/src/dist/licenses/README.md has no row for it"
                                .formatted(library));
            }
            write(jar, directory.resolve(library));
        }
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static void write(Path jar, Path to) throws IOException {
        try (ZipFile content = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : content.stream().map(ZipEntry.class::cast).toList()) {
                if (!TEXT.matcher(entry.getName()).matches()) {
                    continue;
                }
                Files.createDirectories(to);
                Path text = to.resolve(entry.getName().substring("META-INF/".length()));
                try (InputStream bytes = content.getInputStream(entry)) {
                    Files.copy(bytes, text);
                }
            }
        }
    }
}
