package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a change may still be on its way after a crash, the catalogue is not asked about it. */
abstract class NothingLookedUpContract {

    private static final String ONE = "20240101000000_one.sql";
    private static final long VERSION = 20240101000000L;

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;

    NothingLookedUpContract(ContractDatabase database) {
        this.database = database;
        this.project = ContractProject.of(database);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE two (id int)",
                "ALTER TABLE one ADD COLUMN two int",
                "CREATE INDEX two ON one (id)",
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS two ON one (id)",
                "DROP INDEX CONCURRENTLY two"
            })
    void aStatementThatWasCutOffIsInDoubt(String second) {
        project.write(ONE, "CREATE TABLE one (id int);\nSELECT 1 / 0;\n");
        failureOf(project::up);
        database.execute(
                "UPDATE lifeguard_migrations SET statement_started = 2 WHERE version = " + VERSION);
        project.write(ONE, "CREATE TABLE one (id int);\n%s;\n".formatted(second));

        LifeguardException doubt = failureOf(project::up);
        assertThat(doubt.detail().kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(doubt.getMessage()).contains("statement 2 (").contains("was started and then");

        project.migrator().build().repair(new Repair.StatementDone(VERSION));
        assertThat(project.up().applied()).hasSize(1);
        assertThat(project.history()).containsExactly("one|whole");
    }
}
