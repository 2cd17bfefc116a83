package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StakeSql;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables that hold what was put aside. */
public final class PutAside {

    private final Session session;
    private final Dialect dialect;
    private final StakeSql sql;

    /** In a database. */
    public PutAside(Session session, Dialect dialect, StakeSql sql) {
        this.session = session;
        this.dialect = dialect;
        this.sql = sql;
    }

    /** Their names, as statements name them. */
    public List<String> tables() {
        try {
            return session.query(
                    sql.tables(null, QuarantineNames.MARK.substring(2)),
                    row -> {
                        String schema = row.getString(1);
                        String table = row.getString(2);
                        if (!QuarantineNames.isPutAside(table)) {
                            return null;
                        }
                        String quoted = quoted(table);
                        return schema == null ? quoted : schema + "." + quoted;
                    });
        } catch (SQLException failure) {
            throw DatabaseFailure.during(
                    "while tables were looked for; nothing was changed", failure);
        }
    }

    private String quoted(String table) {
        return table.matches("[a-z_][a-z0-9_]*") ? table : dialect.quote(table);
    }

    /** Drops all of them; gives their names. */
    public List<String> drop() {
        List<String> dropped = new ArrayList<>();
        for (String table : tables()) {
            try {
                session.update(sql.drop(table));
            } catch (SQLException failure) {
                throw DatabaseFailure.during(
                        "while \"%s\" was dropped; dropped before it were %s"
                                .formatted(table, dropped.isEmpty() ? "none" : dropped),
                        failure);
            }
            dropped.add(table);
        }
        return dropped;
    }
}
