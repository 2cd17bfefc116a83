package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.Databases;
import dev.lifeguard.migrate.connect.embedded.ServerCaller;
import dev.lifeguard.migrate.inspect.snapshot.MariaDbCopy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import javax.sql.DataSource;

/** A server of MariaDB or MySQL that was named. */
final class MariaDbScratch implements ScratchServer {

    /** How a database is made as that of the session is, for a session without sql_mode. */
    private static final String SETTINGS =
            """
            SELECT concat(' COLLATE ', DEFAULT_COLLATION_NAME, ' COMMENT ', quote(SCHEMA_COMMENT))
            FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()
            """;

    private final DatabaseUrl url;
    private final List<ScratchDatabase> made = new CopyOnWriteArrayList<>();
    private final Set<String> ownUsers = new CopyOnWriteArraySet<>();

    MariaDbScratch(DatabaseUrl url) {
        this.url = url;
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
            throw ScratchFault.of("The scratch database could not be made", failure);
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
            MariaDbCopy.make(from, to);
            return copy;
        } catch (SQLException failure) {
            copy.close();
            throw ScratchFault.of("The scratch database could not be copied", failure);
        }
    }

    /** The names of users and roles, without their hosts; none where they cannot be seen. */
    @Override
    public List<String> roles() {
        Set<String> names = new TreeSet<>();
        try (Connection connection = source(url).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT User FROM mysql.user")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        } catch (SQLException unseen) {
            return List.of();
        }
        return List.copyOf(names);
    }

    @Override
    public void dropRoles(Collection<String> left) {
        ownUsers.addAll(left);
        dropUsers(left);
    }

    @Override
    public void prepareRoles(Collection<String> named, Collection<String> made) {
        List<String> there = roles();
        made.stream().filter(name -> !isAmong(there, name)).forEach(ownUsers::add);
    }

    private void dropUsers(Collection<String> names) {
        if (names.isEmpty()) {
            return;
        }
        try (Connection connection = source(url).getConnection();
                Statement statement = connection.createStatement()) {
            for (String drop : drops(statement, names)) {
                statement.execute(drop);
            }
        } catch (SQLException failure) {
            throw ScratchFault.of(
                    "The users %s, which migrations made on the scratch server, could not be dropped"
                            .formatted(String.join(", ", names)),
                    failure);
        }
    }

    /** A user has a host, and a role has none. */
    private static List<String> drops(Statement statement, Collection<String> names)
            throws SQLException {
        List<String> drops = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT User, Host, is_role FROM mysql.user")) {
            while (row.next()) {
                if (isAmong(names, row.getString(1))) {
                    drops.add(
                            row.getString(3).equals("Y")
                                    ? "DROP ROLE " + quoted(row.getString(1))
                                    : "DROP USER %s@%s"
                                            .formatted(
                                                    quoted(row.getString(1)),
                                                    quoted(row.getString(2))));
                }
            }
        }
        return drops;
    }

    /** Scripts name them in any case where they have no quotes. */
    private static boolean isAmong(Collection<String> names, String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
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
        dropUsers(ownUsers);
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
