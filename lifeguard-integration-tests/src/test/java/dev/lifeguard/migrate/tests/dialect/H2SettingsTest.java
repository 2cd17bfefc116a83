package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.plan.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an H2 is told about the case of names, and names that are words of its grammar. */
final class H2SettingsTest {

    private static ContractProject on(String settings) {
        ContractProject project = ContractProject.of(ContractDatabase.h2(settings));
        project.write(
                "20240101000000_item.sql",
                """
                -- Up migration
                CREATE TABLE item (id int PRIMARY KEY);
                INSERT INTO item VALUES (1);
                -- Down migration
                DROP TABLE item;
                """);
        return project;
    }

    private static void upAndDown(MigratorBuilder migrator) {
        assertThat(migrator.build().up().applied()).hasSize(1);
        assertThat(migrator.build().up().applied()).isEmpty();
        assertThat(migrator.build().status().applied()).hasSize(1);
        assertThat(migrator.build().down(Target.steps(1)).rolledBack()).hasSize(1);
        assertThat(migrator.build().status().applied()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";DATABASE_TO_UPPER=FALSE",
                ";DATABASE_TO_LOWER=TRUE",
                ";CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                ";DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            })
    void theCaseOfNames(String settings) {
        try (ContractProject project = on(settings)) {
            upAndDown(project.migrator());
            upAndDown(project.migrator().schema("shop").table("history"));
        }
    }

    @Test
    void whatAScriptSetsEndsWithIt() {
        try (ContractProject project = on(";NON_KEYWORDS=INTERVAL")) {
            project.write(
                    "20240102000000_set.sql",
                    """
                    SET NON_KEYWORDS value, key;
                    SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;
                    CREATE TABLE two (value int);
                    """);
            project.write(
                    "20240103000000_seen.sql",
                    """
                    CREATE TABLE seen (level varchar(100), interval int);
                    INSERT INTO seen (level)
                        SELECT isolation_level FROM information_schema.sessions
                        WHERE session_id = session_id();
                    """);
            project.up();

            assertThat(project.database().query("SELECT level FROM seen"))
                    .containsExactly("READ COMMITTED");
            project.write("20240104000000_key.sql", "CREATE TABLE three (value int);\n");
            assertThat(failureOf(project::up)).hasMessageContaining("20240104000000_key.sql:1:");
        }
    }

    /** What is known after a cut is told from the catalogue. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ";DATABASE_TO_UPPER=FALSE",
                ";DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            })
    void aFailedStatementIsTriedAgain(String settings) {
        try (ContractProject project = on(settings)) {
            project.write(
                    "20240102000000_more.sql",
                    "CREATE TABLE More (id int);\nCREATE TABLE item (id int);\n");
            assertThat(failureOf(project::up).detail().line()).isEqualTo(2);

            project.write(
                    "20240102000000_more.sql",
                    "CREATE TABLE More (id int);\nCREATE TABLE item2 (id int);\n");
            assertThat(project.up().applied()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "user, group",
        "Order, Select",
        "lifeguard_migrations, VALUES",
        "My Table, My Schema"
    })
    void namesThatAreWordsOfTheGrammar(String table, String schema) {
        try (ContractProject project = on("")) {
            upAndDown(project.migrator().table(table));
            upAndDown(project.migrator().table(table).schema(schema));
        }
    }

    @Test
    void aConnectionWhoseSchemaIsInMixedCase() {
        try (ContractProject project =
                on(";INIT=CREATE SCHEMA IF NOT EXISTS \"MixedCase\"\\;SET SCHEMA \"MixedCase\"")) {
            upAndDown(project.migrator());
            project.up();
            assertThat(project.database().query("SELECT id FROM \"MixedCase\".ITEM"))
                    .containsExactly("1");
        }
    }
}
