package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.connect.ServerAddress.Host;
import dev.lifeguard.migrate.connect.embedded.EmbeddedServer;
import dev.lifeguard.migrate.connect.embedded.JdbcLogin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGProperty;

/** The database of an embedded server that is there from its start. */
record EmbeddedDatabase(EmbeddedServer server) implements Database {

    @Override
    public DataSource dataSource() {
        JdbcLogin login = server.login();
        return new ServerAddress(
                        List.of(new Host(EmbeddedServer.HOST, server.port())),
                        EmbeddedServer.FIRST_DATABASE,
                        Map.of(
                                PGProperty.USER.getName(),
                                login.user(),
                                PGProperty.PASSWORD.getName(),
                                login.password()))
                .dataSource();
    }

    @Override
    public String place() {
        return "embedded, in " + server.directory();
    }

    @Override
    public Optional<JdbcLogin> login() {
        return Optional.of(server.login());
    }

    @Override
    public void close() {
        server.close();
    }
}
