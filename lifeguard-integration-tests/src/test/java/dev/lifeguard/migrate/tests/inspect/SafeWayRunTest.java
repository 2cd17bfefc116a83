package dev.lifeguard.migrate.tests.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.rules.Rule;
import dev.lifeguard.migrate.inspect.rules.Rule.Example;
import dev.lifeguard.migrate.inspect.rules.Rule.Statement;
import dev.lifeguard.migrate.inspect.rules.Rule.Transaction;
import dev.lifeguard.migrate.inspect.rules.Rules;
import dev.lifeguard.migrate.inspect.trace.LockTrace;
import dev.lifeguard.migrate.inspect.trace.RelationLock;
import dev.lifeguard.migrate.inspect.trace.TracedSql;
import dev.lifeguard.migrate.lint.Lint;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.lint.LintRule;
import dev.lifeguard.migrate.lint.LintSettings;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a finding advises is what a server takes, and facts that findings rest on. */
@OnPostgres(18)
final class SafeWayRunTest {

    /** Their safe ways begin with work of their reader's, as to drop what is in a schema. */
    private static final Set<String> OTHERWISE = Set.of("drop-schema");

    /** Their safe ways are about one statement of several. */
    private static final Set<String> BESIDE =
            Set.of(
                    "validate-in-same-tx",
                    "fk-without-index",
                    "enum-value-used-in-same-tx",
                    "work-after-strong-lock",
                    "not-rerunnable");

    /** The definition of a column, as it stands in CREATE TABLE. */
    private static final Pattern COLUMN = Pattern.compile("(?!(CREATE|ALTER|DROP|SET|--))[^;]*");

    private final PostgresServer server;
    @TempDir private Path directory;
    private int folders;

    SafeWayRunTest(PostgresServer server) {
        this.server = server;
    }

    /** Of the first example of each rule. */
    @Test
    void eachSafeWayRuns() throws IOException {
        List<String> failures = new ArrayList<>();
        int run = 0;
        try (TestDatabase database = server.createDatabase()) {
            for (Rule rule : Rules.all()) {
                String setup = text(rule.setup().statements());
                Example example = rule.flagged().getFirst();
                for (LintFinding finding : found(setup, script(example))) {
                    boolean own = finding.rule().ruleName().equals(rule.name());
                    if (own && isWhole(finding.safeWay()) && !OTHERWISE.contains(rule.name())) {
                        run++;
                        run(setup + rest(example, finding), finding, database, failures);
                    }
                }
            }
        }

        assertThat(failures).isEmpty();
        assertThat(run).isGreaterThan(40);
    }

    /** What the example has beside the statement, where the safe way speaks of that alone. */
    private static String rest(Example example, LintFinding finding) {
        if (!BESIDE.contains(finding.rule().ruleName())) {
            return "";
        }
        return example.statements().stream()
                .map(Statement::sql)
                .filter(sql -> !finding.safeWay().contains(bare(sql)))
                .filter(
                        sql ->
                                !finding.statement().contains(bare(sql))
                                        || finding.rule() == LintRule.FK_WITHOUT_INDEX)
                .map(sql -> sql + ";\n")
                .collect(Collectors.joining());
    }

    private static String bare(String sql) {
        return sql.replaceAll("(?m)^--.*\n", "").strip();
    }

    /** Whether it is SQL alone, without a part that its reader writes. */
    private static boolean isWhole(String safe) {
        boolean sql = safe.lines().anyMatch(it -> !it.isBlank() && !it.startsWith("--"));
        return sql && !safe.contains("…");
    }

    private void run(
            String setup, LintFinding finding, TestDatabase database, List<String> failures)
            throws IOException {
        database.execute("DROP SCHEMA IF EXISTS public, app CASCADE", "CREATE SCHEMA public");
        Path folder = Files.createDirectory(directory.resolve("m" + folders++));
        List<String> migrations = new ArrayList<>(List.of(setup.isEmpty() ? "SELECT 1;" : setup));
        String safe = finding.safeWay();
        boolean isColumn = COLUMN.matcher(safe).matches();
        migrations.addAll(
                isColumn ? List.of("CREATE TABLE made (%s);".formatted(safe)) : migrations(safe));
        for (int i = 0; i < migrations.size(); i++) {
            Files.writeString(
                    folder.resolve("2024010100000%s_m.sql".formatted(i)), migrations.get(i));
        }
        try {
            Migrator.builder(database.dataSource())
                    .source(MigrationSource.directory(folder))
                    .build()
                    .up();
        } catch (LifeguardException refused) {
            failures.add(
                    "%s: %s%n%s"
                            .formatted(
                                    finding.rule().ruleName(),
                                    refused.getMessage(),
                                    finding.safeWay()));
        }
    }

