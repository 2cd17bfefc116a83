package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.Databases;
import dev.lifeguard.migrate.connect.embedded.ServerCaller;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.pgparser.PgParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Where the statements of an application are found.
 *
 * @param file a file with them
 * @param url a database that has run them
 */
public record ApplicationStatements(Optional<Path> file, Optional<DatabaseUrl> url) {

    /**
     * The statements of both, or of the target where none is named.
     *
     * @param caller who wants a server, where the URL is of an embedded one
     */
    public GivenStatements read(Supplier<DataSource> target, ServerCaller caller) {
        PgParser parser = PgParser.create();
        return GivenStatements.of(found(parser, target, caller), parser);
    }

    private FoundStatements found(
            PgParser parser, Supplier<DataSource> target, ServerCaller caller) {
        FoundStatements none = new FoundStatements(List.of(), List.of());
        if (file.isEmpty() && url.isEmpty()) {
            return StatStatements.of(target.get())
                    .orElseThrow(
                            () ->
                                    Refused.because(
                                            "The database has no extension pg_stat_statements, so"
                                                + " what the application runs is not known. Name a"
                                                + " file with --statements, or a database that has"
                                                + " it with --statements-from."));
        }
        FoundStatements ofFile = file.map(given -> ofFile(given, parser)).orElse(none);
        return ofFile.and(url.map(given -> ofDatabase(given, caller)).orElse(none));
    }

    private static FoundStatements ofFile(Path path, PgParser parser) {
        try {
            FoundStatements found = StatementFile.statements(Files.readString(path), parser);
            if (found.texts().isEmpty()) {
                throw Refused.because(
                        "The file of statements %s has no statement, so nothing would be found. Have it written again, or leave --statements out."
                                .formatted(path));
            }
            return found;
        } catch (CharacterCodingException other) {
            throw Refused.because(
                    "The file of statements %s is not in UTF-8.".formatted(path), other);
        } catch (IOException unreadable) {
            throw Refused.because(
                    "The file of statements cannot be read: %s."
                            .formatted(FaultText.of(unreadable)),
                    unreadable);
        }
    }

    private static FoundStatements ofDatabase(DatabaseUrl url, ServerCaller caller) {
        if (url.product() != DatabaseProduct.POSTGRESQL) {
            throw Refused.because(
                    "pg_stat_statements is PostgreSQL's, and the database of --statements-from is %s."
                            .formatted(url.product().product()));
        }
        try (Database database = Databases.open(url, caller)) {
            return StatStatements.of(database.dataSource())
                    .orElseThrow(
                            () ->
                                    Refused.because(
                                            "The database of --statements-from has no extension"
                                                + " pg_stat_statements. As a superuser, run there:"
                                                + " CREATE EXTENSION pg_stat_statements."));
        }
    }
}
