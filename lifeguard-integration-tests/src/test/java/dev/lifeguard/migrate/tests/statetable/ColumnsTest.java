package dev.lifeguard.migrate.tests.statetable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.planning.AssessedStatus.Unapplied;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The six columns that other writers know, and those that come after them. */
@OnPostgres
final class ColumnsTest {

    /** {@code sha256sum} of the first file. */
    private static final String CHECKSUM_OF_ONE =
            "b8f928ff41da98938f5d9452516c35f7f5b24ed8bf74448cb6252d614e0c90f9";

    private static final String SIX_COLUMNS =
            """
            CREATE TABLE lifeguard_migrations (
                version BIGINT PRIMARY KEY,
                name VARCHAR(255) NOT NULL,
                checksum VARCHAR(64) NOT NULL,
                applied_at TIMESTAMP WITH TIME ZONE NOT NULL,
                execution_time_ms BIGINT,
                success BOOLEAN NOT NULL DEFAULT true
            )
            """;

    @AutoClose private final Project project;
    private final TestDatabase database;

    ColumnsTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
    }

    private List<String> columns() {
        return database.query(
                """
                SELECT attname, format_type(atttypid, atttypmod),
                       CASE WHEN attnotnull THEN 'not null' ELSE 'nullable' END
                FROM pg_attribute
                WHERE attrelid = 'lifeguard_migrations'::regclass AND attnum > 0
                ORDER BY attnum
                """);
    }

    private void requireSixColumnsFirst() {
        assertThat(columns())
                .startsWith(
                        "version|bigint|not null",
                        "name|character varying(255)|not null",
                        "checksum|character varying(64)|not null",
                        "applied_at|timestamp with time zone|not null",
                        "execution_time_ms|bigint|nullable",
                        "success|boolean|not null")
                .hasSizeGreaterThan(6);
        assertThat(columns().subList(6, columns().size()))
                .allMatch(column -> column.endsWith("|nullable"));
    }

    private void createWithSixColumns() {
        database.execute(
                SIX_COLUMNS,
                "INSERT INTO lifeguard_migrations VALUES (20240101000000, 'one', '%s',"
                                .formatted(CHECKSUM_OF_ONE)
                        + " '2024-01-20 12:00:00Z', 12, true)",
                "CREATE TABLE one (id int)");
    }

    @Test
    void theSixComeFirstAndAllOthersMayBeNull() {
        project.up();

        requireSixColumnsFirst();
    }

    @Test
    void aTableWithTheSixOnlyIsTakenOverWithItsRows() {
        createWithSixColumns();

        assertThat(Project.names(project.up().applied())).containsExactly("two");

        requireSixColumnsFirst();
        assertThat(
                        database.value(
                                """
                                SELECT checksum, applied_at = '2024-01-20 12:00:00Z',
                                       execution_time_ms, success
                                FROM lifeguard_migrations WHERE version = 20240101000000
                                """))
                .isEqualTo(CHECKSUM_OF_ONE + "|t|12|t");
    }

    @Test
    void lookingAtATableWithTheSixOnlyAddsNone() {
        createWithSixColumns();

        MigrationStatus status = project.migrator().build().status();

        assertThat(status.applied()).hasSize(1);
        assertThat(Project.pendingNames(status.pending())).containsExactly("two");
        assertThat(status.problems()).isEmpty();
        assertThat(columns()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1969-12-31T23:59:59.999999Z",
                "2026-11-27T02:15:09.123457Z",
                "2041-06-30T11:59:59.999999Z",
                "2105-12-31T23:59:59.999997Z"
            })
    void theTimeOfApplyingIsReadToTheMicrosecond(String moment) {
        project.up();
        for (int more = 0; more < 40; more++) {
            Instant each = Instant.parse(moment).plusNanos(more * 1_000L);
            database.execute("UPDATE lifeguard_migrations SET applied_at = '%s'".formatted(each));

            assertThat(project.migrator().build().status().applied())
                    .allSatisfy(record -> assertThat(record.appliedAt()).isEqualTo(each));
        }
    }

    @Test
    void aTimeWithoutEndIsReadAsTheYear1970() {
        project.up();
        database.execute("UPDATE lifeguard_migrations SET applied_at = 'infinity'");

        assertThat(project.migrator().build().status().applied())
                .allSatisfy(record -> assertThat(record.appliedAt()).isEqualTo(Instant.EPOCH));
    }

    @Test
    void aRowThatDoesNotSayWhetherItIsAppliedIsNot() {
        database.execute(SIX_COLUMNS.replace("BOOLEAN NOT NULL DEFAULT true", "BOOLEAN"));
        database.execute(
                "INSERT INTO lifeguard_migrations VALUES (20240101000000, 'one', '%s', now(), 1)"
                        .formatted(CHECKSUM_OF_ONE));

        assertThat(project.migrator().build().status().applied()).isEmpty();
    }

    @Test
    void aPartitionedTableIsReadAsAnyOther() {
        database.execute(
                SIX_COLUMNS.strip() + " PARTITION BY RANGE (version)",
                "CREATE TABLE every_version PARTITION OF lifeguard_migrations DEFAULT");

        assertThat(project.up().applied()).hasSize(2);

        assertThat(project.up().applied()).isEmpty();
        assertThat(project.migrator().build().status().applied()).hasSize(2);
    }

    /** Before down scripts had a checksum. */
    @Test
    void aTableOfAnOlderVersionIsReadWithAllThatItHolds() {
        project.write(
                "20240102000000_two.sql",
                "CREATE TABLE two (id int);\nVACUUM two;\nSELECT 1 / 0;\n");
        assertThat(Project.failureOf(project::up).kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        database.execute("ALTER TABLE lifeguard_migrations DROP COLUMN down_checksum");
        database.execute(
                "INSERT INTO lifeguard_migrations (version, name, checksum, applied_at, holder)"
                        + " VALUES (-1, 'lock', 'token', now(), 'somebody')");

        MigrationStatus status = project.migrator().build().status();

        assertThat(status.applied()).hasSize(1);
        assertThat(status.pending())
                .containsExactly(new Unapplied(MigrationVersion.of(20240102000000L), "two", 2));
        assertThat(project.migrator().build().lockHolder().orElseThrow().holder())
                .isEqualTo("somebody");
        assertThat(columns()).noneMatch(column -> column.startsWith("down_checksum|"));
        project.migrator().build().unlock();

        assertThat(Project.failureOf(project::up).kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        requireSixColumnsFirst();
        assertThat(columns()).contains("down_checksum|character varying(64)|nullable");
    }

    @Test
    void nothingPendingAddsNone() {
        createWithSixColumns();
        project.delete("20240102000000_two.sql");

        assertThat(project.up().applied()).isEmpty();

        assertThat(columns()).hasSize(6);
    }

    @Test
    void aWriterThatKnowsTheSixOnlyStillWorks() {
        project.migrator().build().baseline(20240101000000L);
        database.execute(
                """
                INSERT INTO lifeguard_migrations
                    (version, name, checksum, applied_at, execution_time_ms, success)
                SELECT 20240103000000, 'three', repeat('a', 64), now(), 5, true
                """);

        MigrationStatus status = project.migrator().build().status();

        assertThat(status.applied()).hasSize(2);
        assertThat(status.applied().getLast().name()).isEqualTo("three");
        assertThat(status.warnings())
                .containsExactly(
                        "The database is ahead of this application: 1 applied migration is newer"
                                + " than everything here, the newest is 20240103000000 three.");
    }

    @Test
    void anUnfinishedRowOfAnotherWriterIsLeftToAPerson() {
        createWithSixColumns();
        database.execute("UPDATE lifeguard_migrations SET success = false");

        assertThat(Project.failureOf(project::up))
                .hasMessage(
                        "LG-202 Migration 20240101000000 one stopped part-way on its way up: none"
                                + " of its statements is done. Its writer recorded no progress. Put"
                                + " the database right by hand and then say which it is:"
                                + " migrator.repair(new Repair.MarkDone(20240101000000L)) or"
                                + " migrator.repair(new Repair.MarkUndone(20240101000000L))");
    }

    @Test
    void theTableIsMadeByManyAtOnce() {
        requireMadeByManyAtOnce("public");
    }

    @Test
    void theTableIsTakenOverByManyAtOnce() {
        createWithSixColumns();

        requireMadeByManyAtOnce("public");
    }

    @Test
    void theSchemaAndTheTableAreMadeByManyAtOnce() {
        requireMadeByManyAtOnce("fresh");
    }

    private void requireMadeByManyAtOnce(String schema) {
        int runners = 12;
        CyclicBarrier start = new CyclicBarrier(runners);
        List<Background<MigrationReport>> runs =
                IntStream.range(0, runners)
                        .mapToObj(
                                ignored ->
                                        Background.start(
                                                () -> {
                                                    start.await();
                                                    return project.migrator()
                                                            .schema(schema)
                                                            .build()
                                                            .up();
                                                }))
                        .toList();

        runs.forEach(Background::result);

        assertThat(database.value("SELECT count(*) FROM %s.lifeguard_migrations".formatted(schema)))
                .isEqualTo("2");
    }
}
