package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.planning.PlannedStep.Recorded;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementKind;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import dev.lifeguard.migrate.source.catalog.Checksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A plan as a script for psql, with the transactions and the rows of the history that the run would
 * write, so that somebody else may look at it and run it.
 */
public final class PsqlScript {

    private static final Dialect POSTGRESQL = Dialect.postgresql();

    /** Of a row that may be there already. */
    private static final String AGAIN =
            """

            ON CONFLICT (version) DO UPDATE SET checksum = excluded.checksum,
                applied_at = excluded.applied_at, applied_by = excluded.applied_by,
                execution_time_ms = NULL, success = true, direction = NULL,
                statements_done = NULL, statement_started = NULL, done_checksum = NULL,
                holder = NULL\
            """;

    private final StringBuilder text = new StringBuilder();
    private final TableName name;
    private final String table;

    private PsqlScript(TableName name) {
        this.name = name;
        String plain = POSTGRESQL.quote(name.table());
        this.table = name.schema() == null ? plain : POSTGRESQL.quote(name.schema()) + "." + plain;
    }

    /** All of a plan that goes up on PostgreSQL, for its state table. */
    public static String of(Plan plan, TableName table) {
        PsqlScript script = new PsqlScript(table);
        PlannedRun run = PlannedRun.of(plan);
        PsqlHooks hooks = new PsqlHooks(run.around());
        script.begin(plan);
        hooks.ofRun(Moment.BEFORE_UP).forEach(script::addAlone);
        run.planned().forEach(step -> script.add(step, hooks));
        hooks.ofRun(Moment.AFTER_UP).forEach(script::addAlone);
        return script.text.toString();
    }

    private void begin(Plan plan) {
        line(
                "-- Made by lifeguard-migrate plan --sql, for psql. No lock is held: it stops where"
                        + " a run of");
        line("-- lifeguard-migrate holds one, or where a migration is applied already.");
        if (plan.steps().stream().anyMatch(PlanStep::repeatable)) {
            line("-- Repeatable ones (r_NAME.sql) run also where they are applied already.");
        }
        line("\\set ON_ERROR_STOP on");
        if (!plan.isEmpty()) {
            if (name.schema() != null) {
                statement(POSTGRESQL.stateSql(name).createSchema().sql());
            }
            statement(POSTGRESQL.stateSql(name).createTable().sql().strip());
            // An earlier version's lacks some.
            POSTGRESQL
                    .stateSql(name)
                    .addColumns(Set.of())
                    .forEach(columns -> statement(columns.sql().strip()));
        }
    }

    /** A hook in a transaction of its own. */
    private void addAlone(PlannedStep hook) {
        line("");
        surround();
        statement("BEGIN ISOLATION LEVEL READ COMMITTED");
        requireFree();
        addInside(hook);
        statement("COMMIT");
    }

    private void addInside(PlannedStep hook) {
        line("-- " + hook.title());
        statements(hook);
    }

    private void add(PlannedStep step, PsqlHooks hooks) {
        if (step.resumed() != null) {
            throw Refused.because(
                    ("Migration %s stopped part-way, and only lifeguard-migrate up goes on with"
                                    + " it. Run that first.")
                            .formatted(step.label()));
        }
        if (step.batches().isPresent()) {
            throw Refused.because(
                    ("Migration %s runs in batches, which a script cannot do. Run"
                                    + " lifeguard-migrate up --target %s first.")
                            .formatted(step.label(), step.version()));
        }
        boolean whole = step.transactionMode() == TransactionMode.WHOLE;
        Consumer<PlannedStep> adding = whole ? this::addInside : this::addAlone;
        if (!whole) {
            hooks.around(step, Moment.BEFORE_MIGRATION).forEach(adding);
        }
        line("");
        line("-- " + step.fileName());
        surround();
        if (whole) {
            statement("BEGIN ISOLATION LEVEL READ COMMITTED");
        }
        requireFree();
        if (whole) {
            hooks.around(step, Moment.BEFORE_MIGRATION).forEach(adding);
        }
        statements(step);
        if (whole) {
            hooks.around(step, Moment.AFTER_MIGRATION).forEach(adding);
        }
        // It may have set where unqualified names are looked up, and who the session is.
        surround();
        record(step);
        if (whole) {
            statement("COMMIT");
        } else {
            hooks.around(step, Moment.AFTER_MIGRATION).forEach(adding);
        }
    }

