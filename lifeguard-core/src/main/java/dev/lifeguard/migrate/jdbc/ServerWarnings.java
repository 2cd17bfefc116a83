package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.jdbc.AuthoredStatements.Asking;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server that does not tell by itself what it warns of behind an author's statement. It is
 * used by the session's thread.
 */
final class ServerWarnings {

    private final BorrowedConnection connection;
    private final OwnStatements statements;
    private final boolean canBeAsked;
    private @Nullable Notices notices;
    private Asking asking = Asking.YES;

    ServerWarnings(BorrowedConnection connection, OwnStatements statements, String product) {
        this.connection = connection;
        this.statements = statements;
        this.canBeAsked = product.equals("MariaDB") || product.equals("MySQL");
    }

    /** From now on somebody hears them, where the server can be asked. */
    void hear(ServerHearing hearing) {
        if (canBeAsked) {
            notices = new Notices(hearing);
        }
    }

    void ask(Asking whether) {
        asking = whether;
    }

    /** The number of them comes with the statement's answer, so that nothing is asked for none. */
    void tell() throws SQLException {
        Notices told = notices;
        if (told == null || asking == Asking.NO || connection.jdbc().getWarnings() == null) {
            return;
        }
        statements.query(
                BoundSql.of("SHOW WARNINGS"),
                row -> {
                    told.said(
                            row.getString(1).toUpperCase(Locale.ROOT),
                            new SQLWarning(row.getString(3), "", row.getInt(2)));
                    return null;
                });
        told.throwWhatWasThrown();
    }
}
