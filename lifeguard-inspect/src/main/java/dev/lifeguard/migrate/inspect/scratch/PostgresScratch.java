package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.Databases;
import dev.lifeguard.migrate.connect.embedded.EmbeddedServer;
import dev.lifeguard.migrate.connect.embedded.JdbcLogin;
import dev.lifeguard.migrate.connect.embedded.ServerCaller;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.dialect.postgresql.PgCatalog;
import dev.lifeguard.migrate.error.LifeguardException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server of PostgreSQL.
 *
 * <ol>
 *   <li>A session stays open as long as this one is used, and says a number in its {@code
 *       application_name}. The names of the databases have that number.
 *   <li>Databases of this user whose number no session says were left by a process that was killed:
 *       they are dropped first.
 *   <li>Databases are made of template0, which nobody is connected to.
 *   <li>They are dropped with FORCE, so a connection that is still there keeps none of them.
 * </ol>
 */
final class PostgresScratch implements ScratchServer {

    private static final String LEFT_OVER =
            PgCatalog.sql(
                    """
                    SELECT d.datname FROM pg_catalog.pg_database d
                    JOIN pg_catalog.pg_roles r ON r.oid {=} d.datdba
                    WHERE (r.rolname {=} current_user)
                    AND (d.datname {~} '^lifeguard_scratch_[0-9a-f]{16}_[0-9]+$')
                    AND NOT EXISTS (
                        SELECT FROM pg_catalog.pg_stat_activity a
                        WHERE a.application_name {=} pg_catalog.substr(d.datname, 1, 34))
                    """);

    /** One run after the other: roles are the server's. */
    private static final String ALONE = "SELECT pg_catalog.pg_advisory_lock(7236834715392)";

    private static final String MAY_MAKE =
            PgCatalog.sql(
                    """
                    SELECT rolcreatedb OR rolsuper FROM pg_catalog.pg_roles
                    WHERE rolname {=} current_user
                    """);

    private static final String EMPTY = "template0 ENCODING 'UTF8'";

    private final AutoCloseable server;
    private final ServerCaller caller;
    private final MaintenanceSession session;
    private final PostgresRoles roles;
    private final Function<String, DataSource> databases;
    private final Origin origin;
    private final String run = ScratchFault.PREFIX + ScratchFault.unique();
    private final List<PostgresDatabase> made = new CopyOnWriteArrayList<>();
    private int number;

    /** Whose the server is. */
    private enum Origin {
        OWN,
        NAMED
    }

    private PostgresScratch(
            AutoCloseable server,
            DataSource maintenance,
            Function<String, DataSource> databases,
            Origin origin,
            ServerCaller caller) {
        this.server = server;
        this.caller = caller;
        this.databases = databases;
        this.origin = origin;
        try {
            this.session = new MaintenanceSession(maintenance.getConnection());
        } catch (SQLException unreachable) {
            closeServer();
            throw ScratchFault.of(
                    "The server for scratch databases cannot be reached", unreachable);
        }
        this.roles = new PostgresRoles(session);
        begin();
    }

    static PostgresScratch embedded(ServerCaller caller) {
        EmbeddedServer server = EmbeddedServer.share(PostgresDirectory.path(), caller);
        return new PostgresScratch(
                server,
                source(server.login()),
                name -> source(server.login(name)),
                Origin.OWN,
                caller);
    }

    static PostgresScratch at(DatabaseUrl url, ServerCaller caller) {
        Database named = Databases.open(url, caller);
        return new PostgresScratch(
                named,
                named.dataSource(),
                name -> Databases.open(url.withDatabase(name), caller).dataSource(),
                Origin.NAMED,
                caller);
    }

