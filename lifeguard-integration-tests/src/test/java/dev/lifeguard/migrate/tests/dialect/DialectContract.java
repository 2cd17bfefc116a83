package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static dev.lifeguard.migrate.tests.project.Project.names;
import static dev.lifeguard.migrate.tests.project.Project.pendingNames;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.schema.Column;
import dev.lifeguard.migrate.schema.ColumnType;
import dev.lifeguard.migrate.schema.Index;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.schema.Table;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.documentation.Example;
import dev.lifeguard.migrate.tests.server.Background;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What `up`, `down` and `status` keep to on every database. */
abstract class DialectContract {

    private static final String ONE = "20240101000000_one.sql";
    private static final String TWO = "20240102000000_two.sql";

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;

    DialectContract(ContractDatabase database) {
        this.database = database;
        this.project = ContractProject.of(database);
    }

    private void writeTwo() {
        project.write(
                ONE,
                """
                -- Up migration
                CREATE TABLE one (id int PRIMARY KEY, word varchar(20));
                INSERT INTO one VALUES (1, 'it''s; --');
                -- Down migration
                DROP TABLE one;
                """);
        project.write(
                TWO,
                """
                -- Up migration
                CREATE TABLE two (id int PRIMARY KEY);
                -- Down migration
                DROP TABLE two;
                """);
    }

    @Test
    void appliesWhatIsPendingAndThenNothing() {
        writeTwo();
        assertThat(names(project.up().applied())).containsExactly("one", "two");
        assertThat(database.query("SELECT * FROM one")).containsExactly("1|it's; --");
        assertThat(project.history()).containsExactly("one|whole", "two|whole");
        assertThat(project.up().applied()).isEmpty();
        assertThat(project.migrator().build().lockHolder()).isEmpty();
    }

    @Test
    void appliesALongRunAndRollsItBack() {
        for (int number = 10; number < 30; number++) {
            project.write(
                    "202401%s000000_t%s.sql".formatted(number, number),
                    """
                    -- Up migration
                    CREATE TABLE t%1$s (id int PRIMARY KEY);
                    INSERT INTO t%1$s VALUES (%1$s);
                    -- Down migration
                    DROP TABLE t%1$s;
                    """
                            .formatted(number));
        }
        assertThat(project.up().applied()).hasSize(20);
        assertThat(database.query("SELECT * FROM t29")).containsExactly("29");
        assertThat(project.history()).hasSize(20).allMatch(row -> row.endsWith("|whole"));

        assertThat(project.migrator().build().down(Target.steps(19)).rolledBack()).hasSize(19);
        assertThat(project.history()).containsExactly("t10|whole");
        assertThat(project.up().applied()).hasSize(19);
    }

    @Test
    void rollsBackTheNewest() {
        writeTwo();
        project.up();
        assertThat(names(project.migrator().build().down().rolledBack())).containsExactly("two");
        assertThat(project.history()).containsExactly("one|whole");
        assertThat(names(project.up().applied())).containsExactly("two");
    }

    @Test
    void statusChangesNothingAndKnowsWhen() {
        writeTwo();
        assertThat(pendingNames(project.migrator().build().status().pending()))
                .containsExactly("one", "two");
        project.up();
        MigrationStatus status = project.migrator().build().status();
        assertThat(status.applied())
                .allSatisfy(
                        record ->
                                assertThat(record.appliedAt())
                                        .isBetween(
                                                Instant.now().minusSeconds(120),
                                                Instant.now().plusSeconds(120)));
    }

    @Test
    void refusesAnEditedMigration() {
        writeTwo();
        project.up();
        project.write(TWO, "CREATE TABLE other (id int);\n");
        LifeguardException refused = failureOf(project::up);
        assertThat(refused.detail().kind()).isEqualTo(ErrorKind.CHECKSUM_MISMATCH);
    }

    @Test
    void aFailureTellsItsLineAndTheNextRunGoesOnWithoutRepeatingAnything() {
        project.write(
                ONE,
                """
                CREATE TABLE one (id int);
                INSERT INTO one VALUES (1);
                INSERT INTO missing VALUES (1);
                CREATE TABLE two (id int);
                """);
        LifeguardException failed = failureOf(project::up);
        assertThat(failed.detail().line()).isEqualTo(3);
        assertThat(failed.getMessage()).startsWith("LG-").contains("missing");
        assertThat(project.migrator().build().lockHolder()).isEmpty();

        project.write(
                ONE,
                """
                CREATE TABLE one (id int);
                INSERT INTO one VALUES (1);
                INSERT INTO one VALUES (2);
                CREATE TABLE two (id int);
                """);
        project.up();
        assertThat(database.query("SELECT id FROM one ORDER BY id")).containsExactly("1", "2");
        assertThat(database.query("SELECT count(*) FROM two")).containsExactly("0");
        assertThat(project.history()).containsExactly("one|whole");
    }

