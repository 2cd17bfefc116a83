package dev.lifeguard.migrate.tests.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignLock;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.TakenOver;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
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
        return project.flyway().placeholders(Map.of("label", "it's"));
    }

    /** The versions of all files but the repeatable one; 1.10 is the last but one. */
    void writeFiles() {
        project.write(
                "V1__people.sql", "CREATE TABLE people (id int PRIMARY KEY, name varchar(99));");
        project.write("V1_2__note.sql", "ALTER TABLE people ADD COLUMN note varchar(99);\n");
        project.write("V01.10__index.SQL", "CREATE INDEX people_name ON people (name);");
        project.write(
                "sub/V2__first person.sql",
                """
                -- ${label} in a comment
                INSERT INTO people (id, name, note)
                VALUES (2, '${flyway:filename}', '${flyway:defaultSchema}');
                """);
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
                .filteredOn(warning -> warning.startsWith("The file"))
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

    private Migrator migrator() {
        return project.migrator()
                .placeholder("label", "it's")
                .lockTimeout(Duration.ofSeconds(20))
                .build();
    }

    private static ForeignHistory history() {
        return OtherTool.FLYWAY.history(null).orElseThrow();
    }

    private static List<String> names(ImportReport report) {
        return report.imported().stream().map(it -> it.version() + " " + it.name()).toList();
    }

    private void halfByFlyway() {
        writeFiles();
        flyway().target("1.2").load().migrate();
    }

    @Test
    void takesOverWhatFlywayAppliedAndAppliesTheRest() {
        halfByFlyway();

        ImportReport plan = migrator().planImport(history());
        ImportReport imported = migrator().importHistory(history());
        ImportReport again = migrator().importHistory(history());
        MigrationReport up = migrator().up();

        assertThat(names(plan)).containsExactly("1 people", "1.2 note", "repeatable names");
        assertThat(names(imported)).isEqualTo(names(plan));
        assertThat(again.imported()).isEmpty();
        assertThat(up.applied())
                .extracting(it -> it.version().toString())
                .containsExactly("01.10", "2");
        assertThat(project.database().query("SELECT id, name, note FROM people ORDER BY id"))
                .hasSize(1);
        assertThat(withoutSchemas(List.of(MovedSchema.of(project.database()).toString())))
                .isEqualTo(withoutSchemas(byFlyway().subList(0, 1)));
        assertThat(migrator().status().upToDate()).isTrue();
        assertThat(migrator().status().problems()).isEmpty();
    }

    @Test
    void takesOverAllAndHasNothingToDo() {
        writeFiles();
        flyway().load().migrate();

        ImportReport imported = migrator().importHistory(history());

        assertThat(imported.imported()).hasSize(5);
        assertThat(imported.pending()).isEmpty();
        assertThat(migrator().up().applied()).isEmpty();
        assertThat(migrator().status().problems()).isEmpty();
    }

    @Test
    void letsFlywayGoOnWhenItIsTakenBack() {
        halfByFlyway();
        migrator().importHistory(history());

        ImportReport undone = migrator().undoImport(OtherTool.FLYWAY.history(null).orElseThrow());
        flyway().load().migrate();

        assertThat(undone.takenBack()).hasSize(3);
        assertThat(withoutSchemas(List.of(MovedSchema.of(project.database()).toString())))
                .isEqualTo(withoutSchemas(byFlyway().subList(0, 1)));
        assertThat(names(migrator().importHistory(history())))
                .containsExactly(
                        "1 people",
                        "1.2 note",
                        "repeatable names",
                        "01.10 index",
                        "2 first person");
    }

    @Test
    void keepsTimesAndOrderOfWhatCameOutOfOrder() {
        project.write("V2__two.sql", "CREATE TABLE two (id int);");
        project.write("U2__two.sql", "DROP TABLE two;");
        project.flyway().load().migrate();
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("U1__one.sql", "DROP TABLE one;");
        project.flyway().outOfOrder(true).load().migrate();

        ImportReport imported = migrator().importHistory(history());
        MigrationReport down = migrator().down();

        assertThat(names(imported)).containsExactly("2 two", "1 one");
        assertThat(imported.imported())
                .allSatisfy(
                        it ->
                                assertThat(it.appliedAt())
                                        .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES)));
        assertThat(down.rolledBack()).extracting(it -> it.name()).containsExactly("one");
    }

    @Test
    void takesOverADatabaseThatBeganWithABaselineMigration() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("V2__two.sql", "CREATE TABLE two (id int);");
        project.write("B2__both.sql", "CREATE TABLE one (id int);CREATE TABLE two (id int);");
        project.write("V3__three.sql", "CREATE TABLE three (id int);");
        project.flyway().load().migrate();

        ImportReport imported = migrator().importHistory(history());

        assertThat(names(imported)).containsExactly("1 one", "2 two", "3 three");
        assertThat(imported.pending()).isEmpty();
        assertThat(migrator().up().applied()).isEmpty();
    }

    @Test
    void countsWhatABaselineCoversAsApplied() {
        project.database().execute("CREATE TABLE one (id int)");
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("V1.1__more.sql", "CREATE TABLE more (id int);");
        project.write("V2__two.sql", "CREATE TABLE two (id int);");
        project.flyway()
                .baselineOnMigrate(true)
                .baselineVersion("1.1")
                .target("1.1")
                .load()
                .migrate();

        ImportReport imported = migrator().importHistory(history());

        assertThat(names(imported)).containsExactly("1 one", "1.1 more");
        assertThat(imported.warnings())
                .contains("The baseline 1.1 of Flyway's covers 2 migrations: the first is 1 one.");
        migrator().up();
        assertThat(project.database().query("SELECT id FROM two")).isEmpty();
    }

    @Test
    void waitsWhileFlywayMigrates() throws Exception {
        halfByFlyway();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread migrating =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        flyway().callbacks(new Stop(inside, goOn)).load().migrate();
                                    } catch (RuntimeException failure) {
                                        thrown.set(failure);
                                        inside.countDown();
                                    }
                                });
        inside.await();
        try {
            assertThatThrownBy(
                            () ->
                                    project.migrator()
                                            .lockTimeout(Duration.ofMillis(500))
                                            .build()
                                            .importHistory(history()))
                    .isInstanceOf(LifeguardException.class);
        } finally {
            goOn.countDown();
            migrating.join();
        }
        assertThat(thrown.get()).isNull();
        assertThat(names(migrator().importHistory(history()))).hasSize(5);
    }

    @Test
    void keepsFlywayWaiting() throws Exception {
        halfByFlyway();
        AtomicReference<Thread> migrating = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        ForeignHistory slow =
                new Slow(
                        history(),
                        () -> {
                            if (migrating.get() == null) {
                                // The first reading is before the locks are taken.
                                migrating.set(
                                        Thread.ofPlatform()
                                                .unstarted(
                                                        () -> {
                                                            try {
                                                                flyway().load().migrate();
                                                            } catch (RuntimeException failure) {
                                                                thrown.set(failure);
                                                            }
                                                        }));
                                return;
                            }
                            migrating.get().start();
                            try {
                                boolean ended = migrating.get().join(Duration.ofSeconds(2));
                                // On SQLite it is refused.
                                assertThat(ended && thrown.get() == null).isFalse();
                            } catch (InterruptedException interrupt) {
                                throw new AssertionError(interrupt);
                            }
                        });

        ImportReport imported = migrator().importHistory(slow);
        migrating.get().join();

        assertThat(names(imported)).hasSize(3);
        if (thrown.get() != null) {
            flyway().load().migrate();
        }
        assertThat(project.flywayRows()).hasSizeGreaterThanOrEqualTo(5);
    }

    /** Flyway's history, with something to do while its lock is held. */
    private record Slow(ForeignHistory of, Runnable meanwhile) implements ForeignHistory {

        @Override
        public String id() {
            return of.id();
        }

        @Override
        public String tool() {
            return of.tool();
        }

        @Override
        public ForeignLock lock(ForeignDatabase database) throws SQLException {
            return of.lock(database);
        }

        @Override
        public TakenOver read(ForeignDatabase database, KnownMigrations known)
                throws SQLException, IOException {
            meanwhile.run();
            return of.read(database, known);
        }
    }

    /** Stops Flyway in the middle of its first migration. */
    private static final class Stop extends BaseCallback {

        private final CountDownLatch inside;
        private final CountDownLatch goOn;

        Stop(CountDownLatch inside, CountDownLatch goOn) {
            this.inside = inside;
            this.goOn = goOn;
        }

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE;
        }

        @Override
        public void handle(Event event, Context context) {
            inside.countDown();
            try {
                goOn.await();
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
        }
    }
}
