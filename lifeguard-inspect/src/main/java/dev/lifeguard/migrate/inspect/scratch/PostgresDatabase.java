package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One on a server of PostgreSQL. */
final class PostgresDatabase implements ScratchDatabase {

    /** What ALTER DATABASE set, which no copy has. */
    private static final String SETTINGS =
            PgCatalog.sql(
                    """
                    SELECT pg_catalog.format('%%I = %%s', pg_catalog.split_part(c, '=', 1),
                        CASE WHEN pg_catalog.lower(pg_catalog.split_part(c, '=', 1)) {=} 'search_path'
                        THEN pg_catalog.substr(c, pg_catalog.strpos(c, '=') + 1)
                        ELSE pg_catalog.quote_literal(
                            pg_catalog.substr(c, pg_catalog.strpos(c, '=') + 1)) END)
                    FROM pg_catalog.pg_db_role_setting s
                    JOIN pg_catalog.pg_database d ON d.oid {=} s.setdatabase,
                    pg_catalog.unnest(s.setconfig) c
                    WHERE (s.setrole {=} 0) AND (d.datname {=} '%s')
                    """);

    private final String name;
    private final DataSource dataSource;
    private final Runnable drop;
    private boolean dropped;

    PostgresDatabase(String name, DataSource dataSource, Runnable drop) {
        this.name = name;
        this.dataSource = dataSource;
        this.drop = drop;
    }

    String name() {
        return name;
    }

    /** Gives them to a copy, which has everything else. */
    void giveSettingsTo(PostgresDatabase copy, MaintenanceSession session) throws SQLException {
        for (String setting : session.asked(SETTINGS.formatted(name))) {
            session.run("ALTER DATABASE \"%s\" SET %s".formatted(copy.name, setting));
        }
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public DatabaseProduct product() {
        return DatabaseProduct.POSTGRESQL;
    }

    @Override
    public synchronized void close() {
        if (!dropped) {
            drop.run();
            dropped = true;
        }
    }
}