    @Test
    void aScriptOfDataIsOneTransaction() {
        project.write(ONE, "CREATE TABLE one (id int PRIMARY KEY);\n");
        project.up();
        project.write(
                TWO,
                """
                INSERT INTO one VALUES (1);
                INSERT INTO one VALUES (1);
                """);
        LifeguardException failed = failureOf(project::up);
        assertThat(failed.detail().kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
        assertThat(failed.detail().line()).isEqualTo(2);
        assertThat(database.query("SELECT * FROM one")).isEmpty();
        assertThat(project.history()).containsExactly("one|whole");
    }

    @Test
    void eightCreatorsOfTheStateTableShareTheWork() {
        writeTwo();
        List<Background<MigrationReport>> runs =
                IntStream.range(0, 8).mapToObj(at -> Background.start(project::up)).toList();
        List<String> applied =
                runs.stream().flatMap(run -> names(run.result().applied()).stream()).toList();
        assertThat(applied).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void takesOverATableWithSixColumns() {
        database.execute(
                """
                CREATE TABLE lifeguard_migrations (
                    version bigint PRIMARY KEY, name varchar(255) NOT NULL,
                    checksum varchar(64) NOT NULL,
                    applied_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
                    execution_time_ms bigint, success boolean NOT NULL DEFAULT true)
                """);
        writeTwo();
        assertThat(pendingNames(project.migrator().build().status().pending()))
                .containsExactly("one", "two");
        assertThat(names(project.up().applied())).containsExactly("one", "two");
        assertThat(project.history()).containsExactly("one|whole", "two|whole");
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void whatAScriptSetsReachesNeitherTheHistoryNorTheNextScript() {
        String value = database.settings().value();
        String before = database.query("SELECT " + value).getFirst();
        project.write(ONE, "CREATE TABLE seen (id int, setting varchar(1000));\n");
        project.write(
                TWO,
                """
                %s;
                INSERT INTO seen VALUES (1, %s);
                """
                        .formatted(database.settings().change(), value));
        project.write(
                "20240103000000_three.sql", "INSERT INTO seen VALUES (1, %s);\n".formatted(value));
        project.up();
        List<String> seen = database.query("SELECT setting FROM seen");
        assertThat(seen).hasSize(2).contains(before);
        assertThat(seen.stream().distinct()).hasSize(2);
        assertThat(project.history()).hasSize(3).allMatch(row -> row.endsWith("|whole"));
    }

    /** A newer version of this library may keep something there. */
    @Test
    void rowsWithAnotherNegativeVersionAreNobodysBusiness() {
        project.write(ONE, both("CREATE TABLE one (id int)", "DROP TABLE one"));
        project.up();
        database.execute(
                """
                INSERT INTO lifeguard_migrations (version, name, checksum, applied_at, success)
                VALUES (-7, 'later', 'x', CURRENT_TIMESTAMP, true)
                """);
        project.write(TWO, both("CREATE TABLE two (id int)", "DROP TABLE two"));

        assertThat(names(project.up().applied())).containsExactly("two");
        assertThat(project.migrator().build().validate().applied()).hasSize(2);
        project.migrator().build().down();
        project.migrator().build().down();
        assertThat(project.migrator().build().status().applied()).isEmpty();
        assertThat(project.history()).containsExactly("later|whole");
    }

    @Test
    void runsTheReadmesMigrationInJava() {
        String example = Example.all("README.md", "java").getFirst();
        project.write("m20240120120000_create_users.java", example);

        project.up();
        database.execute("INSERT INTO users (email) VALUES ('ada@example.com')");
        assertThat(database.query("SELECT id, email FROM users"))
                .containsExactly("1|ada@example.com");
        assertThatThrownBy(
                        () ->
                                database.execute(
                                        "INSERT INTO users (email) VALUES ('ada@example.com')"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(project.up().applied()).isEmpty();

        project.migrator().build().down();
        assertThat(project.history()).isEmpty();
        assertThat(names(project.up().applied())).containsExactly("create_users");
        assertThat(database.query("SELECT email FROM users")).isEmpty();
    }

    @Test
    void runsAMigrationThatReadsAndFillsATable() {
        Migrator migrator = database.migrator().source(MigrationSource.of(new Filling())).build();

        migrator.up();
        assertThat(database.query("SELECT id, word FROM filled ORDER BY id"))
                .containsExactly("1|one", "2|it's", "3|");
        migrator.down();
        assertThat(migrator.status().applied()).isEmpty();
    }

    /** Looks at what it made itself. */
    private static final class Filling implements Migration {

        @Override
        public long version() {
            return 20240101000000L;
        }

        @Override
        public String name() {
            return "filling";
        }

        @Override
        public void up(SchemaManager schema) {
            schema.createTable(
                    Table.named("filled")
                            .column(Column.of("id", ColumnType.integer()).notNull())
                            .column(Column.of("word", ColumnType.varchar(20)))
                            .primaryKey("id"));
            schema.createIndex(Index.on("filled_word", "filled", "word"));
            schema.insert(
                    "filled",
                    List.of("id", "word"),
                    List.of(List.of(1, "one"), List.of(2, "it's"), Arrays.asList(3, null)));
            boolean as =
                    schema.hasTable("filled")
                            && !schema.hasTable("empty")
                            && schema.hasColumn("filled", "word")
                            && !schema.hasColumn("filled", "sentence")
                            && schema.hasIndex("filled", "filled_word")
                            && !schema.hasIndex("filled", "filled_id");
            List<Integer> ids =
                    schema.query("SELECT id FROM filled WHERE id > ?", row -> row.getInt(1), 1);
            if (!as || ids.size() != 2) {
                throw new IllegalStateException("it is not as it was made");
            }
        }

        @Override
        public void down(SchemaManager schema) {
            schema.dropIndex("filled_word", "filled");
            schema.dropTable("filled");
        }
    }

    private static String both(String up, String down) {
        return "-- Up migration\n%s;\n-- Down migration\n%s;\n".formatted(up, down);
    }
}
