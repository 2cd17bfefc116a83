package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the state table is, what it must be, and what a database had before it. */
abstract class StatePlaceContract {

    private static final String OTHER_PLACE = ", or name another one with schema(…) and table(…).";
    private static final String COLUMNS =
            """
            name varchar(255) NOT NULL, checksum varchar(64) NOT NULL,
            applied_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
            execution_time_ms bigint, success boolean NOT NULL DEFAULT true)
            """;

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;
    private final String schema;

    /**
     * On a database.
     *
     * @param currentSchema an expression for the one that a connection resolves first
     */
    StatePlaceContract(ContractDatabase database, String currentSchema) {
        this.database = database;
        this.schema = database.query("SELECT " + currentSchema).getFirst();
        this.project = ContractProject.of(database);
        project.write(
                "20240101000000_place.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                """);
    }

    private void requireRefused(String message) {
        LifeguardException failure = failureOf(project::up);
        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(failure.detail().coded().replace("\"" + schema + ".", "\""))
                .isEqualToIgnoringCase(
                        "LG-101 The state table \"lifeguard_migrations\" " + message + OTHER_PLACE);
        assertThat(project.migrator().table("other").build().up().applied()).hasSize(1);
    }

    @Test
    void versionsThatAreNoKeyAreRefused() {
        database.execute("CREATE TABLE lifeguard_migrations (version bigint, " + COLUMNS);

        requireRefused(
                "has no unique key of the column version alone, which its lock needs. Make version"
                        + " the primary key");
    }

    @Test
    void aKeyOfTwoColumnsIsNone() {
        database.execute(
                "CREATE TABLE lifeguard_migrations (version bigint, "
                        + COLUMNS.replace("true)", "true, PRIMARY KEY (version, name))"));

        requireRefused(
                "has no unique key of the column version alone, which its lock needs. Make version"
                        + " the primary key");
    }

    @Test
    void aUniqueIndexWillDo() {
        database.execute(
                "CREATE TABLE lifeguard_migrations (version bigint NOT NULL, " + COLUMNS,
                "CREATE UNIQUE INDEX versions ON lifeguard_migrations (version)");

        assertThat(project.up().applied()).hasSize(1);
        assertThat(project.up().applied()).isEmpty();
        assertThat(project.migrator().build().down().rolledBack()).hasSize(1);
    }

    @Test
    void versionsAsTextAreRefused() {
        database.execute(
                "CREATE TABLE lifeguard_migrations (version varchar(14) PRIMARY KEY, " + COLUMNS);

        LifeguardException failure = failureOf(project::up);
        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(failure.detail().coded())
                .contains("has the column version of the type ")
                .endsWith(" and not bigint. Make it a bigint" + OTHER_PLACE);
    }

    @Test
    void twoRowsOfOneVersionAreToldByWhatLooks() {
        database.execute(
                "CREATE TABLE lifeguard_migrations (version bigint, " + COLUMNS,
                "INSERT INTO lifeguard_migrations (version, name, checksum) VALUES (5, 'a', 'b')",
                "INSERT INTO lifeguard_migrations (version, name, checksum) VALUES (5, 'a', 'b')");

        assertThat(failureOf(() -> project.migrator().build().status()).kind())
                .isEqualTo(ErrorKind.CONFIGURATION);
    }

    @Test
    void aViewIsRefused() {
        database.execute("CREATE VIEW lifeguard_migrations AS SELECT 1 AS version");

        requireRefused("is not a table but a view or the like. Remove it");
    }

    @Test
    void aTableThatIsGivenOnceAndNotTheNextTimeIsTold() {
        project.migrator().table("history").build().up();

        assertThat(failureOf(project::up).getMessage())
                .startsWith("LG-101 There is no history in \"")
                .contains("lifeguard_migrations\", where this connection has its place, but")
                .containsIgnoringCase(schema + ".history\" holds the history of these migrations")
                .containsIgnoringCase(
                        "by schema(\"%s\") and table(\"history\"), or".formatted(schema));
        assertThat(project.migrator().table("history").build().up().applied()).isEmpty();
    }

    @Test
    void aDatabaseThatHadItsTablesIsToldOfBaseline() {
        database.execute("CREATE TABLE one (id int)");

        assertThat(failureOf(project::up).getMessage())
                .contains(
                        "If this database had that before its first migration, record what it has"
                                + " with migrator.baseline(…); else fix the");
        project.migrator().build().baseline(20231231000000L);
        project.migrator().build().baseline(20240101000000L);
        assertThat(project.up().applied()).isEmpty();
        assertThat(project.history()).containsExactly("baseline|whole", "place|whole");
    }

    /** Other names than tables', and rows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE one (id int PRIMARY KEY); INSERT INTO one VALUES (1)"
                        + "|INSERT INTO one VALUES (1)",
                "CREATE TABLE one (id int); CREATE INDEX one_id ON one (id)"
                        + "|CREATE INDEX one_id ON one (id)",
                "CREATE TABLE one (id int)|ALTER TABLE one ADD COLUMN id int",
                "CREATE TABLE one (id int PRIMARY KEY, a int)|ALTER TABLE one ADD PRIMARY KEY (a)",
                "CREATE TABLE one (id int, CONSTRAINT c UNIQUE (id))"
                        + "|ALTER TABLE one ADD CONSTRAINT c UNIQUE (id)",
                "CREATE VIEW one AS SELECT 1 AS id|CREATE VIEW one AS SELECT 1 AS id"
            })
    void whatElseWasThereIsToldOfBaselineToo(String case_) {
        String[] parts = case_.split("\\|", -1);
        database.execute(parts[0].split("; ", -1));
        project.write("20240101000000_place.sql", parts[1] + ";\n");

        assertThat(failureOf(project::up).getMessage())
                .contains(
                        "If this database had that before its first migration, record what it has"
                                + " with migrator.baseline(…); else fix the");
    }

    @Test
    void aRefusedRepairMakesNoTable() {
        assertThat(
                        failureOf(
                                        () ->
                                                project.migrator()
                                                        .build()
                                                        .repair(
                                                                new Repair.MarkDone(
                                                                        20240101000000L)))
                                .kind())
                .isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(project.migrator().build().unlock()).isEmpty();

        // The name is free.
        database.execute("CREATE VIEW lifeguard_migrations AS SELECT 1 AS version");
    }
}
