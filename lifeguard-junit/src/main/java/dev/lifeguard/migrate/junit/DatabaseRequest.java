package dev.lifeguard.migrate.junit;

import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.junit.MigratedDatabase.Kind;
import dev.lifeguard.migrate.junit.databases.Migrations;
import dev.lifeguard.migrate.junit.postgres.PostgresServer;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What an annotation asks for, with its variables filled in. It prints no password.
 *
 * @param server where the databases are made
 */
record DatabaseRequest(Migrations migrations, Server server) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    /**
     * A kind of database, or a server that runs.
     *
     * @param url empty where none is named
     */
    record Server(Kind kind, String url, String user, String password) {

        @Override
        public String toString() {
            return kind.name();
        }
    }

    static DatabaseRequest of(MigratedDatabase annotation) {
        List<String> locations =
                Arrays.stream(annotation.locations())
                        .map(location -> filled("locations", location))
                        .toList();
        if (locations.isEmpty()) {
            throw Refused.because(
                    "@MigratedDatabase has no locations. Write locations ="
                            + " \"classpath:db/migration\", or leave it out.");
        }
        Server server =
                new Server(
                        annotation.database(),
                        filled("url", annotation.url()),
                        filled("user", annotation.user()),
                        filled("password", annotation.password()));
        if (server.url().isEmpty() && !(server.user() + server.password()).isEmpty()) {
            throw Refused.because(
                    "@MigratedDatabase has a user or a password, and no url. They are for a server"
                            + " that url names; leave them out, or write url =.");
        }
        return new DatabaseRequest(new Migrations(locations, annotation.layout()), server);
    }

    private static String filled(String what, String text) {
        Matcher variable = VARIABLE.matcher(text);
        return variable.replaceAll(found -> Matcher.quoteReplacement(value(what, found)));
    }

    private static String value(String what, MatchResult variable) {
        String name = variable.group(1);
        String property = System.getProperty(name);
        String value = property == null ? System.getenv(name) : property;
        if (value == null) {
            throw Refused.because(
                    ("@MigratedDatabase(%s = …) has ${%s}, and there is neither a system property"
                                    + " nor an environment variable of that name. Set one of"
                                    + " them.")
                            .formatted(what, name));
        }
        return value;
    }

    /** The server that its URL names. */
    PostgresServer given() {
        DatabaseUrl url = DatabaseUrl.parse(server.url());
        if (!(url instanceof DatabaseUrl.Server)
                || !(url.open(
                                        directory -> {
                                            throw new IllegalStateException();
                                        })
                                .dataSource()
                        instanceof PGSimpleDataSource source)) {
            throw Refused.because(
                    "@MigratedDatabase(url = …) names no PostgreSQL server. Write"
                            + " postgresql://host:port/database, or database = Kind.SQLITE or"
                            + " Kind.H2 without a url.");
        }
        if (!server.user().isEmpty()) {
            source.setUser(server.user());
        }
        if (!server.password().isEmpty()) {
            source.setPassword(server.password());
        }
        return PostgresServer.at(source);
    }
}
