package dev.lifeguard.migrate.tests.moving;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.server.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * A root changelog that includes all of a folder, a fresh database, and the real Liquibase; all are
 * gone after the test.
 */
record LiquibaseProject(ContractDatabase database, Path root) implements AutoCloseable {

    static final String FOLDER = "db/changes";

    private static final Logger LOG = Logger.getLogger("liquibase");

    static {
        silence();
    }

    static void silence() {
        LOG.setLevel(Level.OFF);
        System.setProperty("liquibase.analytics.enabled", "false");
    }

    static LiquibaseProject of(ContractDatabase database) {
        try {
            Path root = Files.createTempDirectory("liquibase");
            Files.createDirectories(root.resolve(FOLDER));
            Files.writeString(
                    root.resolve("root.yaml"),
                    """
                    databaseChangeLog:
                      - includeAll:
                          path: %s/
                    """
                            .formatted(FOLDER));
            return new LiquibaseProject(database, root);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What this project's own reads. */
    Path directory() {
        return root.resolve(FOLDER);
    }

    /** Writes below the header. */
    void write(String name, String text) {
        try {
            Path file = directory().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "--liquibase formatted sql\n" + text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    MigratorBuilder migrator() {
        return migrator(database);
    }

    MigratorBuilder migrator(ContractDatabase other) {
        return other.migrator()
                .source(MigrationSource.directory(directory(), OtherTool.LIQUIBASE_SQL.layout()));
    }

    /** Something that is done with the real one. */
    @FunctionalInterface
    interface Use {
        void with(Liquibase liquibase) throws Exception;
    }

    void liquibase(Use use) {
        liquibase(database, use);
    }

    /** The real one, on a connection of its own. */
    void liquibase(ContractDatabase other, Use use) {
        quietly(
                () -> {
                    try (Connection connection = other.dataSource().getConnection()) {
                        Database real =
                                DatabaseFactory.getInstance()
                                        .findCorrectDatabaseImplementation(
                                                new JdbcConnection(connection));
                        use.with(
                                new Liquibase(
                                        "root.yaml", new DirectoryResourceAccessor(root), real));
                    }
                });
    }

    static void quietly(Scope.ScopedRunner<?> work) {
        try {
            Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), work);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    void update() {
        update(database);
    }

    void update(ContractDatabase other) {
        liquibase(other, it -> it.update(new Contexts(), new LabelExpression()));
    }

    /** Applies that many changesets. */
    void update(int changesets) {
        liquibase(it -> it.update(changesets, new Contexts(), new LabelExpression()));
    }

    /** What Liquibase recorded, in its order. */
    List<String> rows() {
        return database.query(
                "SELECT ID, AUTHOR, FILENAME, EXECTYPE, MD5SUM FROM DATABASECHANGELOG ORDER BY"
                        + " ORDEREXECUTED");
    }

    @Override
    public void close() {
        database.close();
        FileTree.delete(root);
    }
}
