package dev.lifeguard.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a statement that has several faults, and what a suppression leaves of them. */
class SeveralFaultsTest {

    private static final String TABLES =
            """
            CREATE TABLE users (id bigint PRIMARY KEY, email text);
            CREATE TABLE o (id bigint PRIMARY KEY,
              user_id bigint CONSTRAINT o_user REFERENCES users, note text);
            CREATE INDEX o_user_idx ON o (user_id);
            """;

    @Test
    void aLongLiteralIsRead() {
        assertThat(found("INSERT INTO o (note) VALUES ('" + "x".repeat(100_000) + "')")).isEmpty();
        assertThat(found("INSERT INTO o (note) VALUES ('" + "''".repeat(50_000) + "')")).isEmpty();
        assertThat(found("INSERT INTO o (note) VALUES (E'" + "\\'".repeat(50_000) + "')"))
                .isEmpty();
        assertThat(found("SELECT 1 AS \"" + "\"\"".repeat(50_000) + "\""))
                .containsExactly("warning long-identifier:1");
        assertThat(found("SELECT E'it\\'s', '" + "x".repeat(100) + "'")).isEmpty();
    }

    @Test
    void aSuppressionOfOneFaultLeavesTheOther() {
        assertThat(found("ALTER TABLE o DROP COLUMN user_id"))
                .containsExactly("error drop-fk-locks-both:1");
        assertThat(allowed("drop-fk-locks-both", "ALTER TABLE o DROP COLUMN user_id"))
                .containsExactly("error drop-column:2");
        assertThat(allowed("drop-column", "ALTER TABLE o DROP COLUMN user_id"))
                .containsExactly("error drop-fk-locks-both:2");
        assertThat(
                        found(
                                """
                                ALTER TABLE users ADD COLUMN a int;
                                -- lifeguard:allow bulk-dml there are few
                                UPDATE o SET note = '';
                                """))
                .containsExactly("error work-after-strong-lock:3");
        assertThat(
                        found(
                                """
                                ALTER TABLE users ADD COLUMN a int;
                                -- lifeguard:allow work-after-strong-lock there are few
                                UPDATE o SET note = '';
                                """))
                .containsExactly("error bulk-dml:3");
        assertThat(
                        found(
                                """
                                SET lock_timeout = 0;
                                -- lifeguard:allow naive-timestamp it is local
                                ALTER TABLE o ADD COLUMN at timestamp;
                                """))
                .containsExactly("error no-lock-timeout:3");
    }

    @Test
    void aSuppressionThatAnotherWayOfLookingNeedsIsNotUnused() {
        String allow = "-- lifeguard:allow drop-column nobody has read it since 2.3\n";
        assertThat(
                        new LintedMigrations()
                                .then("CREATE TABLE t (a bigint, b bigint)")
                                .then(allow + "ALTER TABLE t DROP COLUMN b")
                                .found())
                .isEmpty();
        assertThat(allowed("drop-column", "ALTER TABLE users ADD COLUMN b bigint"))
                .containsExactly("warning unused-allow:1");
    }

    @Test
    void styleHidesNothing() {
        assertThat(found("SET lock_timeout = 0;\nALTER TABLE o ADD COLUMN at timestamp"))
                .containsExactly("error no-lock-timeout:2", "info naive-timestamp:2");
        assertThat(
                        found(
                                """
                                CREATE TABLE a (id bigserial PRIMARY KEY,
                                  user_id bigint REFERENCES users (id));
                                """))
                .containsExactly("info prefer-identity:1", "warning fk-without-index:2");
    }

