package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** In which order migrations are taken back: the one that was applied last goes first. */
abstract class DownOrderContract {

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;

    DownOrderContract(ContractDatabase database) {
        this.database = database;
        this.project = ContractProject.of(database);
    }

    private static long version(int day) {
        return Long.parseLong("202401%s000000".formatted(day));
    }

    private void write(int day) {
        project.write(
                "%s_t%s.sql".formatted(version(day), day),
                """
                -- Up migration
                CREATE TABLE t%1$s (id int PRIMARY KEY);
                -- Down migration
                DROP TABLE t%1$s;
                """
                        .formatted(day));
    }

    private Migrator migrator() {
        return project.migrator().outOfOrder(OutOfOrder.ALLOW).build();
    }

    private void apply(int... days) {
        for (int day : days) {
            write(day);
        }
        assertThat(migrator().up().applied()).hasSize(days.length);
    }

    private List<String> down(Target target) {
        return names(migrator().down(target).rolledBack());
    }

    @Test
    void theOneThatWasAppliedLastGoesFirst() {
        apply(20, 30);
        apply(10, 25, 31);

        assertThat(down(Target.steps(2))).containsExactly("t31", "t25");
        assertThat(down(Target.steps(1))).containsExactly("t10");
        assertThat(down(Target.all())).containsExactly("t30", "t20");
    }

    @Test
    void aTargetStaysWithAllThatWereAppliedBeforeIt() {
        apply(20, 30);
        apply(10);
        apply(31);

        assertThat(down(Target.version(version(10)))).containsExactly("t31");
        assertThat(down(Target.version(version(20)))).containsExactly("t10", "t30");
        assertThat(project.history()).containsExactly("t20|whole");
    }

    @Test
    void oneThatABaselineRecordsLaterGoesFirst() {
        apply(20, 30);
        write(25);
        database.execute("CREATE TABLE t25 (id int PRIMARY KEY)");
        migrator().baseline(version(25));
        apply(31);

        assertThat(down(Target.all())).containsExactly("t31", "t25", "t30", "t20");
    }

    @Test
    void aLongRunKeepsItsOrder() {
        apply(30);
        List<String> older = new ArrayList<>();
        for (int day = 10; day < 25; day++) {
            write(day);
            older.addFirst("t" + day);
        }
        assertThat(migrator().up().applied()).hasSize(15);

        assertThat(down(Target.steps(15))).isEqualTo(older);
        assertThat(project.history()).containsExactly("t30|whole");
    }

    @Test
    void aTableWithoutTheOrderGoesByVersionAndLaterOnesBehindIt() {
        apply(20, 30);
        apply(10);
        database.execute("ALTER TABLE lifeguard_migrations DROP COLUMN applied_order");

        assertThat(migrator().planDown(Target.all()).steps())
                .map(PlanStep::name)
                .containsExactly("t30", "t20", "t10");
        apply(15);

        assertThat(down(Target.all())).containsExactly("t15", "t30", "t20", "t10");
    }

    @Test
    void aRowOfAnotherWriterIsWhereItsVersionIs() {
        apply(20, 30);
        apply(10);
        database.execute(
                """
                INSERT INTO lifeguard_migrations
                    (version, name, checksum, applied_at, execution_time_ms, success)
                SELECT 20240131000000, 't31', checksum, applied_at, 5, success
                FROM lifeguard_migrations WHERE version = 20240130000000
                """,
                "CREATE TABLE t31 (id int)");
        project.write(
                "20240131000000_t31.sql",
                """
                -- Up migration
                CREATE TABLE t31 (id int PRIMARY KEY);
                -- Down migration
                DROP TABLE t31;
                """);
        migrator().repair(new Migrator.Repair.AcceptChecksum(20240131000000L));

        assertThat(down(Target.all())).containsExactly("t31", "t10", "t30", "t20");
    }
}
