package dev.lifeguard.migrate.tests.snapshot;

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
