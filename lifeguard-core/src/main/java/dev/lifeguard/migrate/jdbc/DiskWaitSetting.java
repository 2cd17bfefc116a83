package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.Dialect;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The setting by which a session's COMMIT waits for the disk, raised for one transaction at a time
 * and put back behind it. It is used by the session's thread.
 */
final class DiskWaitSetting {

    private final OwnStatements statements;
    private final ServerIdentity server;

    /** What it was before it was raised; null while it is as it was. */
    private @Nullable String before;

    DiskWaitSetting(OwnStatements statements, ServerIdentity server) {
        this.statements = statements;
        this.server = server;
    }

    /** Raises it where there is one, and where it is too weak. */
    void raise() throws SQLException {
        Optional<Dialect.DiskWait> setting = setting();
        if (setting.isEmpty()) {
            return;
        }
        Dialect.DiskWait wait = setting.get();
        List<String> tooWeak = statements.query(wait.tooWeak(), row -> row.getString(1));
        if (!tooWeak.isEmpty()) {
            before = tooWeak.getFirst();
            statements.execute(wait.set() + wait.waits());
        }
    }

    /** Puts it back where it was raised. */
    void lower() throws SQLException {
        String raised = before;
        before = null;
        if (raised != null) {
            statements.execute(setting().orElseThrow().set() + raised);
        }
    }

    private Optional<Dialect.DiskWait> setting() {
        return server.dialect().flatMap(Dialect::diskWait);
    }
}
