package dev.lifeguard.migrate.jdbc;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What pgjdbc's exceptions know beyond the JDBC interface; loaded only when one is thrown. */
final class PgErrors {

    private PgErrors() {}

    /** Null when it is no answer of the server. */
    static @Nullable SqlError read(SQLException failure) {
        if (!(failure instanceof PSQLException postgres)) {
            return null;
        }
        ServerErrorMessage said = postgres.getServerErrorMessage();
        if (said == null) {
            return null;
        }
        return new SqlError(
                said.getSQLState(),
                Objects.requireNonNullElse(said.getMessage(), failure.toString()),
                said.getDetail(),
                said.getHint(),
                said.getPosition(),
                inner(said),
                said.getWhere());
    }

    /** Whether the server says so in English; in another language it does by the SQLState alone. */
    static boolean endsSession(SQLException failure) {
        ServerErrorMessage said =
                failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String severity = said == null ? null : said.getSeverity();
        return "FATAL".equals(severity) || "PANIC".equals(severity);
    }

    private static SqlError.@Nullable InnerPlace inner(ServerErrorMessage said) {
        String query = said.getInternalQuery();
        int position = said.getInternalPosition();
        return query == null || position < 1 ? null : new SqlError.InnerPlace(query, position);
    }
}
