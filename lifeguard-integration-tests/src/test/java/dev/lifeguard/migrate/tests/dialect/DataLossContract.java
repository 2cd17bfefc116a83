package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static dev.lifeguard.migrate.tests.project.Project.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.inspect.erd.DiagramReader;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import dev.lifeguard.migrate.plan.AtStake;
import dev.lifeguard.migrate.plan.DataLoss;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Rows that a way down takes away. */
abstract class DataLossContract {

    private static final String SEEDED =
            ", no more than migrations put there; whether they were changed since is not known";

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;

    DataLossContract(ContractDatabase database) {
        this.database = database;
        this.project = ContractProject.of(database);
        write(
                "20240101000000_orders",
                "CREATE TABLE orders (id int PRIMARY KEY);",
                "DROP TABLE orders;");
        write(
                "20240101000001_note",
                "ALTER TABLE orders ADD COLUMN note varchar(20);",
                "ALTER TABLE orders DROP COLUMN note;");
    }

    private void write(String name, String up, String down) {
        project.write(
                name + ".sql", "-- Up migration\n%s\n-- Down migration\n%s\n".formatted(up, down));
    }

    private Migrator migrator(DataLoss policy) {
        return project.migrator().dataLoss(policy).build();
    }

    private LifeguardException refused(Target target) {
        return failureOf(() -> migrator(DataLoss.REFUSE).down(target));
    }

    @Test
    void refusesToDropATableWithRows() {
        project.up();
        database.execute(
                "INSERT INTO orders VALUES (1, 'a')",
                "INSERT INTO orders VALUES (2, 'b')",
                "INSERT INTO orders VALUES (3, NULL)");

        LifeguardException failure = refused(Target.version(0));

        assertThat(failure).isInstanceOf(ValidationException.class);
        assertThat(failure.code()).isEqualTo("LG-308");
        assertThat(((ValidationException) failure).problems())
                .extracting(ErrorDetail::message)
                .containsExactly(
                        "Rolling back 20240101000001 note takes away 2 values of the column"
                                + " \"orders.note\" (20240101000001_note.sql:4:1). Nothing was"
                                + " changed. Let them go with dataLoss(DataLoss.ALLOW), or have"
                                + " them put aside first with dataLoss(DataLoss.QUARANTINE).",
                        "Rolling back 20240101000000 orders takes away 3 rows of the table"
                                + " \"orders\" (20240101000000_orders.sql:4:1). Nothing was"
                                + " changed. Let them go with dataLoss(DataLoss.ALLOW), or have"
                                + " them put aside first with dataLoss(DataLoss.QUARANTINE).");
        assertThat(project.history()).hasSize(2);
        assertThat(database.query("SELECT count(*) FROM orders")).containsExactly("3");
    }

    private void seed() {
        write(
                "20240101000002_seed",
                "INSERT INTO orders VALUES (1, 'a'), (2, NULL); /* (3, 'c') */\n"
                        + "INSERT INTO orders (id) VALUES (3);",
                "DELETE FROM orders WHERE id < 4;");
        project.up();
    }

    @Test
    void letsGoWhatMigrationsInserted() {
        seed();

        List<String> warnings = new ArrayList<>();
        Migrator migrator =
                project.migrator()
                        .dataLoss(DataLoss.REFUSE)
                        .listener(
                                event -> {
                                    if (event instanceof MigrationEvent.Warning warning
                                            && warning.message().startsWith("Rolling back")) {
                                        warnings.add(warning.message());
                                    }
                                })
                        .build();

        assertThat(migrator.down(Target.version(0)).rolledBack()).hasSize(3);

        // A row tells who wrote it on PostgreSQL alone.
        assertThat(warnings)
                .containsExactlyElementsOf(
                        database.url().startsWith("jdbc:postgresql:")
                                ? List.of()
                                : List.of(
                                        "Rolling back 20240101000001 note takes away 1 value of the"
                                                + " column \"orders.note\"%s (20240101000001_note.sql:4:1)."
                                                        .formatted(SEEDED),
                                        "Rolling back 20240101000000 orders takes away 3 rows of"
                                                + " the"
                                                + " table \"orders\"%s (20240101000000_orders.sql:4:1)."
                                                        .formatted(SEEDED)));
    }

    /** Their users' values are in rows that a migration inserted before there was the column. */
    @Test
    void countsValuesOfAColumnThatCameBehindTheRows() {
        write(
                "20240101000002_settings",
                "CREATE TABLE settings (id int PRIMARY KEY);\n"
                        + "INSERT INTO settings VALUES (1), (2);",
                "DROP TABLE settings;");
        write(
                "20240101000003_value",
                "ALTER TABLE settings ADD COLUMN own_value varchar(20);",
                "ALTER TABLE settings DROP COLUMN own_value;");
        project.up();
        database.execute("UPDATE settings SET own_value = 'mine'");

        assertThat(refused(Target.steps(2)).getMessage())
                .contains("2 values of the column \"settings.own_value\"");
    }

    @Test
    void refusesWhereThereAreMoreThanMigrationsInserted() {
        seed();
        database.execute("INSERT INTO orders VALUES (4, NULL)");

        assertThat(refused(Target.version(0)).getMessage())
                .contains(" of the table \"orders\"")
                .contains("20240101000000_orders.sql:4:1");
    }

