package dev.lifeguard.migrate.engine.takeover;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.jdbc.SqlError;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says why another tool's table cannot be read.
 *
 * @param tool what messages call the tool
 * @param wanted the table that was looked for
 */
record TableFault(String tool, WrittenTable wanted) {

    /**
     * There is none.
     *
     * @param where for the middle of a sentence, or empty
     * @param others tables that have its columns
     */
    ConfigurationException missing(String where, List<String> others) {
        return fault(
                "There is no table \"%s\"%s, where the history of %s would be. %s"
                        .formatted(wanted.table(), where, tool, others(others)),
                null);
    }

    /** It is something else. */
    ConfigurationException another(String name, List<String> lacking, List<String> others) {
        return fault(
                "The table \"%s\" is none of %s: it lacks the column%s %s. %s"
                        .formatted(
                                name,
                                tool,
                                lacking.size() == 1 ? "" : "s",
                                String.join(", ", lacking),
                                others(others)),
                null);
    }

    /** Nobody has said which one. */
    ConfigurationException several(List<String> names) {
        return fault(
                "There are several tables of that name: %s. Name the one that %s uses: %s."
                        .formatted(quoted(names), tool, Remedy.FROM_TABLE.of(names.getFirst())),
                null);
    }

    private String others(List<String> names) {
        return names.isEmpty()
                ? ("No table of this database has the columns of that history. If it is another"
                                + " tool's, name that one; if there is no history, record what the"
                                + " database has: %s.")
                        .formatted(Remedy.BASELINE.place())
                : "Tables with its columns are: %s. Name the one that %s uses: %s."
                        .formatted(quoted(names), tool, Remedy.FROM_TABLE.of(names.getFirst()));
    }

    private static String quoted(List<String> names) {
        return names.stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
    }

    /**
     * A value is none that can be meant there.
     *
     * @param value with where it is, for the beginning of a sentence
     * @param kind what it would be
     */
    static ConfigurationException ofAnotherKind(String value, String kind) {
        return fault(
                "%s is no %s. Correct that row, and repeat this.".formatted(value, kind), null);
    }

    /** A policy hides rows. */
    static ConfigurationException hidden(String tool, String name) {
        return fault(
                ("Row-level security hides rows of the table \"%s\" of %s from this user. Run this"
                                + " as its owner, or as a role that row-level security leaves alone"
                                + " (BYPASSRLS).")
                        .formatted(name, tool),
                null);
    }

    /** This user may not read it. */
    static ConfigurationException forbidden(String tool, SQLException failure) {
        return fault(
                ("The history of %s may not be read by this user: %s. Grant SELECT on its table and"
                                + " USAGE on its schema, or run this as the user that %s runs as.")
                        .formatted(tool, SqlError.of(failure).inSentence(), tool),
                failure);
    }

    private static ConfigurationException fault(String message, @Nullable SQLException cause) {
        return new ConfigurationException(
                ErrorDetail.ofServer(
                        ErrorKind.CONFIGURATION,
                        message,
                        cause == null ? null : cause.getSQLState()),
                cause);
    }
}
