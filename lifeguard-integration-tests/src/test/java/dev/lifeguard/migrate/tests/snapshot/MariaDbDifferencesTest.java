package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.drift.Differences;
import dev.lifeguard.migrate.inspect.drift.IgnoredObjects;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Each kind of change that somebody makes by hand is found, with the name of what it changed. */
final class MariaDbDifferencesTest {

    /** Those between two empty lines are made in one database, since each takes so long to make. */
    @Test
    void findsEachChangeAndNothingElse() {
        SoftAssertions all = new SoftAssertions();
        String schema = Snapshots.resource("mariadb_rich_expected.sql");
        try (ContractDatabase database = MariaDbSnapshots.with(schema)) {
            SchemaSnapshot expected = MariaDbSnapshots.of(database);
            for (String group : Snapshots.resource("mariadb_changes.txt").split("\n\n", -1)) {
                List<String[]> changes = group.lines().map(line -> line.split(" => ", 2)).toList();
                all.assertThat(found(expected, changes.stream().map(each -> each[0])))
                        .containsExactlyInAnyOrderElementsOf(
                                changes.stream()
                                        .flatMap(each -> Stream.of(each[1].split(", ", -1)))
                                        .toList());
            }
        }
        all.assertAll();
    }

    /** A function was dropped by hand; the text of the view is what it was. */
    @Test
    void tellsWhichViewsAreBroken() {
        try (ContractDatabase database =
                MariaDbSnapshots.with(
                        """
                        CREATE FUNCTION f() RETURNS int RETURN 1;
                        CREATE VIEW v AS SELECT f() AS n;
                        CREATE VIEW w AS SELECT 1 AS n;
                        """)) {
            SchemaSnapshot expected = MariaDbSnapshots.of(database);

            assertThat(found(expected, Stream.of("DROP FUNCTION f")))
                    .containsExactly("MISSING FUNCTION f", "CHANGED VIEW v");
            database.execute("DROP FUNCTION f");
            assertThat(
                            Differences.between(
                                    expected, MariaDbSnapshots.of(database), IgnoredObjects.none()))
                    .extracting(each -> each.actual().orElse(""))
                    .containsExactly(
                            "",
                            """
                            -- It names what is not there.
                            CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `v` AS
                            select `f`() AS `n`;\
                            """);
        }
    }

    private static List<String> found(SchemaSnapshot expected, Stream<String> changes) {
        try (ContractDatabase changed = MariaDbSnapshots.with(expected.text())) {
            changes.forEach(changed::execute);
            return Differences.between(
                            expected, MariaDbSnapshots.of(changed), IgnoredObjects.none())
                    .stream()
                    .map(MariaDbDifferencesTest::line)
                    .toList();
        }
    }

    private static String line(Difference difference) {
        return "%s %s %s".formatted(difference.kind(), difference.type(), difference.object());
    }
}
