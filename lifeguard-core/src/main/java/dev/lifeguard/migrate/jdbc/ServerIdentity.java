package dev.lifeguard.migrate.jdbc;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.Dialect.LockWait;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which database a connection leads to: what it calls itself, the dialect that serves it, and the
 * settings that are known without asking. It is used by the session's thread.
 */
final class ServerIdentity {

    private final @Nullable PgSession postgres;
    private final OwnStatements statements;
    private final String product;
    private final @Nullable Dialect dialect;
    private @Nullable String version;

    ServerIdentity(BorrowedConnection connection, OwnStatements statements) throws SQLException {
        this.postgres = connection.postgres();
        this.statements = statements;
        // The same that pgjdbc answers, without its class of a thousand methods on the catalogue.
        this.product =
                postgres != null
                        ? "PostgreSQL"
                        : connection.jdbc().getMetaData().getDatabaseProductName();
        this.dialect = dialectOf(product);
    }

    private @Nullable Dialect dialectOf(String name) {
        // First by itself: each of the others is one more class on the way of every run.
        Dialect usual = Dialect.postgresql();
        if (usual.serves(name, this::reportedSetting)) {
            return usual;
        }
        for (Dialect known : Dialect.known()) {
            if (known.serves(name, this::reportedSetting)) {
                return known;
            }
        }
        return null;
    }

    /** The name that the driver gives the database. */
    String product() {
        return product;
    }

    /** The dialect of the database; empty where it is none that is known. */
    Optional<Dialect> dialect() {
        return Optional.ofNullable(dialect);
    }

    /** What limits the wait for locks; empty where nothing does that the driver understands. */
    Optional<LockWait> waitingAtMost(Duration lockTimeout) {
        return dialect()
                .flatMap(known -> known.waitingAtMost(lockTimeout, product))
                .filter(this::isUnderstood);
    }

    /** Only the driver of its own is known to take two statements in one. */
    private boolean isUnderstood(LockWait limit) {
        return limit.results() == 0 || postgres != null;
    }

    /** A setting that the driver knows without asking; empty where it does not know it. */
    Optional<String> reportedSetting(String name) {
        return postgres == null ? asked(name) : postgres.reportedSetting(name);
    }

    /** Other drivers for PostgreSQL tell none, and the databases that call themselves so differ. */
    private Optional<String> asked(String name) {
        if (name.equals("version") && version == null && product.equals("PostgreSQL")) {
            try {
                version =
                        statements
                                .query(
                                        BoundSql.of("SELECT pg_catalog.version()"),
                                        row -> row.getString(1))
                                .getFirst();
            } catch (SQLException unanswered) {
                SessionLog.LOG.debug("The server does not tell its version", unanswered);
            }
        }
        return name.equals("version") ? Optional.ofNullable(version) : Optional.empty();
    }
}
