package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.told.ToldEvent;
import dev.lifeguard.migrate.report.told.ToldReport;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What gets batches on, as it is typed: the core calls it {@code "batch run 20240120120000"}.
 *
 * @param again gives a command what this call was given
 */
public record BatchAdvice(UnaryOperator<String> again) {

    /** Not one that is for a checkout of other files. */
    private static final Pattern COMMAND =
            Pattern.compile(
                    "\"(batch (?:status|run|pause|resume|cancel)(?: [^\\s\"]+)*+)\""
                            + "(?!(?: and \"batch run\")? there)");

    /** A text of the core's, with commands as they are typed. */
    public String of(String text) {
        return COMMAND.matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        "\"%s\""
                                                .formatted(
                                                        again.apply(
                                                                "lifeguard-migrate "
                                                                        + found.group(1)))));
    }

    /** The same of each. */
    public List<String> of(List<String> texts) {
        return texts.stream().map(this::of).toList();
    }

    /** The same of an error, whose steps are worded already. */
    public ErrorDetail of(ErrorDetail error) {
        String message = error.message();
        String typed = of(message);
        return typed.equals(message)
                ? error
                : new ErrorDetail(
                        error.kind(),
                        typed,
                        error.version(),
                        error.file(),
                        error.line(),
                        error.column(),
                        error.sqlState(),
                        error.label());
    }

    /** The same of a report. */
    public MigrationReport of(MigrationReport report) {
        return new ToldReport(
                report.applied(), report.rolledBack(), report.pending(), of(report.warnings()));
    }

    /** A listener that hears them so. */
    public MigrationListener telling(MigrationListener listener) {
        return event ->
                listener.on(
                        event instanceof MigrationEvent.Warning warning
                                ? new ToldEvent.Warning(of(warning.message()))
                                : event);
    }
}
