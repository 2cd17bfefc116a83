package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.Dialect.Condition;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.NextStep;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.state.StateTable.Shape;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why the state table cannot be used, and what to do. */
final class StateTableFault {

    private static final String OR_ANOTHER = ", or name another one with ";

    private static final String TAKE_OUT =
            "Take out what refuses it: a constraint, an index, a trigger or a column that this"
                    + " program did not make";

    private StateTableFault() {}

    /** The table could not be created or changed. */
    static LifeguardException atPrepare(TableName table, Shape shape, SQLException failure) {
        return switch (SqlError.condition(failure)) {
            case FORBIDDEN ->
                    shape == Shape.ABSENT
                            ? unusable(
                                    table,
                                    "cannot be created or changed: "
                                            + SqlError.of(failure).inSentence(),
                                    failure,
                                    "Grant CREATE on the schema to this user")
                            : unusable(
                                    table,
                                    "lacks columns of this version, which cannot be added: "
                                            + SqlError.of(failure).inSentence(),
                                    failure,
                                    "Run this once as the table's owner");
            case READ_ONLY -> readOnly(failure);
            case SCHEMA_MISSING ->
                    unusable(
                            table,
                            "cannot be created: " + SqlError.of(failure).inSentence(),
                            failure,
                            "Create the schema");
            default -> DatabaseFailure.during("while the state table was created", failure);
        };
    }

    /**
     * A failed write into the table: no right to it, a read-only server, something of the table
     * that refuses the row, or a broken connection.
     */
    static LifeguardException atWrite(TableName table, String doing, SQLException failure) {
        return switch (SqlError.condition(failure)) {
            case READ_ONLY -> readOnly(failure);
            case FORBIDDEN ->
                    new ConfigurationException(
                            ErrorDetail.ofServer(
                                    ErrorKind.CONFIGURATION,
                                    "The state table \"%s\" may not be written to: %s. %s"
                                            .formatted(
                                                    table,
                                                    SqlError.of(failure).inSentence(),
                                                    grant(table)),
                                    failure.getSQLState()),
                            failure);
            case OTHER, ALREADY_THERE ->
                    SqlError.lostConnection(failure)
                            ? DatabaseFailure.during(doing, failure)
                            : refusing(table, failure);
            default -> DatabaseFailure.during(doing, failure);
        };
    }

    /** What this user needs, as a sentence. */
    static String grant(TableName table) {
        return "Grant SELECT, INSERT, UPDATE and DELETE on \"%s\" to this user.".formatted(table);
    }

    /** Something of the table refuses a row that this program writes. */
    static ConfigurationException refusing(TableName table, SQLException failure) {
        return unusable(
                table,
                "refuses what this program writes to it: " + SqlError.of(failure).inSentence(),
                failure,
                TAKE_OUT);
    }

    /**
     * What to do about a failed statement on the table, as a sentence; empty where that is not the
     * table's doing for certain.
     */
    static Optional<String> remedy(TableName table, SQLException failure) {
        if (SqlError.condition(failure) == Condition.FORBIDDEN) {
            return Optional.of(grant(table));
        }
        return SqlError.refusesRow(failure)
                ? Optional.of(
                        "The state table \"%s\" refuses what this program writes to it. %s."
                                .formatted(table, TAKE_OUT))
                : Optional.empty();
    }

    /** The history could not be read. */
    static LifeguardException atRead(TableName table, SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return state.startsWith("42") || state.startsWith("22")
                ? unusable(
                        table,
                        "is none of this program's: " + SqlError.of(failure).inSentence(),
                        failure,
                        "Rename it")
                : DatabaseFailure.during("while the history was read", failure);
    }

