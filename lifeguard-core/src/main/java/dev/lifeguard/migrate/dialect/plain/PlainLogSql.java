package dev.lifeguard.migrate.dialect.plain;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.LogSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;

/**
 * The log's statements on each database but PostgreSQL.
 *
 * @param table the log
 * @param words where a database says a thing in words of its own
 * @param longText the type of a text of any length
 * @param options what stands behind the columns
 */
record PlainLogSql(QuotedTable table, LeaseSql.Words words, String longText, String options)
        implements LogSql {

    @Override
    public TableName name() {
        return table.name();
    }

    @Override
    public BoundSql createLog() {
        return BoundSql.of(
                words.operators(
                        """
                        CREATE TABLE IF NOT EXISTS %1$s (
                            id %2$s,
                            run varchar(36) NOT NULL,
                            happened_at %3$s NOT NULL,
                            command varchar(30) NOT NULL,
                            event varchar(10) NOT NULL,
                            outcome varchar(10),
                            code varchar(10),
                            migrations %4$s,
                            detail varchar(1000),
                            database_user varchar(255),
                            os_user varchar(255),
                            host varchar(255),
                            process bigint,
                            application varchar(1000),
                            tool_version varchar(100)
                        )%5$s
                        """
                                .formatted(
                                        table.qualified(),
                                        words.numbered(),
                                        words.momentType(),
                                        longText,
                                        options)));
    }

    @Override
    public BoundSql append(Entry entry) {
        return BoundSql.of(
                words.operators(
                        "INSERT INTO %s (%s, database_user, happened_at) VALUES (%s%s, %s)"
                                .formatted(
                                        table.qualified(),
                                        Entry.COLUMNS,
                                        "?, ".repeat(12),
                                        words.user(),
                                        words.now())),
                entry.values());
    }

    @Override
    public BoundSql newest(int rows) {
        return BoundSql.of(
                words.operators(
                        """
                        SELECT %s, database_user, %s AS moment
                        FROM %s ORDER BY id DESC LIMIT %s
                        """
                                .formatted(
                                        Entry.COLUMNS,
                                        words.micros("happened_at"),
                                        table.qualified(),
                                        rows)));
    }
}
