package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.LogSql.Entry;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.report.LoggedRun.LoggedMigration;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run in the log; what becomes of it is written when its lock is released. */
public final class LoggedWork implements LastWrite {

    private static final String BEGAN = "began";
    private static final String ENDED = "ended";

    /** Where nothing else is said: what ended it was thrown past everybody. */
    private static final End UNFORESEEN =
            new End("failed", ErrorKind.INTERNAL.code(), List.of(), null);

    private final RunLog log;
    private final String run;
    private final String command;
    private End end = UNFORESEEN;

    LoggedWork(RunLog log, String run, String command) {
        this.log = log;
        this.run = run;
        this.command = command;
    }

    private record End(
            @Nullable String outcome,
            @Nullable String code,
            List<LoggedMigration> migrations,
            @Nullable String detail) {}

    /** It did what it was to do. */
    public void succeeded(List<LoggedMigration> done) {
        end = new End("succeeded", null, done, null);
    }

    /** It failed, and what it had done by then stays. */
    public void failed(String code, List<LoggedMigration> done) {
        end = new End("failed", code, done, null);
    }

    Entry beginning(List<LoggedMigration> planned) {
        return entry(BEGAN, new End(null, null, planned, null));
    }

    Entry done(String detail) {
        return entry(ENDED, new End("succeeded", null, List.of(), detail));
    }

    Entry ending() {
        return entry(ENDED, end);
    }

    @Override
    public Optional<String> write(Session session) throws SQLException {
        return log.writeLast(session, ending());
    }

    private Entry entry(String event, End what) {
        RunnerIdentity identity = log.identity();
        return new Entry(
                run,
                command,
                event,
                what.outcome(),
                what.code(),
                what.migrations().stream()
                        .map(each -> each.version() + "\t" + each.label())
                        .collect(Collectors.joining("\n")),
                what.detail(),
                identity.user(),
                identity.host(),
                identity.process(),
                identity.application(),
                LoggedWork.class.getPackage().getImplementationVersion());
    }
}
