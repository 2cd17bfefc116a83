package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.inspect.trace.Work;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through migrations in their order.
 *
 * <p>Each statement is looked at by the checks with what is there before it, and then taken to have
 * run. What only the end of a run tells comes behind all of them.
 */
final class LintRun {

    private final LintSettings settings;
    private final Model model;
    private final SectionParser parser;
    private final Check bodies;
    private final ForeignKeyIndexes foreignKeys = new ForeignKeyIndexes();
    private final List<MigrationFindings> looked = new ArrayList<>();
    private final Applied applied;
    private final Traces traces;
    private int statements;

    LintRun(LintSettings settings, Schema schema, PgParser parser, Applied applied, Traces traces) {
        this.settings = settings;
        this.model = new Model(schema);
        this.parser = new SectionParser(parser);
        this.bodies = new SqlBodies(parser);
        this.applied = applied;
        this.traces = traces;
    }

    /** Takes a migration to have run before. */
    void assume(Script script, ScriptRules rules) {
        if (!(script instanceof SqlScript sql)) {
            return;
        }
        Optional<Section> up;
        try {
            up = sql.sections(rules).up();
        } catch (InvalidScriptException unreadable) {
            return;
        }
        Effects effects = new Effects(model, Table.Origin.BEFORE);
        up.ifPresent(
                section -> {
                    List<Parsed> parsed = parser.parse(section, (statement, error) -> {});
                    Session session = new Session();
                    model.resetSession();
                    for (int i = 0; i < parsed.size(); i++) {
                        effects.apply(new Subject(parsed, i, model, session, settings));
                    }
                });
    }

    void look(Script script, ScriptRules rules) {
        MigrationFindings findings = new MigrationFindings(script, settings, model.schema());
        looked.add(findings);
        switch (script) {
            case JavaMigration ignored ->
                    findings.addOfFile(
                            LintRule.OPAQUE_CODE,
                            "The migration is a program in Java: what it sends is not known before"
                                    + " it runs.");
            case SqlScript sql -> look(sql, rules, findings);
        }
        if (applied.late().contains(script.version())) {
            findings.addOfFile(
                    LintRule.OUT_OF_ORDER,
                    "The migration is older than %s, which is applied: in a new database it runs before that one, and here it is refused unless out-of-order is allowed. Give it a version that is newer."
                            .formatted(applied.newest()));
        }
    }

    private void look(SqlScript script, ScriptRules rules, MigrationFindings findings) {
        SqlScript.Sections sections;
        try {
            sections = script.sections(rules);
        } catch (InvalidScriptException refused) {
            findings.addRefusal(RefusedScript.of(script, refused));
            return;
        }
        if (sections.up().isEmpty()) {
            return;
        }
        Section up = sections.up().get();
        findings.allow(up.allows());
        List<Parsed> parsed = parser.parse(up, findings::addSyntaxError);
        statements += up.statementCount();
        findings.statements(parsed);
        look(script, parsed, findings);
        sections.down().ifPresent(down -> lookDown(down, parsed, findings));
    }

    private void lookDown(Section down, List<Parsed> up, MigrationFindings findings) {
        List<Parsed> parsed = parser.parse(down, (sql, error) -> {});
        findings.allowDown(down.allows(), parsed);
        new DownSection(up, parsed).look(findings);
    }

    private void look(SqlScript script, List<Parsed> parsed, MigrationFindings findings) {
        Effects effects = new Effects(model, Table.Origin.THIS_RUN);
        Session session = new Session();
        model.resetSession();
        boolean shared = false;
        for (int i = 0; i < parsed.size(); i++) {
            Subject subject = new Subject(parsed, i, model, session, settings);
            session.enter(subject.transaction());
            StatementFindings statement = new StatementFindings(settings);
            for (Check check : Checks.OF_A_STATEMENT) {
                check.look(subject, statement);
            }
            bodies.look(subject, statement);
            Optional<Traced> traced = traces.of(script, subject.parsed().sql().start());
            trace(subject, traced, statement);
            TraceChecks.failed(traces, subject.parsed(), script.fileName())
                    .ifPresent(statement::beside);
            for (Check check : Checks.TOGETHER) {
                check.look(subject, statement::together);
            }
            for (Check check : Checks.BESIDES) {
                check.look(subject, statement::beside);
            }
            if (shared && statement.sharesAPass()) {
                StyleChecks.split(subject, statement::beside);
            }
            shared = statement.sharesAPass();
            foreignKeys.add(subject, findings.add(subject.parsed(), statement, traced), findings);
            effects.apply(subject);
        }
    }

    private static void trace(
            Subject subject, Optional<Traced> traced, StatementFindings statement) {
        if (traced.isEmpty()) {
            Checks.OPAQUE.look(subject, statement);
            return;
        }
        statement.disprove(
                it ->
                        it.locks().stream()
                                .filter(lock -> lock.work() == Work.REWRITE)
                                .anyMatch(lock -> traced.get().leavesRows(lock.relation())));
        if (subject.parsed().text().equals(subject.parsed().sql().text())) {
            TraceChecks.look(subject, traced.get(), statement);
        }
    }

    LintReport report() {
        foreignKeys.check(model);
        List<LintFinding> all = new ArrayList<>();
        looked.forEach(it -> all.addAll(it.finish()));
        return new LintReport(all, looked.size(), statements);
    }
}
