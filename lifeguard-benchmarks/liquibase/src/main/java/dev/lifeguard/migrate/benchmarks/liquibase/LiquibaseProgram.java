package dev.lifeguard.migrate.benchmarks.liquibase;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;

/** Migrates by Liquibase, as often as it is told, and prints the nanoseconds of each call. */
public final class LiquibaseProgram {

    private LiquibaseProgram() {}

    /**
     * Runs.
     *
     * @param arguments the JDBC URL, the directory of the change log, the number of calls
     */
    public static void main(String[] arguments) throws Exception {
        int calls = Integer.parseInt(arguments[2]);
        for (int call = 0; call < calls; call++) {
            long start = System.nanoTime();
            update(arguments[0], Path.of(arguments[1]));
            System.out.println("call " + (System.nanoTime() - start));
        }
    }

    private static void update(String url, Path directory) throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            Database database =
                    DatabaseFactory.getInstance()
                            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
            liquibase.Scope.child(
                    java.util.Map.of(
                            liquibase.Scope.Attr.resourceAccessor.name(),
                            new DirectoryResourceAccessor(directory)),
                    () -> {
                        new CommandScope(UpdateCommandStep.COMMAND_NAME)
                                .addArgumentValue(
                                        DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                                .addArgumentValue(
                                        UpdateCommandStep.CHANGELOG_FILE_ARG, "changelog.xml")
                                .execute();
                    });
        }
    }
}
