package dev.lifeguard.migrate.tests.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.rules.Rule;
import dev.lifeguard.migrate.inspect.rules.Rule.Example;
import dev.lifeguard.migrate.inspect.rules.Rule.Statement;
import dev.lifeguard.migrate.inspect.rules.Rule.Transaction;
import dev.lifeguard.migrate.inspect.rules.Rules;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a finding advises is what a server takes, the oldest one and the newest. */
@OnPostgres
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

    /** Of each example of each rule that the server takes, and that has such a finding. */
    @Test
    void eachSafeWayRuns() throws IOException {
        List<String> failures = new ArrayList<>();
        int run = 0;
        try (TestDatabase database = server.createDatabase()) {
            for (Rule rule : Rules.all()) {
                String setup = text(rule.setup().statements());
                for (Example example : rule.flagged()) {
                    for (LintFinding finding : found(setup, script(example))) {
                        if (isToRun(finding, rule)) {
                            run++;
                            run(setup + rest(example, finding), finding, database, failures);
                        }
                    }
                }
            }
        }

        assertThat(failures).isEmpty();
        assertThat(run).isGreaterThan(40);
    }

    private static boolean isToRun(LintFinding finding, Rule rule) {
        return finding.rule().ruleName().equals(rule.name())
                && isWhole(finding.safeWay())
                && !OTHERWISE.contains(rule.name());
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
        return Lint.of(new LintSettings(Map.of(), server.major(), LintSettings.SMALL_TABLE))
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
}
