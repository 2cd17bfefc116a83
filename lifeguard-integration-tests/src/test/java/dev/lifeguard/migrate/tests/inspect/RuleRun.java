package dev.lifeguard.migrate.tests.inspect;

import dev.lifeguard.migrate.inspect.rules.Rule;
import dev.lifeguard.migrate.inspect.rules.Rule.Example;
import dev.lifeguard.migrate.inspect.rules.Rule.Statement;
import dev.lifeguard.migrate.inspect.rules.Rule.Transaction;
import dev.lifeguard.migrate.inspect.trace.LockTrace;
import dev.lifeguard.migrate.inspect.trace.RelationLock;
import dev.lifeguard.migrate.inspect.trace.TracedSql;
import dev.lifeguard.migrate.inspect.trace.TracedSql.Place;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Runs a rule's examples on a server, and tells what each statement did. */
final class RuleRun {

    private static final Pattern ALONE =
            Pattern.compile(
                    "(?is)\\A(--[^\n"
                            + "]*\n"
                            + ")*\\s*(VACUUM\\b|CLUSTER\\s*;?\\z|REINDEX\\s+(SCHEMA|DATABASE)\\b"
                            + "|(?!REFRESH).*\\bCONCURRENTLY\\b).*");

    /** A statement with what a trace showed, a line each. */
    record Seen(Statement statement, List<String> lines) {}

    private RuleRun() {}

    /** All statements of all examples, in their order; the database is empty before and after. */
    static List<Seen> of(Rule rule, TestDatabase database) {
        List<Seen> seen = new ArrayList<>();
        for (Example example : rule.flagged()) {
            seen.addAll(run(rule, List.of(example), database));
        }
        seen.addAll(run(rule, rule.clean(), database));
        return seen;
    }

    private static List<Seen> run(Rule rule, List<Example> examples, TestDatabase database) {
        List<Seen> seen = new ArrayList<>();
        database.execute("DROP SCHEMA IF EXISTS public, app CASCADE", "CREATE SCHEMA public");
        database.execute(
                rule.setup().statements().stream().map(Statement::sql).toArray(String[]::new));
        for (Example example : examples) {
            try (LockTrace trace = LockTrace.on(database.dataSource())) {
                trace.prepare("SET timezone = 'UTC'");
                run(example, trace, seen);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
        return seen;
    }

    private static void run(Example example, LockTrace trace, List<Seen> seen) throws SQLException {
        boolean whole = example.transaction() == Transaction.WHOLE;
        if (whole) {
            trace.begin();
        }
        for (Statement statement : example.statements()) {
            boolean alone = !whole && ALONE.matcher(statement.sql()).matches();
            try {
                if (!whole && !alone) {
                    trace.begin();
                }
                seen.add(new Seen(statement, lines(statement, alone, trace)));
                if (!whole && !alone) {
                    trace.commit();
                }
            } catch (SQLException failure) {
                seen.add(new Seen(statement, List.of("error " + failure.getSQLState())));
                return;
            }
        }
        if (whole) {
            trace.commit();
        }
    }

    private static List<String> lines(Statement statement, boolean alone, LockTrace trace)
            throws SQLException {
        String sql = statement.sql();
        String kind = sql.replaceAll("(?m)^--.*\n", "").strip().toUpperCase(Locale.ROOT);
        return trace
                .run(new TracedSql(sql, kind, alone ? Place.ALONE : Place.IN_TRANSACTION))
                .locks()
                .stream()
                .map(RuleRun::line)
                .toList();
    }

    private static String line(RelationLock lock) {
        return "%s %s %s".formatted(lock.relation(), lock.mode().serverName(), lock.work().word());
    }
}
