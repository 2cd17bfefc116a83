package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.planning.HistoryRow;
import org.jspecify.annotations.Nullable;

/**
 * What stands in another place than the one where the history belongs.
 *
 * @param words for a sentence that goes on with them
 * @param cause why it cannot be read, or null
 */
record Finding(String words, @Nullable ConfigurationException cause) {

    /** A history with a row of one of the migrations that are here. */
    static Finding ofThese(TableName table, HistoryRow first) {
        return new Finding(
                "\"%s\" holds the history of these migrations: %s".formatted(table, state(first)),
                null);
    }

    /** A history of which no row is of one of them. */
    static Finding ofOthers(TableName table, HistoryRow first) {
        return new Finding(
                "\"%s\" holds a history, which has none of the migrations that are here: %s"
                        .formatted(table, state(first)),
                null);
    }

    /** One that this user may not read. */
    static Finding unreadable(TableName table) {
        return new Finding(
                ("\"%s\" is one that this user may not read: whether it holds the history of these"
                                + " migrations is not known")
                        .formatted(table),
                null);
    }

    /** One that cannot be used as it is. */
    static Finding unusable(TableName table, ConfigurationException why) {
        return new Finding(
                "whether \"%s\" holds it is not known. %s"
                        .formatted(table, StateTableFault.reason(why)),
                why);
    }

    private static String state(HistoryRow row) {
        return row.label() + (row.success() ? " is applied there" : " is there in part");
    }
}
