package dev.lifeguard.migrate.tests.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.CalledVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A baseline of Flyway's that stopped part-way, beside the migration of the same version. */
final class PartWayBaselineTest {

    @AutoClose
    private final FlywayProject project =
            FlywayProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));

    private Migrator migrator() {
        return project.migrator().build();
    }

    /** The second statement of the baseline fails. */
    private void stopPartWay() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("V3__three.sql", "CREATE TABLE three (id int);");
        project.write(
                "B3__all.sql",
                "CREATE TABLE one (id int); CREATE TABLE one (id int); CREATE TABLE two (id"
                        + " int);");
        assertThatThrownBy(() -> migrator().up()).isInstanceOf(LifeguardException.class);
    }

    /** As where the connection broke while the second statement ran. */
    private void putInDoubt() {
        project.database()
                .execute("UPDATE lifeguard_migrations SET statement_started = 2 WHERE version = 3");
    }

    @Test
    void goesOnWhenItsStatementTookEffect() {
        stopPartWay();
        putInDoubt();

        migrator().repair(new Repair.StatementDone(3));
        migrator().up();

        assertThat(migrator().status().problems()).isEmpty();
        assertThat(migrator().status().pending()).isEmpty();
        assertThat(project.database().query("SELECT name FROM lifeguard_migrations"))
                .containsExactly("baseline");
        assertThat(project.database().query("SELECT count(*) FROM two")).containsExactly("0");
    }

    @Test
    void isNotGoneOnWithByTheMigrationOfItsVersion() {
        stopPartWay();
        putInDoubt();
        project.delete("B3__all.sql");

        assertThatThrownBy(() -> migrator().repair(new Repair.StatementDone(3)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("No baseline script has the version 3.");
        assertThatThrownBy(() -> migrator().up())
                .hasMessageContaining("Migration 3 baseline stopped part-way");
    }

    @Test
    void itsChecksumIsThatOfNoFile() {
        stopPartWay();

        for (String gone : List.of("none", "B3__all.sql")) {
            if (!gone.equals("none")) {
                project.delete(gone);
            }
            assertThatThrownBy(() -> migrator().repair(new Repair.AcceptChecksum(3)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "Migration 3 baseline stands for all migrations up to it, and has the"
                                    + " checksum of no file.");
        }
    }

    @Test
    void isKnownByItsVersionWhereNothingElseHasThat() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("B3__all.sql", "CREATE TABLE one (id int);");
        MigrationCatalog catalog =
                MigrationCatalog.of(
                        List.of(
                                MigrationSource.directory(
                                        project.directory(), OtherTool.FLYWAY.layout())));

        assertThat(CalledVersion.required("3", OtherTool.FLYWAY.layout(), catalog, List::of))
                .hasToString("3");
    }

    @Test
    void isRecordedWhereADatabaseHoldsItAlready() {
        project.write("B3__all.sql", "CREATE TABLE one (id int);");
        project.write("V4__four.sql", "CREATE TABLE four (id int);");
        project.database().execute("CREATE TABLE one (id int)");

        migrator().baseline(3);

        assertThat(migrator().up().applied())
                .extracting(it -> it.version().toString())
                .containsExactly("4");
    }

    @Test
    void doesNotHideTheMigrationsOfADatabaseThatHoldsSome() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("V2__two.sql", "CREATE TABLE two (id int);");
        project.write("B2__all.sql", "CREATE TABLE one (id int); CREATE TABLE two (id int);");
        project.database().execute("CREATE TABLE one (id int)");

        migrator().baseline(1);

        assertThat(migrator().up().applied())
                .extracting(it -> it.version().toString())
                .containsExactly("2");
    }
}
