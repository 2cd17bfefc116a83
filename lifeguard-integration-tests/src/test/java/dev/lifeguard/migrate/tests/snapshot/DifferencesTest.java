package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.drift.Differences;
import dev.lifeguard.migrate.inspect.drift.IgnoredObjects;
import dev.lifeguard.migrate.inspect.snapshot.ObjectType;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each kind of change that somebody makes by hand is found, with the name of what it changed. */
@OnPostgres(18)
final class DifferencesTest {

    @AutoClose private final TestDatabase database;

    DifferencesTest(PostgresServer server) {
        database = server.createDatabase();
        Snapshots.load(database, Snapshots.resource("rich.sql"));
    }

    @Test
    void findsEachChangeAndNothingElse() {
        SchemaSnapshot expected = Snapshots.of(database);
        SoftAssertions all = new SoftAssertions();
        for (String line : Snapshots.resource("changes.txt").lines().toList()) {
            String[] change = line.split(" => ", 2);
            all.assertThat(found(expected, change[0])).as(change[0]).isEqualTo(change[1]);
        }
        all.assertAll();
    }

    private String found(SchemaSnapshot expected, String change) {
        try (TestDatabase changed = database.copy()) {
            changed.execute(change);
            return Differences.between(expected, Snapshots.of(changed), IgnoredObjects.none())
                    .stream()
                    .map(DifferencesTest::line)
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }

    private static String line(Difference difference) {
        return "%s %s %s".formatted(difference.kind(), difference.type(), difference.object());
    }

    @Test
    void tellsOfAForeignKeyThatRefusesNothing() {
        database.execute(
                "CREATE TABLE app.parents (id int PRIMARY KEY)",
                "CREATE TABLE app.children (parent int REFERENCES app.parents)");
        SchemaSnapshot expected = Snapshots.of(database);
        try (TestDatabase changed = database.copy()) {
            changed.execute("ALTER TABLE app.children DISABLE TRIGGER ALL");
            SchemaSnapshot actual = Snapshots.of(changed);

            assertThat(Differences.between(expected, actual, IgnoredObjects.none()))
                    .containsExactly(
                            new Difference(
                                    ObjectType.TRIGGER,
                                    "app.children.children_parent_fkey",
                                    Optional.empty(),
                                    Optional.of(
                                            "-- DISABLED on app.children: the triggers of the"
                                                    + " constraint children_parent_fkey.")));
            assertThat(actual.text()).isEqualTo(expected.text());
        }
    }

    @Test
    void tellsOfAnIndexThatIsInvalid() {
        SchemaSnapshot expected = Snapshots.of(database);
        try (TestDatabase changed = database.copy()) {
            changed.execute(
                    "CREATE INDEX half_made ON app.users (due)",
                    "UPDATE pg_index SET indisvalid = false"
                            + " WHERE indexrelid = 'app.half_made'::regclass");
            SchemaSnapshot actual = Snapshots.of(changed);

            assertThat(Differences.between(expected, actual, IgnoredObjects.none()))
                    .extracting(DifferencesTest::line)
                    .containsExactly("EXTRA INDEX app.half_made");
            assertThat(actual.text()).isEqualTo(expected.text());
        }
    }

    @Test
    void ignoresWhatIsNamedAndWhatBelongsToIt() {
        SchemaSnapshot expected = Snapshots.of(database);
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE app.events_1 (id int PRIMARY KEY)");
        statements.add("CREATE INDEX events_1_more ON app.events_1 (id)");
        statements.add("ALTER TABLE app.users ADD COLUMN other int");
        try (TestDatabase changed = database.copy()) {
            changed.execute(statements.toArray(String[]::new));
            SchemaSnapshot actual = Snapshots.of(changed);

            assertThat(
                            Differences.between(
                                    expected, actual, new IgnoredObjects(List.of("app.events_*"))))
                    .extracting(Difference::object)
                    .containsExactly("app.users.other");
            assertThat(
                            Differences.between(
                                    expected,
                                    actual,
                                    new IgnoredObjects(List.of("app.events_?", "*.other"))))
                    .isEmpty();
        }
    }
}