    @Test
    void takesOnlyWhatWasAgreedTo() {
        project.up();
        database.execute("INSERT INTO orders VALUES (1, 'a')");
        List<String> shown =
                ((ValidationException) refused(Target.steps(1)))
                        .problems().stream().map(ErrorDetail::message).toList();
        Migrator agreed = project.migrator().dataLoss(DataLoss.REFUSE).agreedLosses(shown).build();

        assertThat(names(agreed.down().rolledBack())).containsExactly("note");
        assertThat(failureOf(agreed::down).code()).isEqualTo("LG-308");
    }

    @Test
    void runsWhereThereIsNothingToLose() {
        project.up();
        assertThat(names(migrator(DataLoss.REFUSE).down(Target.version(0)).rolledBack()))
                .containsExactly("note", "orders");
    }

    @Test
    void runsWhereItMayTakeThem() {
        project.up();
        database.execute("INSERT INTO orders VALUES (1, 'a')");

        assertThat(project.migrator().build().down(Target.version(0)).rolledBack()).hasSize(2);
    }

    @Test
    void asksForNothingWhereTheColumnIsEmpty() {
        project.up();
        database.execute("INSERT INTO orders VALUES (1, NULL)");

        assertThat(names(migrator(DataLoss.REFUSE).down().rolledBack())).containsExactly("note");
        assertThat(refused(Target.steps(1)).getMessage()).contains("1 row of the table \"orders\"");
    }

    @Test
    void showsThemInThePlan() {
        project.up();
        database.execute("INSERT INTO orders VALUES (1, 'a')");

        assertThat(project.migrator().build().planDown(Target.version(0)).atStake())
                .extracting(AtStake::text)
                .containsExactly(
                        "1 value of the column \"orders.note\"", "1 row of the table \"orders\"");
        assertThat(project.migrator().build().plan(Target.all()).atStake()).isEmpty();
    }

    @Test
    void putsThemAside() {
        project.up();
        database.execute(
                "INSERT INTO orders VALUES (1, 'a')", "INSERT INTO orders VALUES (2, NULL)");
        Migrator migrator = migrator(DataLoss.QUARANTINE);

        assertThat(migrator.down(Target.version(0)).rolledBack()).hasSize(2);

        List<String> tables = migrator.putAside();
        assertThat(tables).hasSize(2);
        String column =
                tables.stream().filter(DataLossContract::isOfColumn).findFirst().orElseThrow();
        String table = tables.stream().filter(it -> !isOfColumn(it)).findFirst().orElseThrow();
        assertThat(table.toLowerCase(Locale.ROOT)).containsPattern("orders__quarantined_[0-9]{14}");
        assertThat(database.query("SELECT id, note FROM " + column)).containsExactly("1|a");
        assertThat(database.query("SELECT id FROM %s ORDER BY id".formatted(table)))
                .containsExactly("1", "2");
        assertThat(project.up().applied()).hasSize(2);
        assertThat(migrator.purge(tables)).containsExactlyElementsOf(tables);
        assertThat(migrator.putAside()).isEmpty();
        assertThat(migrator.log(1).getFirst().command()).isEqualTo("purge");
    }

    /** So that a check of the schema holds from the rollback to the purge. */
    @Test
    void whatIsPutAsideIsNoPartOfTheSchema() {
        DatabaseProduct product =
                SnapshotReader.products().stream()
                        .filter(
                                it ->
                                        database.url()
                                                .startsWith(
                                                        "jdbc:"
                                                                + it.name()
                                                                        .toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow();
        OwnTables own = OwnTables.of("lifeguard_migrations");
        SnapshotReader snapshots = SnapshotReader.of(product);
        project.up();
        migrator(DataLoss.REFUSE).down(Target.version(0));
        String before = snapshots.read(database.dataSource(), own).text();
        write("20240101000002_odd", "CREATE TABLE odd (id int);", "DROP TABLE odd;");
        project.up();
        database.execute("INSERT INTO orders VALUES (1, 'a')", "INSERT INTO odd VALUES (1)");

        Migrator migrator = migrator(DataLoss.QUARANTINE);
        migrator.down(Target.version(0));

        assertThat(migrator.putAside()).hasSize(3);
        assertThat(snapshots.read(database.dataSource(), own).text()).isEqualTo(before);
        assertThat(DiagramReader.of(product).read(database.dataSource(), own).tables()).isEmpty();
    }

    @Test
    void purgesOnlyWhatItWasToldTo() {
        project.up();
        database.execute("INSERT INTO orders VALUES (1, 'a')");
        Migrator migrator = migrator(DataLoss.QUARANTINE);
        migrator.down(Target.version(0));
        List<String> tables = migrator.putAside();

        assertThat(migrator.purge(List.of("not_there"))).isEmpty();
        assertThat(migrator.purge(tables.subList(0, 1)))
                .containsExactlyElementsOf(tables.subList(0, 1));

        assertThat(migrator.putAside()).containsExactlyElementsOf(tables.subList(1, 2));
    }

    private static boolean isOfColumn(String table) {
        return table.toLowerCase(Locale.ROOT).contains("note");
    }

    @Test
    void followsANameBackToTheOneThatThereIs() {
        write(
                "20240101000002_renamed",
                "ALTER TABLE orders RENAME TO sales;",
                "ALTER TABLE sales RENAME TO orders;");
        project.up();
        database.execute("INSERT INTO sales VALUES (1, 'a')");

        assertThat(((ValidationException) refused(Target.version(0))).problems())
                .extracting(ErrorDetail::message)
                .satisfiesExactly(
                        column ->
                                assertThat(column).contains("1 value of the column \"sales.note\""),
                        table -> assertThat(table).contains("1 row of the table \"sales\""));
    }
}