    /** A comment that speaks of a migration, or of later, begins one. */
    private static List<String> migrations(String safe) {
        String marker = "(?m)^(?=-- (?:in |a ).*\\b(?:migration|after|later|release)\\b)";
        return List.of(safe.split(marker)).stream().filter(it -> !it.isBlank()).toList();
    }

    private List<LintFinding> found(String setup, String script) throws IOException {
        Path folder = Files.createDirectory(directory.resolve("m" + folders++));
        if (!setup.isEmpty()) {
            Files.writeString(folder.resolve("20240101000000_setup.sql"), setup);
        }
        Files.writeString(folder.resolve("20240102000000_m.sql"), script);
        return Lint.of(LintSettings.DEFAULT)
                .look(
                        MigrationCatalog.of(List.of(MigrationSource.directory(folder))),
                        new ScriptRules(LexerRules.postgresql(), Placeholders.NONE),
                        it -> it.fileName().endsWith("_m.sql"))
                .findings();
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

    @Test
    void aNewEnumValueIsRefusedInWhateverUsesIt() {
        for (String use :
                List.of(
                        "CREATE VIEW v AS SELECT * FROM t WHERE k = 'new'",
                        "CREATE TABLE c AS SELECT * FROM t WHERE k = 'new'",
                        "CREATE POLICY p ON t USING (k = 'new')",
                        "CREATE RULE r AS ON INSERT TO t DO ALSO UPDATE t SET k = 'new'",
                        "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.k = 'new')"
                                + " EXECUTE FUNCTION f()")) {
            try (TestDatabase database = server.createDatabase()) {
                database.execute(
                        "CREATE TYPE kind AS ENUM ('old')",
                        "CREATE TABLE t (k kind)",
                        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN"
                                + " NEW; END'");

                assertThatThrownBy(
                                () ->
                                        database.execute(
                                                "BEGIN; ALTER TYPE kind ADD VALUE 'new'; "
                                                        + use
                                                        + "; COMMIT"))
                        .as(use)
                        .hasStackTraceContaining("unsafe use of new value");
            }
        }
    }

    @Test
    void aForeignKeyOfAPartitionedTableTakesOverThoseOfItsPartitions() throws SQLException {
        assertThat(
                        locks(
                                "ALTER TABLE e ADD FOREIGN KEY (u) REFERENCES users (id)",
                                "CREATE TABLE users (id bigint PRIMARY KEY)",
                                "CREATE TABLE e (u bigint) PARTITION BY RANGE (u)",
                                "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (0) TO (9)",
                                "ALTER TABLE e1 ADD CONSTRAINT f FOREIGN KEY (u) REFERENCES users"
                                        + " (id) NOT VALID",
                                "ALTER TABLE e1 VALIDATE CONSTRAINT f"))
                .noneMatch(it -> it.endsWith("scan"));
    }

    @Test
    void whatIsComputedOrEnforcedAnewGoesThroughAllRows() throws SQLException {
        assertThat(
                        locks(
                                "ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a * 2)",
                                "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) STORED)"))
                .contains("public.t AccessExclusiveLock rewrite");
        assertThat(
                        locks(
                                "ALTER TABLE o ALTER CONSTRAINT f ENFORCED",
                                "CREATE TABLE users (id bigint PRIMARY KEY)",
                                "CREATE TABLE o (u bigint CONSTRAINT f REFERENCES users NOT"
                                        + " ENFORCED)"))
                .contains("public.o AccessExclusiveLock scan");
    }

    private List<String> locks(String sql, String... setup) throws SQLException {
        try (TestDatabase database = server.createDatabase()) {
            database.execute(setup);
            try (LockTrace trace = LockTrace.on(database.dataSource())) {
                trace.begin();
                return trace
                        .run(new TracedSql(sql, "ALTER TABLE", TracedSql.Place.IN_TRANSACTION))
                        .locks()
                        .stream()
                        .map(SafeWayRunTest::line)
                        .toList();
            }
        }
    }

    private static String line(RelationLock lock) {
        return "%s %s %s".formatted(lock.relation(), lock.mode().serverName(), lock.work().word());
    }
}
