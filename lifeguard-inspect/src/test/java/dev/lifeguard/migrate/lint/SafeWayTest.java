package dev.lifeguard.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.inspect.rules.Rule;
import dev.lifeguard.migrate.inspect.rules.Rule.Example;
import dev.lifeguard.migrate.inspect.rules.Rule.Statement;
import dev.lifeguard.migrate.inspect.rules.Rule.Transaction;
import dev.lifeguard.migrate.inspect.rules.Rules;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who does what a finding says is not told off for that. */
class SafeWayTest {

    private static final String USERS =
            "CREATE TABLE users (id bigint PRIMARY KEY, email text, nick varchar(10));";

    static List<Rule> rules() {
        return Rules.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theSafeWayOfAFindingIsNoError(Rule rule) {
        String setup = text(rule.setup().statements());
        for (Example example : rule.flagged()) {
            for (LintFinding finding : found(setup, List.of(script(example)))) {
                String safe = finding.safeWay();
                if (!safe.contains("…")) {
                    List<String> migrations =
                            safe.startsWith("-- in this migration")
                                    ? List.of(script(example) + safe)
                                    : migrations(safe);
                    assertThat(found(setup, migrations))
                            .filteredOn(it -> it.level() == LintLevel.ERROR)
                            .filteredOn(it -> it.rule() != LintRule.SYNTAX_ERROR)
                            .extracting(it -> it.rule().ruleName())
                            .as(safe)
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE TABLE n (id bigint); ALTER TABLE users RENAME TO users_old; ALTER TABLE n RENAME TO users
                    ALTER TABLE users RENAME nick TO nick_old; ALTER TABLE users RENAME nick_new TO nick
                    ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON users USING (true)
                    CREATE POLICY r ON users AS RESTRICTIVE USING (true); CREATE POLICY p ON users USING (true)
                    INSERT INTO stats SELECT count(*) FROM users
                    ALTER TABLE users ALTER nick TYPE text; ALTER TABLE users ALTER email TYPE varchar
                    """)
    void theUsualOrderIsNoFault(String sql) {
        assertThat(found(USERS, List.of(sql))).as(sql).isEmpty();
    }

    @Test
    void anInsertFromATableIsNoOutage() {
        assertThat(found(USERS, List.of("INSERT INTO perms SELECT id, 'x' FROM users")))
                .extracting(it -> it.level().word() + " " + it.rule().ruleName())
                .containsExactly("warning bulk-dml");
    }

    @ParameterizedTest
    @CsvSource({
        "nick IS NOT NULL, true",
        "nick IS NOT NULL AND (email IS NULL OR id > 9), true",
        "nick IS NOT NULL OR email IS NULL, false",
        "nick IS NOT NULL RETURNING id, false"
    })
    void batchesAreWrittenOutWhereTheirRangeHoldsForEachRow(String condition, boolean written) {
        String sql = "UPDATE users SET email = 'x' WHERE " + condition;
        assertThat(found(USERS, List.of(sql)))
                .filteredOn(it -> it.rule() == LintRule.BULK_DML)
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.safeWay().contains(" AND id > :from AND id <= :to;"))
                                        .isEqualTo(written));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE lines SET total = 0 |"
                        + " WHERE (order_id, \"No\") > :from AND (order_id, \"No\") <= :to;",
                "UPDATE lines l SET total = o.n FROM orders o WHERE o.n IS NOT NULL | AND"
                        + " (l.order_id, l.\"No\") > :from AND (l.order_id, l.\"No\") <= :to;",
                "DELETE FROM lines USING orders o WHERE o.n IS NOT NULL | AND"
                        + " (lines.order_id, lines.\"No\") > :from AND"
                        + " (lines.order_id, lines.\"No\") <= :to;",
            })
    void batchesOfATableWithAKeyOfTwoColumnsAreByBoth(String sql, String range) {
        String tables =
                "CREATE TABLE lines (order_id bigint, \"No\" int, total int, PRIMARY KEY (order_id,"
                        + " \"No\")); CREATE TABLE orders (order_id bigint PRIMARY KEY, n int);";
        String safe =
                found(tables, List.of(sql)).stream()
                        .filter(it -> it.rule() == LintRule.BULK_DML)
                        .findFirst()
                        .orElseThrow()
                        .safeWay();

        assertThat(safe)
                .isEqualTo(
                        "-- lifeguard:batch table=lines key=(order_id, \"No\")\n%s %s"
                                .formatted(sql, range));
        assertThat(found(tables, List.of(safe))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO log SELECT id FROM users | , in batches that commit one after the"
                        + " other, each for a range of the key",
                "DELETE FROM users WHERE a > 1 OR id > 9 | , in batches that commit one after the"
                        + " other, each for a range of the key",
                "WITH gone AS (DELETE FROM users WHERE a > 1 RETURNING id) INSERT INTO log SELECT"
                        + " id FROM gone | , in batches that commit one after the other, each for a"
                        + " range of the key",
                "UPDATE users SET a = 1 | :~-- lifeguard:batch table=users key=id~"
                        + "UPDATE users SET a = 1 WHERE id > :from AND id <= :to;",
                "ALTER TABLE users VALIDATE CONSTRAINT c |"
                        + " :~ALTER TABLE users VALIDATE CONSTRAINT c;"
            })
    void whatTakesLongBehindAStrongLockHasOnePlaceToGo(String sql, String rest) {
        String script = "ALTER TABLE users ADD COLUMN a int;\n" + sql;
        assertThat(found(USERS, List.of(script)))
                .filteredOn(it -> it.rule() == LintRule.WORK_AFTER_STRONG_LOCK)
                .extracting(LintFinding::safeWay)
                .containsExactly("-- in the next migration" + rest.replace('~', '\n'));
    }

    @Test
    void aQueryForDuplicatesMakesAUniqueIndexClean() {
        String index =
                "-- lifeguard:no-transaction\n"
                        + "%sCREATE UNIQUE INDEX CONCURRENTLY e ON users (email);";
        String query = "SELECT email FROM %s GROUP BY email HAVING count(*) > 1;\n";
        assertThat(found(USERS, List.of(index.formatted(query.formatted("users"))))).isEmpty();
        assertThat(found(USERS, List.of(index.formatted(query.formatted("orders")))))
                .extracting(it -> it.rule().ruleName())
                .containsExactly("data-dependent-unique");
    }

    @Test
    void ifNotExistsIsNotKeptForAnIndexBuiltConcurrently() {
        assertThat(found(USERS, List.of("CREATE INDEX IF NOT EXISTS i ON users (nick)")))
                .extracting(LintFinding::safeWay)
                .containsExactly(
                        IndexChecks.ALONE + "CREATE INDEX CONCURRENTLY i ON users (nick);");
    }

    @Test
    void whatCannotBeWrittenWholeIsSaidInWords() {
        assertThat(safe("ADD COLUMN a int CHECK (a > 0) NOT NULL DEFAULT 1"))
                .startsWith(
                        """
                        ALTER TABLE users ADD COLUMN a integer; -- what else is said of it comes by itself, see its rule
                        ALTER TABLE users ADD CONSTRAINT users_a_check CHECK (a > 0) NOT VALID;
                        """);
        assertThat(safe("ADD COLUMN k text DEFAULT gen_random_uuid()::text"))
                .contains("-- then ALTER COLUMN k SET DEFAULT, with the expression");
        assertThat(safe("ADD CONSTRAINT k UNIQUE NULLS NOT DISTINCT (email) DEFERRABLE"))
                .startsWith("-- first CREATE UNIQUE INDEX CONCURRENTLY with the columns");
        assertThat(safe("ADD COLUMN o int REFERENCES orders (id) ON DELETE CASCADE"))
                .contains("REFERENCES orders (id) … NOT VALID;");
    }

    private static String safe(String alteration) {
        return found(USERS, List.of("ALTER TABLE users " + alteration)).getFirst().safeWay();
    }

    /** A comment that speaks of a migration, or of later, begins one. */
    private static List<String> migrations(String safe) {
        String marker = "(?m)^(?=-- (?:in |a ).*\\b(?:migration|after|later|release)\\b)";
        return List.of(safe.split(marker)).stream().filter(it -> !it.isBlank()).toList();
    }

    private static List<LintFinding> found(String setup, List<String> scripts) {
        LintedMigrations migrations = new LintedMigrations();
        if (!setup.isEmpty()) {
            migrations.applied(setup);
        }
        scripts.forEach(migrations::then);
        return migrations.findings();
    }

    private static String script(Example example) {
        String text = text(example.statements());
        return example.transaction() == Transaction.NONE
                ? "-- lifeguard:no-transaction\n"
                        + text.replace("-- lifeguard:no-transaction\n", "")
                : text;
    }

    private static String text(List<Statement> statements) {
        return statements.stream().map(it -> it.sql() + ";\n").collect(Collectors.joining());
    }
}
