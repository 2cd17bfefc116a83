package dev.lifeguard.migrate.maven.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A project that Maven is run on. */
record MavenProjectFolder(Path root) {

    static final String MIGRATIONS = "src/main/resources/db/migration";

    static MavenProjectFolder in(Path root) {
        return new MavenProjectFolder(root);
    }

    /** Copies the files of another one. */
    MavenProjectFolder copied(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            for (Path file : all) {
                with(from.relativize(file).toString(), Files.readString(file));
            }
        }
        return this;
    }

    Path file(String name) {
        return root.resolve(name);
    }

    /** Writes a file, with its folders. */
    MavenProjectFolder with(String name, String content) throws IOException {
        Path file = file(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** Writes a migration. */
    MavenProjectFolder migration(String name, String sql) throws IOException {
        return with(MIGRATIONS + "/" + name, sql);
    }

    /** Writes a pom.xml that has the plugin with a configuration. */
    MavenProjectFolder pom(String configuration) throws IOException {
        return with("pom.xml", Poms.with(configuration));
    }
}