    /** A history of these migrations is somewhere else. */
    static ConfigurationException elsewhere(TableName here, Finding found, String remedy) {
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION,
                        ("There is no history in \"%s\", where this connection has its place, but"
                                        + " %s. Nothing was run. %s.")
                                .formatted(here, found.words(), remedy)),
                found.cause());
    }

    /** Two rows have the same version. */
    static ConfigurationException notUnique(TableName table, long version) {
        return unusable(
                table,
                "has two rows of the version %s: its column version is no key"
                        .formatted(MigrationVersion.digits(version)),
                null,
                "Delete the wrong ones and make version the primary key");
    }

    /** The version's column cannot hold 14 digits as a number. */
    static ConfigurationException versionType(TableName table, String type) {
        return unusable(
                table,
                "has the column version of the type %s and not bigint".formatted(type),
                null,
                "Make it a bigint");
    }

    /** Nothing keeps two rows of one version apart. */
    static ConfigurationException versionKey(TableName table) {
        return unusable(
                table,
                "has no unique key of the column version alone, which its lock needs",
                null,
                "Make version the primary key");
    }

    private static ConfigurationException deferrable(TableName table, String key) {
        return unusable(
                table,
                "has the key \"%s\", which is DEFERRABLE: the lock needs one that is checked at once"
                        .formatted(key),
                null,
                "Make it anew without DEFERRABLE");
    }

    private static ConfigurationException readOnly(SQLException failure) {
        return new ConfigurationException(
                ErrorDetail.ofServer(
                        ErrorKind.CONFIGURATION,
                        "The database is read-only: %s. %s."
                                .formatted(
                                        SqlError.of(failure).inSentence(),
                                        NextStep.writable(failure)),
                        failure.getSQLState()),
                failure);
    }

    /** The table cannot serve, and what can be done about it. */
    static ConfigurationException unusable(
            TableName table, String why, @Nullable SQLException cause, String remedy) {
        return new ConfigurationException(
                ErrorDetail.ofServer(
                        ErrorKind.CONFIGURATION,
                        "The state table \"%s\" %s. %s%s%s."
                                .formatted(
                                        table,
                                        why,
                                        remedy,
                                        OR_ANOTHER,
                                        Remedy.ANOTHER_TABLE.place()),
                        cause == null ? null : cause.getSQLState()),
                cause);
    }

    /** The same without the other table, and without the full stop. */
    static String reason(ConfigurationException unusable) {
        String message = unusable.detail().message();
        int end = message.lastIndexOf(OR_ANOTHER);
        return message.substring(0, end < 0 ? message.length() - 1 : end);
    }

    /** Why a table might run code of others: what of it, its name, and who this role is. */
    record Reason(String kind, String name, String role) {}

    /** The table might run code of others with this role's rights. */
    static ConfigurationException untrusted(TableName table, Reason reason) {
        String owner =
                ("belongs to the role \"%1$s\", which is neither this role, \"%2$s\", nor one that"
                                + " it is a member of, nor a superuser: its owner could make it run"
                                + " anything with the rights of \"%2$s\". Nothing of it was read")
                        .formatted(reason.name(), reason.role());
        if (reason.kind().equals("owner")) {
            return unusable(
                    table,
                    owner,
                    null,
                    "Run this as \"%s\" or as a member of it, or, if what it holds is right, give"
                                    .formatted(reason.name())
                            + " it to a role that is trusted, with ALTER TABLE … OWNER TO");
        }
        if (reason.kind().equals("version type")) {
            return versionType(table, reason.name());
        }
        if (reason.kind().equals("version key")) {
            return reason.name().isEmpty() ? versionKey(table) : deferrable(table, reason.name());
        }
        if (reason.kind().equals("unlogged")) {
            return unusable(
                    table,
                    "is UNLOGGED: a crash of the server empties it, and with it the history",
                    null,
                    "Run ALTER TABLE %s SET LOGGED".formatted(reason.name()));
        }
        if (reason.kind().equals("kind")) {
            return unusable(table, "is not a table but a view or the like", null, "Remove it");
        }
        String what =
                switch (reason.kind()) {
                    case "reference" -> "is referenced or checked by the foreign key \"%s\"";
                    case "policy" -> "has row level security on \"%s\"";
                    case "type" -> "has the column \"%s\" of a type that is not the server's own";
                    case "default" ->
                            "has the column \"%s\" with a default that is neither a constant nor"
                                    + " the clock";
                    case "check" -> "has the check \"%s\", which calls a function";
                    case "index" -> "has the index \"%s\" with an expression or a condition";
                    case "partition key" -> "is partitioned by an expression: \"%s\"";
                    default -> "has the %s \"%%s\"".formatted(reason.kind());
                };
        return unusable(
                table,
                what.formatted(reason.name())
                        + ", which could run anything with this role's rights. Nothing of it was"
                        + " read",
                null,
                "Look at who made that, and remove it");
    }
}
