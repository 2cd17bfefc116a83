package dev.lifeguard.migrate.layouts.nodepg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layout.Marks.Mark.Sign;
import dev.lifeguard.migrate.layouts.GivenFiles;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodePgLayoutTest {

    private static List<String> found(String... names) {
        return GivenFiles.named(names).found(OtherTool.NODE_PG_MIGRATE_SQL);
    }

    @Test
    void ordersBySeventeenDigitsAsTimesAndByNumbers() {
        assertThat(
                        found(
                                "20200513070724505_utc.sql",
                                "1589353644504_before.sql",
                                "1589353644506_after.sql",
                                "0002_two.sql",
                                "10-ten.sql"))
                .containsExactly(
                        "0002_two two WHOLE",
                        "10-ten ten WHOLE",
                        "1589353644504_before before WHOLE",
                        "20200513070724505_utc utc WHOLE",
                        "1589353644506_after after WHOLE");
    }

    @Test
    void ordersNamesWithOneNumberByWhatFollows() {
        assertThat(found("1_b.sql", "1_a10.sql", "1-a9.sql", "1_A.sql", "1.sql"))
                .containsExactly(
                        "1 1 WHOLE",
                        "1_A A WHOLE",
                        "1-a9 a9 WHOLE",
                        "1_a10 a10 WHOLE",
                        "1_b b WHOLE");
    }

    @Test
    void readsPairs() {
        assertThat(found("1_a.up.sql", "1_a.down.sql")).containsExactly("1_a a DOWN", "1_a a UP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " Up Migration",
                "- up  migration",
                "UP MIGRATIONS for users",
                " -- up migration"
            })
    void readsItsMarks(String comment) {
        assertThat(NodePgMarks.MARKS.read(comment)).contains(Sign.UP);
        assertThat(NodePgMarks.MARKS.read(comment.replaceAll("(?i)up", "DOWN")))
                .contains(Sign.DOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {" upmigration", " the up migration", " migrate:up", ""})
    void leavesOtherCommentsAlone(String comment) {
        assertThat(NodePgMarks.MARKS.read(comment)).isEmpty();
    }

    @Test
    void refusesCodeByName() {
        assertThat(found("1_a.js", "2_b.mts", "README.md", "package.json"))
                .containsExactly(
                        "1_a.js: is no SQL. Write it in SQL, or go on with node-pg-migrate up to it"
                                + " and import its history then.",
                        "2_b.mts: is no SQL. Write it in SQL, or go on with node-pg-migrate up to"
                                + " it and import its history then.");
    }

    @Test
    void refusesNamesWithoutANumber() {
        assertThat(found("a.sql", "20209913070724505_a.sql"))
                .hasSize(2)
                .first()
                .isEqualTo(
                        "20209913070724505_a.sql: does not begin with a number, or with 17 digits"
                                + " that are no time, and node-pg-migrate refuses it too. Name it"
                                + " \"1700000000000_name.sql\", or move it away.");
    }

    @Test
    void namesANewOneBehindTheNewest() {
        assertThat(
                        NodePgLayout.LAYOUT.newFiles(
                                "a",
                                LocalDateTime.of(2025, 1, 20, 12, 0),
                                new MigrationVersion(1, "9999999999999_b")))
                .containsOnlyKeys("10000000000000_a.sql");
    }
}
