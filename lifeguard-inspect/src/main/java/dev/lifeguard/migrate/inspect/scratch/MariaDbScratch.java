package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.Databases;
import dev.lifeguard.migrate.connect.embedded.ServerCaller;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.snapshot.MariaDbCopy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** A server of MariaDB or MySQL that was named. */
final class MariaDbScratch implements ScratchServer {

    private static final int ACCESS_DENIED = 1044;

    private static final String MAY_MAKE =
            "Name a user in --scratch-url who may, or have it granted: GRANT ALL ON"
                    + " `lifeguard\\_scratch\\_%`.* TO that user.";

    /** How a database is made as that of the session is, for a session without sql_mode. */
    private static final String SETTINGS =
            """
            SELECT concat(' COLLATE ', DEFAULT_COLLATION_NAME, ' COMMENT ', quote(SCHEMA_COMMENT))
            FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()
            """;

    private final DatabaseUrl url;
    private final List<ScratchDatabase> made = new CopyOnWriteArrayList<>();
    private final Set<String> unmade = ConcurrentHashMap.newKeySet();
    private final MariaDbAccounts accounts;
    private final ServerCaller caller;

    MariaDbScratch(DatabaseUrl url, ServerCaller caller) {
        this.url = url;
        this.accounts = new MariaDbAccounts(source(url));
        this.caller = caller;
    }

    @Override
    public ScratchDatabase make() {
        return make("");
    }

    @Override
    public ScratchDatabase makeLike(DataSource target) {
        try (Connection connection = target.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            row.next();
            return make(row.getString(1));
        } catch (SQLException failure) {
            throw ScratchFault.of("The settings of the database cannot be read", failure);
        }
    }

    private ScratchDatabase make(String settings) {
        String name = ScratchFault.PREFIX + ScratchFault.unique();
        try {
            run("SET sql_mode = ''", "CREATE DATABASE " + name + settings);
        } catch (SQLException failure) {
            throw ScratchFault.of(
                    "The scratch database could not be made",
                    failure,
                    failure.getErrorCode() == ACCESS_DENIED ? MAY_MAKE : "");
        }
        OnServer database = new OnServer(source(url.withDatabase(name)), () -> drop(name));
        made.add(database);
        return database;
    }

    @Override
    public ScratchDatabase copy(ScratchDatabase original) {
        ScratchDatabase copy = make();
        try (Connection from = original.dataSource().getConnection();
                Connection to = copy.dataSource().getConnection()) {
            List<String> others = MariaDbCopy.make(from, to);
            others.stream().filter(unmade::add).forEach(this::warn);
            return new Other(copy, others);
        } catch (SQLException failure) {
            copy.close();
            throw ScratchFault.of("The scratch database could not be copied", failure);
        }
    }

    private void warn(String view) {
        caller.warn(
                ("The view %s names what is not there, and could not be made in a copy of the"
                                + " scratch database. What migrations do to it is not compared.")
                        .formatted(view));
    }

    @Override
    public List<String> roles() {
        return accounts.names();
    }

    @Override
    public void dropRoles(Collection<String> left) {
        try {
            accounts.drop(left);
        } catch (SQLException failure) {
            throw notDropped(failure);
        }
    }

    private static LifeguardException notDropped(SQLException failure) {
        return ScratchFault.of(
                "The users that migrations made on the scratch server could not be dropped",
                failure);
    }

    @Override
    public void prepareRoles(Collection<String> named, Collection<String> made) {
        accounts.expect(made);
    }

    private static DataSource source(DatabaseUrl url) {
        return Databases.open(url, ServerCaller.silent(Duration.ZERO, "")).dataSource();
    }

    private void run(String... all) throws SQLException {
        try (Connection connection = source(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : all) {
                statement.execute(sql);
            }
        }
    }

    private void drop(String name) {
        try {
            run("DROP DATABASE IF EXISTS " + name);
        } catch (SQLException failure) {
            throw ScratchFault.of(
                    "The scratch database \"%s\" could not be dropped".formatted(name), failure);
        }
    }

    @Override
    public void close() {
        made.forEach(ScratchDatabase::close);
        try {
            accounts.dropThoseOfScripts();
        } catch (SQLException failure) {
            caller.warn(notDropped(failure).detail().message());
        } catch (LifeguardException unreadable) {
            caller.warn(unreadable.detail().message());
        }
    }

    /** A copy in which some objects are others. */
    private record Other(ScratchDatabase copy, List<String> others) implements ScratchDatabase {

        @Override
        public DataSource dataSource() {
            return copy.dataSource();
        }

        @Override
        public DatabaseProduct product() {
            return copy.product();
        }

        @Override
        public void close() {
            copy.close();
        }
    }

    private record OnServer(DataSource dataSource, Runnable drop) implements ScratchDatabase {

        @Override
        public DatabaseProduct product() {
            return DatabaseProduct.MARIADB;
        }

        @Override
        public void close() {
            drop.run();
        }
    }
}
