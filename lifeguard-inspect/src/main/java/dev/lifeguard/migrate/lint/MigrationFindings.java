package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgSyntaxError;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The findings of one migration, without those that it suppresses. */
final class MigrationFindings {

    private final Script script;
    private final LintSettings settings;
    private final Knowledge knowledge;
    private final List<LintFinding> findings = new ArrayList<>();
    private final Allows allows = new Allows();

    /** Of the way down, which is not looked at as a whole: an unused one is no fault. */
    private final Allows downAllows = new Allows();

    MigrationFindings(Script script, LintSettings settings, Schema schema) {
        this.script = script;
        this.settings = settings;
        this.knowledge = schema.knowledge();
    }

    /** The suppressions of its section. */
    void allow(List<Section.Allow> given) {
        given.forEach(allows::add);
    }

    /** Those of the way down, and its statements that could be read. */
    void allowDown(List<Section.Allow> given, List<Parsed> statements) {
        given.forEach(downAllows::add);
        statements.forEach(it -> downAllows.addStatement(it.sql()));
    }

    /** All statements of its section that could be read. */
    void statements(List<Parsed> statements) {
        statements.forEach(it -> allows.addStatement(it.sql()));
    }

    /** Those of a statement; what is told of it. */
    List<Diagnosis> add(Parsed parsed, StatementFindings statement, Optional<Traced> traced) {
        List<Diagnosis> told = statement.told(it -> allows.allow(it.rule(), parsed.sql()));
        told.forEach(it -> tell(parsed, it, Direction.UP, traced));
        return told;
    }

    void add(Parsed parsed, Diagnosis diagnosis) {
        add(parsed, diagnosis, Direction.UP);
    }

    /** Of the section of a direction. */
    void add(Parsed parsed, Diagnosis diagnosis, Direction direction) {
        boolean allowed =
                switch (direction) {
                    case UP -> allows.allow(diagnosis.rule(), parsed.sql());
                    case DOWN ->
                            downAllows.allow(diagnosis.rule(), parsed.sql())
                                    || allows.allow(diagnosis.rule());
                };
        if (!allowed) {
            tell(parsed, diagnosis, direction, Optional.empty());
        }
    }

    private void tell(
            Parsed parsed, Diagnosis diagnosis, Direction direction, Optional<Traced> traced) {
        SqlStatement sql = parsed.sql();
        int index = parsed.offset() + Math.max(0, diagnosis.position());
        Position place =
                index == 0 ? sql.start() : sql.positionAt(sql.text().codePointCount(0, index));
        diagnosis
                .level(settings)
                .ifPresent(
                        level ->
                                findings.add(
                                        new LintFinding(
                                                diagnosis.rule(),
                                                level,
                                                script.version(),
                                                script.fileName(direction),
                                                place.line(),
                                                place.column(),
                                                diagnosis.message(),
                                                locks(diagnosis, traced),
                                                diagnosis.safeWay(),
                                                sql.written(),
                                                traced.isPresent() ? Knowledge.TRACE : knowledge)));
    }

    /** Those that were seen, where it is about locks and there were any. */
    private static List<LintLock> locks(Diagnosis diagnosis, Optional<Traced> traced) {
        List<LintLock> seen = traced.map(Traced::told).orElse(List.of());
        boolean concerned = diagnosis.rule().isOfTable() || !diagnosis.locks().isEmpty();
        return seen.isEmpty() || !concerned ? diagnosis.locks() : seen;
    }

    void addSyntaxError(SqlStatement sql, PgSyntaxError error) {
        allows.addStatement(sql);
        Position place = sql.positionAt(sql.text().codePointCount(0, error.position()));
        addAt(
                LintRule.SYNTAX_ERROR,
                place,
                "PostgreSQL does not understand this statement: %s.".formatted(error.getMessage()),
                sql.written());
    }

    void addRefusal(RefusedScript refused) {
        settings.level(refused.rule())
                .ifPresent(
                        level ->
                                findings.add(
                                        bare(
                                                refused.rule(),
                                                level,
                                                refused.line(),
                                                refused.column(),
                                                refused.message(),
                                                "")));
    }

    /** What is no statement's; a suppression above all of them is its. */
    void addOfFile(LintRule rule, String message) {
        if (allows.allow(rule)) {
            return;
        }
        settings.level(rule).ifPresent(level -> findings.add(bare(rule, level, 1, 1, message, "")));
    }

    private void addAt(LintRule rule, Position place, String message, String statement) {
        settings.level(rule)
                .ifPresent(
                        level ->
                                findings.add(
                                        bare(
                                                rule,
                                                level,
                                                place.line(),
                                                place.column(),
                                                message,
                                                statement)));
    }

    private LintFinding bare(
            LintRule rule, LintLevel level, int line, int column, String message, String sql) {
        return new LintFinding(
                rule,
                level,
                script.version(),
                script.fileName(),
                line,
                column,
                message,
                List.of(),
                "",
                sql,
                knowledge);
    }

    /** All of them, in the order of the file. */
    List<LintFinding> finish() {
        allows.faults(settings)
                .forEach(it -> addAt(it.rule(), it.place(), it.message(), it.written()));
        findings.sort(
                Comparator.comparingInt(LintFinding::line).thenComparingInt(LintFinding::column));
        return findings;
    }
}
