package dev.lifeguard.migrate.layouts.prisma;

import dev.lifeguard.migrate.layouts.file.ReadOnce;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The database that the files were written for, as {@code migration_lock.toml} names it. */
final class Provider {

    static final String FILE = "migration_lock.toml";

    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*provider\\s*=\\s*\"(?<name>[^\"]*)\"");

    private static final Set<String> KNOWN =
            Set.of("postgresql", "postgres", "cockroachdb", "mysql", "sqlite");

    private Provider() {}

    /** Its name; empty where the file does not say. */
    static Optional<String> in(MigrationFile file) throws IOException {
        Matcher line = LINE.matcher(ReadOnce.text(file));
        return line.find() ? Optional.of(line.group("name")) : Optional.empty();
    }

    /** Why its files cannot be run, behind the name of the file. */
    static Optional<String> refusal(MigrationFile file) throws IOException {
        return in(file).filter(name -> !KNOWN.contains(name))
                .map(
                        name ->
                                ("says that the migrations are for \"%s\", which this program does"
                                                + " not run on. Write them for another database.")
                                        .formatted(name));
    }
}
