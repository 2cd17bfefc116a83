package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What databases keep to whose DDL commits by itself. */
abstract class PartWayContract {

    private static final String ONE = "20240101000000_one.sql";
    private static final long VERSION = 20240101000000L;

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;

    PartWayContract(ContractDatabase database) {
        this.database = database;
        this.project = ContractProject.of(database);
    }

    /** The first statement is done, and the second failed. */
    private LifeguardException failAt(String second) {
        project.write(ONE, "CREATE TABLE one (id int);\n%s;\n".formatted(second));
        return failureOf(project::up);
    }

    private void startedAndCutOff() {
        database.execute(
                "UPDATE lifeguard_migrations SET statement_started = 2 WHERE version = " + VERSION);
    }

    @Test
    void aFailedDdlStatementIsRunAgainAndNothingElse() {
        LifeguardException failed = failAt("CREATE TABLE one (id int)");
        assertThat(failed.detail().kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(failed.detail().line()).isEqualTo(2);
        assertThat(project.history()).containsExactly("one|part-way");

        project.write(ONE, "CREATE TABLE one (id int);\nCREATE TABLE two (id int);\n");
        project.up();
        assertThat(database.query("SELECT count(*) FROM two")).containsExactly("0");
        assertThat(project.history()).containsExactly("one|whole");
    }

    @Test
    void aStatementThatMayRunTwiceIsRunAgain() {
        failAt("DROP TABLE one, missing");
        startedAndCutOff();
        project.write(ONE, "CREATE TABLE one (id int);\nDROP TABLE IF EXISTS missing;\n");
        project.up();
        assertThat(project.history()).containsExactly("one|whole");
    }
}
