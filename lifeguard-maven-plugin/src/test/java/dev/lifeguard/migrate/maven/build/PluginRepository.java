package dev.lifeguard.migrate.maven.build;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.connect.Databases;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.lint.Lint;
import dev.lifeguard.migrate.pgparser.PgParser;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A local repository with the plugin, as {@code make install} would fill it; all else comes from
 * the local repository of this build, so that nothing is fetched.
 */
final class PluginRepository {

    static final String VERSION = property("lifeguard.version");

    private static final Path MODULES = Path.of("..").toAbsolutePath().normalize();

    private final Path root;

    private PluginRepository(Path root) {
        this.root = root;
    }

    /** Fills it. */
    static PluginRepository in(Path root) throws IOException {
        PluginRepository repository = new PluginRepository(root);
        repository.install("lifeguard-migrate-parent", MODULES.resolve("pom.xml"));
        repository.install("lifeguard-core", Migrator.class);
        repository.install("lifeguard-connect", Databases.class);
        repository.install("lifeguard-layouts", OtherTool.class);
        repository.install("lifeguard-inspect", Lint.class);
        repository.install("lifeguard-pgparser", PgParser.class);
        repository.install(
                "lifeguard-maven-plugin", MODULES.resolve("lifeguard-maven-plugin/pom.xml"));
        Files.copy(
                Path.of(property("lifeguard.plugin")),
                repository.file("lifeguard-maven-plugin", ".jar"),
                StandardCopyOption.REPLACE_EXISTING);
        return repository;
    }

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("The build sets no " + name);
        }
        return value;
    }

    Path root() {
        return root;
    }

    private Path file(String artifact, String ending) throws IOException {
        Path directory = root.resolve("dev/lifeguard").resolve(artifact).resolve(VERSION);
        Files.createDirectories(directory);
        return directory.resolve(artifact + "-" + VERSION + ending);
    }

    private void install(String artifact, Path pom) throws IOException {
        Files.writeString(
                file(artifact, ".pom"), Files.readString(pom).replace("${revision}", VERSION));
    }

    private void install(String artifact, Class<?> one) throws IOException {
        install(artifact, MODULES.resolve(artifact).resolve("pom.xml"));
        Path place = place(one);
        if (Files.isRegularFile(place)) {
            Files.copy(place, file(artifact, ".jar"), StandardCopyOption.REPLACE_EXISTING);
        } else {
            jar(place, file(artifact, ".jar"));
        }
    }

    private static Path place(Class<?> one) {
        try {
            return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            for (Path file : all) {
                entries.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }
}