    private static DataSource source(JdbcLogin login) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(login.url());
        source.setUser(login.user());
        source.setPassword(login.password());
        return source;
    }

    private void begin() {
        try {
            if (session.asked(MAY_MAKE).equals(List.of("f"))) {
                String user = session.asked("SELECT current_user").getFirst();
                throw Refused.because(
                        "The user \"%s\" may not make databases on the server of --scratch-url. As a superuser, run: ALTER ROLE \"%s\" CREATEDB."
                                .formatted(user, user.replace("\"", "\"\"")));
            }
            session.run("SET idle_session_timeout = 0");
            session.run("SET application_name = '%s'".formatted(run));
            if (origin == Origin.OWN) {
                session.run(ALONE);
            }
            for (String left : session.asked(LEFT_OVER)) {
                session.run("DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)".formatted(left));
            }
            if (origin == Origin.OWN) {
                roles.dropAll();
            }
        } catch (SQLException failure) {
            end();
            throw ScratchFault.of("The server for scratch databases cannot be used", failure);
        } catch (RuntimeException refused) {
            end();
            throw refused;
        }
    }

    @Override
    public ScratchDatabase make() {
        return made(EMPTY);
    }

    @Override
    public ScratchDatabase makeLike(DataSource target) {
        try {
            PostgresPlace place = PostgresPlace.of(target);
            PostgresDatabase database = made(EMPTY);
            place.giveTo(database, session);
            return database;
        } catch (SQLException failure) {
            throw ScratchFault.of(
                    "The scratch database could not be given the search path of the database",
                    failure);
        }
    }

    @Override
    public ScratchDatabase copy(ScratchDatabase original) {
        PostgresDatabase copied =
                made.stream().filter(each -> each.equals(original)).findFirst().orElseThrow();
        PostgresDatabase copy = made("\"%s\"".formatted(copied.name()));
        try {
            copied.giveSettingsTo(copy, session);
        } catch (SQLException failure) {
            throw ScratchFault.of("The scratch database could not be copied", failure);
        }
        return copy;
    }

    private PostgresDatabase made(String template) {
        number++;
        String name = run + "_" + number;
        try {
            session.run("CREATE DATABASE \"%s\" TEMPLATE %s".formatted(name, template));
        } catch (SQLException failure) {
            throw ScratchFault.of("The scratch database could not be made", failure);
        }
        PostgresDatabase database =
                new PostgresDatabase(name, databases.apply(name), () -> drop(name));
        made.add(database);
        return database;
    }

    private void drop(String name) {
        try {
            session.run("DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)".formatted(name));
        } catch (SQLException failure) {
            throw ScratchFault.of(
                    "The scratch database \"%s\" could not be dropped".formatted(name), failure);
        }
    }

    @Override
    public void prepareRoles(Collection<String> named, Collection<String> ofScripts) {
        try {
            roles.expect(ofScripts);
            if (origin == Origin.OWN) {
                roles.make(named);
            }
        } catch (SQLException failure) {
            throw ScratchFault.of("The roles could not be made for the scratch database", failure);
        }
    }

    @Override
    public List<String> roles() {
        try {
            return roles.all();
        } catch (SQLException failure) {
            throw ScratchFault.of("The roles of the server could not be read", failure);
        }
    }

    @Override
    public boolean isAlone() {
        return origin == Origin.OWN;
    }

    @Override
    public void dropRoles(Collection<String> left) {
        try {
            roles.dropMade(left);
        } catch (SQLException failure) {
            throw notDropped(failure);
        }
    }

    private static LifeguardException notDropped(SQLException failure) {
        return ScratchFault.of("The roles that the migrations made could not be dropped", failure);
    }

    @Override
    public void close() {
        try {
            made.forEach(PostgresDatabase::close);
            dropRoles();
        } catch (SQLException failure) {
            caller.warn(notDropped(failure).detail().message());
        } finally {
            end();
        }
    }

    /** On the own server nobody else is, and nobody has a role there but its superuser. */
    private void dropRoles() throws SQLException {
        if (origin == Origin.OWN) {
            roles.dropAll();
        } else {
            roles.dropThoseOfScripts();
        }
    }

    private void end() {
        try {
            session.close();
        } catch (SQLException broken) {
            // Nothing is left to do in it.
        } finally {
            closeServer();
        }
    }

    private void closeServer() {
        try {
            server.close();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
