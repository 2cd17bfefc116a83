package dev.lifeguard.migrate.tests.snapshot;

import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.drift.Differences;
import dev.lifeguard.migrate.inspect.drift.IgnoredObjects;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Each kind of change that somebody makes by hand is found, with the name of what it changed. */
final class MariaDbDifferencesTest {

    @Test
    void findsEachChangeAndNothingElse() {
        SoftAssertions all = new SoftAssertions();
        String schema = Snapshots.resource("mariadb_rich_expected.sql");
        try (ContractDatabase database = MariaDbSnapshots.with(schema)) {
            SchemaSnapshot expected = MariaDbSnapshots.of(database);
            for (String line : Snapshots.resource("mariadb_changes.txt").lines().toList()) {
                String[] change = line.split(" => ", 2);
                all.assertThat(found(expected, change[0])).as(change[0]).isEqualTo(change[1]);
            }
        }
        all.assertAll();
    }

    private static String found(SchemaSnapshot expected, String change) {
        try (ContractDatabase changed = MariaDbSnapshots.with(expected.text())) {
            changed.execute(change);
            return Differences.between(
                            expected, MariaDbSnapshots.of(changed), IgnoredObjects.none())
                    .stream()
                    .map(MariaDbDifferencesTest::line)
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }

    private static String line(Difference difference) {
        return "%s %s %s".formatted(difference.kind(), difference.type(), difference.object());
    }
}
