package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.dialect.StakeSql;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.script.WrittenName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The tables that hold what was put aside. */
public final class PutAside {

    private final Session session;
    private final Dialect dialect;
    private final StakeSql sql;

    /** Beside a state table. */
    public PutAside(Session session, Dialect dialect, StakeSql sql) {
        this.session = session;
        this.dialect = dialect;
        this.sql = sql;
    }

    /** Their names, as statements name them. */
    public List<String> tables() {
        try {
            String schemaOfState = WrittenName.bare(sql.schema());
            return session.query(
                    sql.tables(
                            schemaOfState.isEmpty() ? null : schemaOfState,
                            QuarantineNames.MARK.substring(2)),
                    row -> {
                        String schema = row.getString(1);
                        String table = row.getString(2);
                        if (!QuarantineNames.isPutAside(table)) {
                            return null;
                        }
                        String quoted = quoted(table);
                        return schema == null ? quoted : place(schema) + "." + quoted;
                    });
        } catch (SQLException failure) {
            throw DatabaseFailure.during(
                    "while tables were looked for; nothing was changed", failure);
        }
    }

    /** PostgreSQL gives schemas as statements name them. */
    private String place(String schema) {
        boolean asItIs = dialect.lexerRules().grammar() == Grammar.POSTGRESQL;
        return asItIs ? schema : quoted(schema);
    }

    /** On H2 a word without quotes means one in capitals. */
    private String quoted(String name) {
        boolean plain =
                name.matches("[a-z_][a-z0-9_]*") && dialect.lexerRules().grammar() != Grammar.H2;
        return plain ? name : dialect.quote(name);
    }

    /**
     * Drops those that are still there; gives their names.
     *
     * @param agreed of these: another run may have put aside more since
     */
    public List<String> drop(Collection<String> agreed) {
        List<String> dropped = new ArrayList<>();
        for (String table : tables()) {
            if (!agreed.contains(table)) {
                continue;
            }
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
