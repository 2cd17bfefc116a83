package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.schema.Batch;
import dev.lifeguard.migrate.schema.BatchMigration;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.schema.IrreversibleMigration;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.spring.TestPostgres.Database;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is done with migrations, and what the log says of it. */
@ExtendWith(OutputCaptureExtension.class)
final class ModeTest {

    private final Database database = TestPostgres.create();

    @Test
    void validateChangesNothing() {
        StarterRunner.on(database)
                .withPropertyValues("lifeguard.migrate.mode=validate")
                .run(
                        context ->
                                assertThat(context)
                                        .getFailure()
                                        .rootCause()
                                        .isInstanceOf(PendingMigrationsException.class));
        assertThat(database.hasTable("lifeguard_migrations")).isFalse();
    }

    @Test
    void validateStartsOnADatabaseThatIsUpToDate(CapturedOutput output) {
        StarterRunner.on(database).run(context -> assertThat(context).hasNotFailed());
        StarterRunner.on(database)
                .withPropertyValues("lifeguard.migrate.mode=validate")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains(
                        "lifeguardMigrator: the database is up to date, its 2 applied migrations"
                                + " are as they are here");
    }

    @Test
    void oneAppliedMigrationIsOne(CapturedOutput output) {
        for (String mode : List.of("run", "validate")) {
            StarterRunner.on(database)
                    .withPropertyValues(
                            "lifeguard.migrate.mode=" + mode,
                            "lifeguard.migrate.locations=classpath:db/other")
                    .run(context -> assertThat(context).hasNotFailed());
        }
        assertThat(output)
                .contains(
                        "lifeguardMigrator: the database is up to date, its applied migration is as"
                                + " it is here");
    }

    @Test
    void theLogHasALineAlsoWhereNothingRan(CapturedOutput output) {
        StarterRunner.on(database).run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains(
                        "lifeguardMigrator: the database is up to date, 2 migrations were applied");
        StarterRunner.on(database).run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains(
                        "lifeguardMigrator: the database is up to date, nothing was to be applied");
    }

    @Test
    void warnsOfMigrationsThatNothingRuns(CapturedOutput output) {
        StarterRunner.plain()
                .withConfiguration(AutoConfigurations.of(UnusedMigrationsAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("com.zaxxer.hikari", "org.h2"))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains(
                        "There are migrations at classpath:db/migration, and nothing runs them: the"
                                + " application has neither a data source nor"
                                + " lifeguard.migrate.url. Set one of them, or"
                                + " lifeguard.migrate.enabled=false.");
    }

    @Test
    void saysNothingOfThemWhereTheyRun(CapturedOutput output) {
        StarterRunner.on(database)
                .withConfiguration(AutoConfigurations.of(UnusedMigrationsAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain("nothing runs them");
    }

    @Test
    void migrationsThatAreBeansRunInTheirPlace() {
        StarterRunner.on(database)
                .withBean(CreateNote.class)
                .run(
                        context ->
                                assertThat(database.applied())
                                        .containsExactly(
                                                "create_customer", "create_note", "add_city"));
    }

    @Test
    void batchesInJavaAreBeansToo() {
        database.execute("CREATE TABLE note (id bigint PRIMARY KEY, seen int NOT NULL)");
        database.execute("INSERT INTO note SELECT n, 0 FROM generate_series(1, 50) n");

        StarterRunner.on(database)
                .withBean(FillNotes.class)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(database.query("SELECT sum(seen) FROM note")).containsExactly("50");
    }

    @Test
    void aCustomizerHasTheLastWord() {
        StarterRunner.on(database)
                .withPropertyValues("lifeguard.migrate.table=history")
                .withBean(MigratorCustomizer.class, () -> builder -> builder.table("last_word"))
                .run(context -> assertThat(database.hasTable("last_word")).isTrue());
    }

    @Test
    void theRowOfTheLockHasTheNameOfTheApplication() {
        StarterRunner.on(database)
                .withPropertyValues("spring.application.name=shop")
                .withBean(HolderOfLock.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(database.query("SELECT holder FROM seen_holder").getFirst()).contains("shop");
    }

    @Test
    void placeholdersAreFilledIn() {
        StarterRunner.on(database)
                .withPropertyValues(
                        "lifeguard.migrate.locations=classpath:db/placeholder",
                        "lifeguard.migrate.placeholders.[app.table]=filled_in")
                .run(context -> assertThat(database.hasTable("filled_in")).isTrue());
    }

    static class CreateNote implements Migration {

        @Override
        public long version() {
            return 20240101120000L;
        }

        @Override
        public String name() {
            return "create_note";
        }

        @Override
        public void up(SchemaManager schema) {
            schema.execute("CREATE TABLE note (id bigint)");
        }

        @Override
        public void down(SchemaManager schema) {
            schema.execute("DROP TABLE note");
        }
    }

    static final class FillNotes implements BatchMigration<Long>, IrreversibleMigration {

        @Override
        public long version() {
            return 20240101120000L;
        }

        @Override
        public String name() {
            return "fill_notes";
        }

        @Override
        public BatchSpec<Long> spec() {
            return BatchSpec.of("note", row -> row.getLong(1), "id").size(20);
        }

        @Override
        public long apply(Batch<Long> batch) throws SQLException {
            return batch.update("UPDATE note SET seen = seen + 1 WHERE " + batch.condition());
        }
    }

    static final class HolderOfLock extends CreateNote {

        @Override
        public void up(SchemaManager schema) {
            schema.execute(
                    "CREATE TABLE seen_holder AS SELECT holder FROM lifeguard_migrations WHERE"
                            + " version = -1");
        }
    }
}