    /** What a script finds, whatever the one before it has set. */
    private void surround() {
        statement("RESET SESSION AUTHORIZATION");
        statement("RESET ALL");
        line("\\encoding UTF8");
        statement("SET TimeZone = 'UTC'");
        if (name.schema() != null) {
            statement(
                    ("SELECT pg_catalog.set_config('search_path', %s OPERATOR(pg_catalog.||) ', '"
                                    + " OPERATOR(pg_catalog.||)"
                                    + " pg_catalog.current_setting('search_path'), false)")
                            .formatted(literal(POSTGRESQL.quote(name.schema()))));
        }
    }

    private void requireFree() {
        statement(
                """
                DO $lifeguard$ BEGIN
                    IF EXISTS (SELECT FROM %s WHERE version OPERATOR(pg_catalog.=) -1
                               AND lease_expires_at OPERATOR(pg_catalog.>)
                                   pg_catalog.clock_timestamp()) THEN
                        RAISE 'lifeguard-migrate is running';
                    END IF;
                END $lifeguard$\
                """
                        .formatted(table));
    }

    private void statements(PlannedStep step) {
        Optional<Section> section = step.section();
        if (section.isEmpty()) {
            if (step.content() instanceof PlannedStep.Code java) {
                Recorded recorded = java.recorded();
                PlanText.remark(step).ifPresent(remark -> line("-- It " + remark));
                if (recorded != null) {
                    recorded.statements().forEach(each -> statement(each.text()));
                }
            }
            return;
        }
        try (StatementReader reader = section.get().open()) {
            boolean perStatement = step.transactionMode() == TransactionMode.PER_STATEMENT;
            int block = 0;
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                if (perStatement && reader.block() != block) {
                    change(block, reader.block());
                    block = reader.block();
                }
                statement(next.get(), reader);
            }
            change(block, 0);
        } catch (IOException unreadable) {
            throw Refused.because(
                    "%s cannot be read any more: %s."
                            .formatted(step.fileName(), FaultText.of(unreadable)),
                    unreadable);
        }
    }

    private void change(int from, int to) {
        if (from != 0) {
            statement("COMMIT");
        }
        if (to != 0) {
            statement("BEGIN");
        }
    }

    private void statement(SqlStatement statement, StatementReader reader) throws IOException {
        statement(statement.text());
        if (statement.kind() == StatementKind.COPY_FROM_STDIN) {
            String data = new String(reader.copyData().readAllBytes(), StandardCharsets.UTF_8);
            text.append(data);
            if (!data.isEmpty() && !data.endsWith("\n")) {
                line("");
            }
            line("\\.");
        }
    }

    private void record(PlannedStep step) {
        Section down = step.content() instanceof PlannedStep.Statements sql ? sql.down() : null;
        String downScript = "NULL";
        String downChecksum = "NULL";
        String label = step.version().label();
        if (down != null) {
            try {
                String written = down.text();
                downScript = literal(written);
                downChecksum =
                        literal(Checksum.ofDownScript(step.version().number(), written).hex());
            } catch (IOException unreadable) {
                throw Refused.because(
                        "%s cannot be read any more: %s."
                                .formatted(step.fileName(), FaultText.of(unreadable)),
                        unreadable);
            }
        }
        statement(
                """
                INSERT INTO %s (version, label, name, checksum, applied_at, success, down_script,
                                down_checksum, applied_by, applied_order)
                VALUES (%s, %s, %s, %s, pg_catalog.clock_timestamp(), true, %s, %s, session_user, %s)%s\
                """
                        .formatted(
                                table,
                                step.repeatable()
                                        ? Long.toString(step.version().number())
                                        : Wording.digits(step.version().number()),
                                label == null ? "NULL" : literal(label),
                                literal(step.name()),
                                literal(step.script().checksum().hex()),
                                downScript,
                                downChecksum,
                                step.repeatable() ? "NULL" : step.order(),
                                step.repeatable() ? AGAIN : ""));
    }

    /** Means the same whatever standard_conforming_strings is. */
    private static String literal(String value) {
        return "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private void statement(String sql) {
        line(sql + ";");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
