package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.MariaDbObject.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/**
 * Makes an empty database of MariaDB what another one of its server is: its schema, and then its
 * rows, which no trigger sees. MariaDB has no such copy of its own.
 */
public final class MariaDbCopy {

    private final String original;
    private final Statement statement;

    private MariaDbCopy(String original, Statement statement) {
        this.original = original;
        this.statement = statement;
    }

    /**
     * Makes it.
     *
     * @param original in the one
     * @param copy in the other one
     * @return the names of views that name what is not there and could not be made; another view
     *     has their name
     */
    public static List<String> make(Connection original, Connection copy) throws SQLException {
        MariaDbComposition all =
                MariaDbSnapshotReader.composition(original, new OwnTables(Set.of()));
        try (Statement statement = copy.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String setting : MariaDbSession.SETTINGS) {
                statement.execute(setting);
            }
            return new MariaDbCopy(original.getCatalog(), statement).make(all);
        }
    }

    private List<String> make(MariaDbComposition all) throws SQLException {
        List<String> others = new MariaDbStandIns(statement).make(all.broken());
        boolean filled = false;
        for (MariaDbObject object : all.inOrder()) {
            if (object.phase() == Phase.NEVER) {
                continue;
            }
            if (!filled && object.phase().compareTo(Phase.TRIGGERS) >= 0) {
                fill(all);
                filled = true;
            }
            for (String sql : object.statements()) {
                statement.execute(sql);
            }
        }
        if (!filled) {
            fill(all);
        }
        return others;
    }

    /** A zero is a number of its own, and not the next one. */
    private void fill(MariaDbComposition all) throws SQLException {
        statement.execute("SET sql_mode = concat(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')");
        for (MariaDbTable table : all.tables().values()) {
            if (!table.isMerged()) {
                fill(table.name());
            }
        }
        for (MariaDbObject object : all.others()) {
            if (object.type() == ObjectType.SEQUENCE && !object.isPart()) {
                String next =
                        MariaDbSession.one(
                                "SELECT next_not_cached_value FROM " + of(object.name()),
                                statement);
                statement.execute(
                        "DO SETVAL(%s, %s, 0)"
                                .formatted(MariaDbTokens.quoted(object.name()), next));
            }
        }
        statement.execute("SET sql_mode = '%s'".formatted(MariaDbSession.USUAL_MODE));
    }

    private void fill(String table) throws SQLException {
        String columns =
                MariaDbSession.one(
                        """
                        SELECT GROUP_CONCAT(concat('`', replace(COLUMN_NAME, '`', '``'), '`')
                            ORDER BY ORDINAL_POSITION)
                        FROM information_schema.COLUMNS
                        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = %s
                        AND IS_GENERATED = 'NEVER'
                        """
                                .formatted(MariaDbConstant.of(table)),
                        statement);
        statement.execute(
                "INSERT INTO %1$s (%2$s) SELECT %2$s FROM %3$s"
                        .formatted(MariaDbTokens.quoted(table), columns, of(table)));
    }

    private String of(String name) {
        return MariaDbTokens.quoted(original) + "." + MariaDbTokens.quoted(name);
    }
}
