package dev.lifeguard.migrate.tests.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.util.List;
import java.util.function.Supplier;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A directory of Flyway's on one database, beside the real Flyway. */
abstract class FlywayContract {

    private final Supplier<ContractDatabase> databases;

    @AutoClose private final FlywayProject project;

    FlywayContract(Supplier<ContractDatabase> databases) {
        this.databases = databases;
        this.project = FlywayProject.of(databases.get());
    }

    FlywayProject project() {
        return project;
    }

    private FluentConfiguration flyway() {
        return project.flyway().placeholders(java.util.Map.of("label", "it's"));
    }

    /** The versions of all files but the repeatable one; 1.10 is the last but one. */
    void writeFiles() {
        project.write(
                "V1__people.sql", "CREATE TABLE people (id int PRIMARY KEY, name varchar(99));");
        project.write("V1_2__note.sql", "ALTER TABLE people ADD COLUMN note varchar(99);\n");
        project.write("V01.10__index.SQL", "CREATE INDEX people_name ON people (name);");
        project.write(
                "sub/V2__first person.sql",
                "-- ${label} in a comment\n"
                        + "INSERT INTO people (id, name, note)\n"
                        + "VALUES (2, '${flyway:filename}', '${flyway:defaultSchema}');\n");
        project.write(
                "R__names.sql",
                "DROP VIEW IF EXISTS names;\r\nCREATE VIEW names AS SELECT name FROM people;\r\n");
        project.write("beforeMigrate.sql", "CREATE TABLE IF NOT EXISTS seen (what varchar(99));");
        project.write("afterEachMigrate__count.sql", "INSERT INTO seen (what) VALUES ('one');");
        project.write("afterMigrateApplied.sql", "INSERT INTO seen (what) VALUES ('applied');");
        project.write("afterMigrate.sql", "INSERT INTO seen (what) VALUES ('after');");
        project.write("beforeClean.sql", "DROP TABLE seen;");
    }

    private List<String> content(ContractDatabase database) {
        return List.of(
                MovedSchema.of(database).toString(),
                database.query("SELECT id, name, note FROM people ORDER BY id").toString(),
                database.query("SELECT what FROM seen").toString());
    }

    /** What Flyway alone makes of all files; where the schema is named, its name is left out. */
    private List<String> byFlyway() {
        try (ContractDatabase other = databases.get()) {
            flyway().dataSource(other.dataSource()).load().migrate();
            return content(other);
        }
    }

    private String withoutSchemas(List<String> content) {
        return content.toString().replaceAll("test_[0-9a-f]+", "x");
    }

    @Test
    void makesOfAnEmptyDatabaseWhatFlywayMakes() {
        writeFiles();

        MigrationReport up = project.migrator().placeholder("label", "it's").build().up();

        assertThat(up.applied())
                .extracting(it -> it.version() + " " + it.name())
                .containsExactly(
                        "1 people",
                        "1.2 note",
                        "01.10 index",
                        "2 first person",
                        "repeatable names");
        assertThat(up.warnings())
                .containsExactly(
                        "The file \"beforeClean.sql\" does not run: no moment here means the same"
                                + " as the event beforeClean.");
        assertThat(withoutSchemas(content(project.database())))
                .isEqualTo(withoutSchemas(byFlyway()));
    }

    @Test
    void beginsWithTheNewestBaseline() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("V2__two.sql", "CREATE TABLE two (id int);");
        project.write("V3__three.sql", "CREATE TABLE three (id int);");
        project.write("B1__old.sql", "CREATE TABLE old (id int);");
        project.write("B2__both.sql", "CREATE TABLE one (id int);CREATE TABLE two (id int);");

        MigrationReport up = project.migrator().build().up();

        assertThat(up.applied())
                .extracting(it -> it.version() + " " + it.name())
                .containsExactly("2 baseline", "3 three");
        try (ContractDatabase other = databases.get()) {
            project.flyway().dataSource(other.dataSource()).load().migrate();
            assertThat(withoutSchemas(MovedSchema.of(project.database())))
                    .isEqualTo(withoutSchemas(MovedSchema.of(other)));
        }
        project.write("V4__four.sql", "CREATE TABLE four (id int);");
        project.write("B3__late.sql", "CREATE TABLE late (id int);");
        project.delete("V1__one.sql");
        assertThat(project.migrator().build().status().problems()).isEmpty();
        assertThat(project.migrator().build().up().applied()).hasSize(1);
    }

    @Test
    void leavesABaselineAloneWhereThereIsAHistory() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.migrator().build().up();
        project.write("B2__both.sql", "CREATE TABLE one (id int);CREATE TABLE two (id int);");
        project.write("V2__two.sql", "CREATE TABLE two (id int);");

        assertThat(project.migrator().build().up().applied())
                .extracting(it -> it.version() + " " + it.name())
                .containsExactly("2 two");
    }
}