    @Test
    void whatIsNotKnownIsNoFault() {
        String add =
                "ALTER TABLE %s ADD CONSTRAINT f FOREIGN KEY (%s) REFERENCES users (id) NOT VALID";
        assertThat(found(add.formatted("unknown", "user_id"))).isEmpty();
        assertThat(found(add.formatted("o", "id"))).isEmpty();
        assertThat(found("ALTER TABLE o ADD b bigint;\n" + add.formatted("o", "b")))
                .containsExactly("warning compounding-locks:2", "warning fk-without-index:2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ALTER INDEX a RENAME TO b; UPDATE o SET note = '' | error bulk-dml:1
                    ALTER INDEX a RENAME TO b; ALTER TABLE o ADD COLUMN a int |
                    ALTER TABLE o ADD a int; ALTER TABLE users ADD a int; ALTER TABLE x ADD a int; ALTER TABLE y ADD a int | warning compounding-locks:1
                    CREATE TEMP TABLE x AS SELECT * FROM o |
                    """)
    void knowsWhatIsLocked(String sql, String expected) {
        assertThat(found(sql)).as(sql).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void aPartitionIsDetachedConcurrentlyWithoutAStrongLock() {
        assertThat(
                        found(
                                """
                                -- lifeguard:no-transaction
                                SET lock_timeout = 0;
                                ALTER TABLE o DETACH PARTITION p CONCURRENTLY;
                                """))
                .isEmpty();
    }

    @Test
    void theSameIsFoundEachTime() {
        String sql = "ALTER TABLE a ADD COLUMN c int; DROP TABLE z, y, x, b, a, users, o;";
        List<LintFinding> first = new LintedMigrations().applied(TABLES).then(sql).findings();
        for (int i = 0; i < 10; i++) {
            assertThat(new LintedMigrations().applied(TABLES).then(sql).findings())
                    .isEqualTo(first);
        }
    }

    @Test
    void sizeSaysNothingOfWhoUsesATable() {
        assertThat(LintRule.RENAME_COLUMN.isSmall(table(8192), 100_000)).isFalse();
        assertThat(LintRule.REQUIRED_COLUMN_NO_DEFAULT.isSmall(table(8192), 100_000)).isFalse();
        assertThat(LintRule.INDEX_BLOCKS_WRITES.isSmall(table(8192), 100_000)).isTrue();
        assertThat(LintRule.RENAME_COLUMN.isExempt(table(0))).isFalse();
        assertThat(LintRule.REQUIRED_COLUMN_NO_DEFAULT.isExempt(table(0))).isTrue();
    }

    private static Table table(long bytes) {
        Table table = new Table(new Name("public", "t"), Table.Kind.TABLE, Table.Origin.BEFORE);
        table.bytes(bytes);
        return table;
    }

    private static List<String> allowed(String rule, String sql) {
        return found("-- lifeguard:allow " + rule + " the reason\n" + sql);
    }

    private static List<String> found(String sql) {
        return new LintedMigrations()
                        .with(new LintSettings(Map.of(), LintSettings.OLDEST_VERSION, 0))
                        .applied(TABLES)
                        .then(sql)
                        .findings()
                        .stream()
                        .map(it -> it.level().word() + " " + it.rule().ruleName() + ":" + it.line())
                        .toList();
    }

    @Test
    void aSuppressionOfTheWayDownHoldsThereAndIsNeverUnused() {
        String script =
                """
                -- Up migration
                ALTER TABLE users ADD COLUMN a int;
                -- Down migration
                %s
                DROP TABLE users;
                """;
        assertThat(down(script.formatted(""))).contains("down-loses-data:5");
        assertThat(down(script.formatted("-- lifeguard:allow down-loses-data nobody needs it")))
                .noneMatch(it -> it.startsWith("down-loses-data") || it.startsWith("unused"));
        assertThat(down(script.formatted("-- lifeguard:allow drop-table it is made again")))
                .contains("down-loses-data:5")
                .noneMatch(it -> it.startsWith("unused"));
    }

    private static List<String> down(String script) {
        return new LintedMigrations()
                .applied("CREATE TABLE users (id bigint PRIMARY KEY);")
                .then(script)
                .found();
    }

    @Test
    void aHundredThousandCommentsInEachOtherAreReadInNoTime() {
        int depth = 100_000;
        String script = "/*".repeat(depth) + "*/".repeat(depth) + " CREATE INDEX i ON orders (id);";

        assertTimeout(
                Duration.ofSeconds(20),
                () ->
                        assertThat(new LintedMigrations().then(script).found())
                                .containsExactly("index-blocks-writes:1"));
    }
}
