package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.inspect.drift.Difference;
import dev.lifeguard.migrate.inspect.report.JsonRow.Mark;
import dev.lifeguard.migrate.inspect.report.Looked.NotSeen;
import dev.lifeguard.migrate.inspect.report.Looked.Seen;
import dev.lifeguard.migrate.inspect.report.Report.Subject;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.LoggedRun;
import dev.lifeguard.migrate.report.LoggedRun.LoggedMigration;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A report as the page reads it. Numbers of versions are texts, since JavaScript would round them,
 * and long texts are cut: a file of inserts in a message would be the whole page.
 */
final class ReportJson {

    /** How many characters of a text are shown. */
    private static final int LONGEST = 4000;

    private final Report report;

    private ReportJson(Report report) {
        this.report = report;
    }

    /** All of it but the moment, so that it is the same where nothing changed. */
    static String of(Report report) {
        return ScriptJson.of(new ReportJson(report).all());
    }

    /** What is cut to what is shown of it. */
    static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : "%s… (%s more characters)"
                        .formatted(text.substring(0, LONGEST), text.length() - LONGEST);
    }

    private JsonRow all() {
        MigrationStatus status = report.status();
        Subject database = report.database();
        return new JsonRow()
                .with(
                        "database",
                        new JsonRow()
                                .with("product", database.product())
                                .with("version", database.version())
                                .with("place", database.place())
                                .with("stateTable", database.stateTable()))
                .with("applied", status.applied().stream().map(this::applied).toList())
                .with("pending", status.pending().stream().map(ReportJson::pending).toList())
                .with("problems", status.problems().stream().map(ReportJson::problem).toList())
                .with("warnings", status.warnings().stream().map(ReportJson::cut).toList())
                .with("runs", part(report.runs(), ReportJson::run))
                .with(
                        "lock",
                        part(report.lock().map(it -> it.stream().toList()), ReportJson::holder))
                .with("batches", part(report.batches(), ReportJson::batch))
                .with("lint", part(report.findings(), ReportJson::finding))
                .with("drift", part(report.drift(), ReportJson::difference))
                .with("sizes", part(report.catalogue().sizes(), CatalogueJson::size))
                .with(
                        "shapes",
                        part(report.catalogue().diagram().map(CatalogueJson::shapes), it -> it))
                .with("waiting", part(report.catalogue().waiting(), CatalogueJson::waiting));
    }

    private static <T> JsonRow part(Looked<List<T>> part, Function<? super T, JsonRow> form) {
        return switch (part) {
            case Seen<List<T>>(List<T> all) ->
                    new JsonRow().with("seen", all.stream().map(form).toList());
            case NotSeen<List<T>>(String reason) -> new JsonRow().with("reason", cut(reason));
        };
    }

    private JsonRow applied(MigrationRecord record) {
        MigrationVersion version = record.version();
        MigrationStatus status = report.status();
        return named(version, record.name())
                .with("at", record.appliedAt())
                .with("ms", Optional.ofNullable(record.executionTime()).map(Duration::toMillis))
                .with("by", report.appliedBy().get(version.number()))
                .marked("baseline", Mark.of(record.isBaseline()))
                .marked("late", is(version, status.outOfOrder()))
                .marked("ahead", is(version, status.ahead()))
                .marked("noFile", is(version, status.withoutFile()))
                .marked("edited", is(version, status.edited()));
    }

    private static Mark is(MigrationVersion version, Set<MigrationVersion> some) {
        return Mark.of(some.contains(version));
    }

    /** Its key, its version where it has one, and its name. */
    private static JsonRow named(MigrationVersion version, String name) {
        JsonRow row = new JsonRow().with("id", Long.toString(version.number()));
        return (version.isRepeatable()
                        ? row.with("repeatable", true)
                        : row.with("version", version.toString()))
                .with("name", cut(name));
    }

    private static JsonRow pending(PendingMigration pending) {
        return named(pending.version(), pending.name()).with("done", pending.statementsDone());
    }

    private static JsonRow problem(Problem problem) {
        return new JsonRow()
                .with("code", problem.kind().code())
                .with("message", cut(problem.detail().message()))
                .with("file", problem.detail().file())
                .with("line", problem.detail().line());
    }

    private static JsonRow run(LoggedRun run) {
        return new JsonRow()
                .with("command", run.command())
                .with("began", run.began())
                .with("ended", run.ended())
                .with("outcome", run.outcome())
                .with("code", run.code())
                .with(
                        "migrations",
                        run.migrations().stream()
                                .map(LoggedMigration::label)
                                .map(ReportJson::cut)
                                .toList())
                .with("detail", run.detail().map(ReportJson::cut))
                .with("user", run.databaseUser())
                .with("osUser", run.osUser())
                .with("host", run.host())
                .with("process", run.process())
                .with("application", run.application())
                .with("tool", run.toolVersion());
    }

    private static JsonRow holder(LockHolder holder) {
        return new JsonRow()
                .with("holder", cut(holder.holder()))
                .with("since", holder.since())
                .with("process", holder.backend())
                .with("liveness", holder.liveness())
                .with("state", holder.backendState())
                .with("statement", cutOrNull(holder.backendQuery()));
    }

    private static @Nullable String cutOrNull(@Nullable String text) {
        return text == null ? null : cut(text);
    }

    private static JsonRow batch(BatchStatus batch) {
        return named(batch.version(), batch.name())
                .with("state", batch.state())
                .with("rows", batch.rowsDone())
                .with("batches", batch.batchesDone())
                .with("perSecond", Math.round(batch.rowsPerSecond()))
                .with("cursor", batch.cursor().map(ReportJson::cut))
                .with("last", batch.upperBound().map(ReportJson::cut))
                .with("secondsLeft", batch.remaining().map(Duration::toSeconds))
                .with("error", batch.error().map(ReportJson::cut));
    }

    private static JsonRow finding(LintFinding finding) {
        return new JsonRow()
                .with("id", Long.toString(finding.version().number()))
                .with("rule", finding.rule().ruleName())
                .with("level", finding.level())
                .with("file", finding.file())
                .with("line", finding.line())
                .with("message", cut(finding.message()))
                .with("safeWay", cut(finding.safeWay()))
                .with("statement", cut(finding.statement()));
    }

    private static JsonRow difference(Difference difference) {
        return new JsonRow()
                .with("kind", difference.kind())
                .with("type", difference.type())
                .with("object", difference.object())
                .with("expected", difference.expected().map(ReportJson::cut))
                .with("actual", difference.actual().map(ReportJson::cut));
    }
}
