package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.dialect.StakeSql;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.script.WrittenName;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables that go with a schema. */
final class TablesOfSchema {

    private final Session session;
    private final Dialect dialect;
    private final StakeSql sql;

    /** In a database. */
    TablesOfSchema(Session session, Dialect dialect, StakeSql sql) {
        this.session = session;
        this.dialect = dialect;
        this.sql = sql;
    }

    /** As statements name them, behind the schema as a script writes it. */
    List<String> named(String written) {
        try {
            String bare = WrittenName.bare(WrittenName.of(written).own());
            return session.query(
                    sql.tables(bare, ""),
                    row -> named(written, row.getString(1), row.getString(2)));
        } catch (SQLException failure) {
            throw DatabaseFailure.during(
                    "while rows at stake were counted; nothing was changed", failure);
        }
    }

    private String named(String written, @Nullable String found, String table) {
        if (dialect.lexerRules().grammar() == Grammar.H2 && found != null) {
            // A word without quotes means one in capitals there.
            return dialect.quote(found) + "." + dialect.quote(table);
        }
        boolean plain = table.matches("[a-z_][a-z0-9_]*");
        return written + "." + (plain ? table : dialect.quote(table));
    }
}
