package dev.lifeguard.migrate.cli.database;

import dev.lifeguard.migrate.cli.settings.Refused;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** What a database URL names; no message about one quotes more of it than its scheme. */
public sealed interface DatabaseUrl {

    /** A server that runs somewhere. */
    record Server(ServerAddress address) implements DatabaseUrl {}

    /** A database of another kind. */
    record ByDriver(DriverAddress address) implements DatabaseUrl {}

    /** A PostgreSQL of its own, kept in a directory. */
    record Embedded(Path directory) implements DatabaseUrl {}

    /** What the database is by its URL; nothing is connected to. */
    default Dialect dialect() {
        return switch (this) {
            case Server server -> Dialect.postgresql();
            case ByDriver other -> other.address().dialect();
            case Embedded embedded -> Dialect.postgresql();
        };
    }

    /** Where an embedded PostgreSQL is kept when nothing is said. */
    String DEFAULT_DIRECTORY = ".lifeguard/postgresql";

    /** The forms of URL, as messages list them. */
    String FORMS =
            "postgresql://user:password@host:port/database, jdbc:postgresql:...,"
                    + " mysql://user:password@host:port/database, sqlite:FILE, jdbc:h2:... or"
                    + " embedded:postgresql[:DIR]";

    /**
     * Reads a URL.
     *
     * @throws ConfigurationException when it is malformed, or of a database that cannot be used
     */
    static DatabaseUrl parse(String text) {
        String url = text.strip();
        String scheme = scheme(url);
        return switch (scheme) {
            case "postgresql", "postgres" -> new Server(PostgresUri.parse(url));
            case "jdbc" -> jdbc(url);
            case "embedded" -> embedded(url.substring(scheme.length() + 1));
            case "mysql", "mariadb" -> new ByDriver(DriverUrl.mysql(url));
            case "sqlite" -> new ByDriver(DriverUrl.sqlite(url));
            default -> throw unknown(scheme);
        };
    }

    private static DatabaseUrl jdbc(String url) {
        String driver = scheme(url.substring("jdbc:".length()));
        return switch (driver) {
            case "postgresql" -> new Server(JdbcUrl.parse(url));
            case "mysql", "mariadb" -> new ByDriver(DriverUrl.mysql(url));
            case "sqlite" -> new ByDriver(DriverUrl.sqlite(url));
            case "h2" -> new ByDriver(DriverUrl.h2(url));
            default -> throw unknown("jdbc:" + driver);
        };
    }

    private static Embedded embedded(String rest) {
        String server = scheme(rest + ":");
        if (!server.equals("postgresql") && !server.equals("postgres")) {
            throw Refused.because(
                    "The database URL asks for an embedded server that is not there. Write"
                            + " embedded:postgresql or embedded:postgresql:DIR.");
        }
        String directory = rest.substring(Math.min(rest.length(), server.length() + 1));
        try {
            return new Embedded(Path.of(directory.isEmpty() ? DEFAULT_DIRECTORY : directory));
        } catch (InvalidPathException invalid) {
            throw Refused.because(
                    "The directory \"%s\" of the embedded server is no path: %s."
                            .formatted(directory, invalid.getReason()));
        }
    }

    private static String scheme(String url) {
        int colon = url.indexOf(':');
        return colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    private static ConfigurationException unknown(String scheme) {
        String begins =
                scheme.matches("[a-z0-9+.:-]{1,30}")
                        ? "begins with \"%s:\", which is unknown".formatted(scheme)
                        : "has no scheme";
        return Refused.because("The database URL %s. Use %s.".formatted(begins, FORMS));
    }
}
