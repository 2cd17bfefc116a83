package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a database URL names; no message about one quotes more of it than its scheme.
 *
 * <p>Each kind has its methods, where one switch could have them all: a JVM that starts makes a
 * class for each switch over types that it comes to, and no AOT cache keeps those of JDK 25.
 */
public sealed interface DatabaseUrl {

    /**
     * A server that runs somewhere.
     *
     * @param address where
     * @param chosen the database that the URL asks for, if it does
     */
    record Server(ServerAddress address, Optional<DatabaseProduct> chosen) implements DatabaseUrl {

        @Override
        public DatabaseProduct product() {
            return chosen.orElse(DatabaseProduct.POSTGRESQL);
        }

        @Override
        public DatabaseUrl withUser(String user) {
            return new Server(address.withUser(user), chosen);
        }

        @Override
        public DatabaseUrl withPassword(String password) {
            return new Server(address.withPassword(password), chosen);
        }

        @Override
        public DatabaseUrl withDatabase(String name) {
            return new Server(address.withDatabase(name), chosen);
        }

        @Override
        public Database open(Function<Path, Database> starter) {
            return RemoteDatabase.at(address);
        }
    }

    /** A database of another kind. */
    record ByDriver(DriverAddress address) implements DatabaseUrl {

        @Override
        public DatabaseProduct product() {
            return address.product();
        }

        @Override
        public DatabaseUrl withUser(String user) {
            return new ByDriver(address.withUser(user));
        }

        @Override
        public DatabaseUrl withPassword(String password) {
            return new ByDriver(address.withPassword(password));
        }

        @Override
        public DatabaseUrl withDatabase(String name) {
            return new ByDriver(address.withDatabase(name));
        }

        @Override
        public DatabaseUrl withFile(Path file) {
            return new ByDriver(address.withFile(file));
        }

        @Override
        public void requireThere() {
            address.requireFile();
        }

        @Override
        public Database open(Function<Path, Database> starter) {
            return RemoteDatabase.at(address);
        }
    }

    /** A PostgreSQL of its own, kept in a directory. */
    record Embedded(Path directory) implements DatabaseUrl {

        @Override
        public DatabaseProduct product() {
            return DatabaseProduct.POSTGRESQL;
        }

        @Override
        public DatabaseUrl withUser(String user) {
            throw Refused.because("The embedded server has a user of its own. Leave the user out.");
        }

        @Override
        public DatabaseUrl withPassword(String password) {
            throw Refused.because(
                    "The embedded server has a password of its own. Leave the password file out, or"
                            + " say it below [env.NAME] for the environments that need it.");
        }

        @Override
        public Database open(Function<Path, Database> starter) {
            return starter.apply(directory);
        }
    }

    /** What the database is by its URL; nothing is connected to. */
    DatabaseProduct product();

    /** The database whose dialect the URL asks for, where it does: else the connection tells. */
    default Optional<DatabaseProduct> chosen() {
        return Optional.empty();
    }

    /** The same with a user that goes before any other. */
    DatabaseUrl withUser(String user);

    /** The same with a password that goes before any other. */
    DatabaseUrl withPassword(String password);

    /**
     * Another database of the same server; itself where it is no server's.
     *
     * @param name of letters, digits and underscores
     */
    default DatabaseUrl withDatabase(String name) {
        return this;
    }

    /**
     * A file of H2 for which scripts mean the same, without the user; itself where it is of another
     * kind.
     */
    default DatabaseUrl withFile(Path file) {
        return this;
    }

    /** Refuses a database that a connection would make. */
    default void requireThere() {}

    /**
     * Opens it.
     *
     * @param starter starts an embedded server in a directory
     */
    Database open(Function<Path, Database> starter);

    /** Where an embedded PostgreSQL is kept when nothing is said. */
    String DEFAULT_DIRECTORY = ".lifeguard/postgresql";

    /** The forms of URL, as messages list them. */
    String FORMS =
            "postgresql://user:password@host:port/database, jdbc:postgresql:...,"
                    + " mysql://user:password@host:port/database, sqlite:FILE, jdbc:h2:... or"
                    + " embedded:postgresql[:DIR]";

    /**
     * Reads one that settings name.
     *
     * @param base the folder that a relative path in it is from
     * @param passwordFile the file with the password, where one was named
     * @param classPath where other drivers may be
     * @throws ConfigurationException when it is malformed, or of a database that cannot be used
     */
    static DatabaseUrl of(
            String url, Path base, Optional<Path> passwordFile, List<Path> classPath) {
        DatabaseUrl parsed = parse(RelativeUrl.resolve(url.strip(), base), classPath);
        return passwordFile
                .map(file -> parsed.withPassword(new PasswordFile(file).password()))
                .orElse(parsed);
    }

    /**
     * Reads a URL.
     *
     * @throws ConfigurationException when it is malformed, or of a database that cannot be used
     */
    static DatabaseUrl parse(String text) {
        return parse(text, List.of());
    }

    /**
     * The same, where other drivers may be at hand.
     *
     * @param classPath where they are
     */
    static DatabaseUrl parse(String text, List<Path> classPath) {
        String url = text.strip();
        String scheme = scheme(url);
        return switch (scheme) {
            case "postgresql", "postgres" -> server(url, PostgresUri::parse);
            case "jdbc" -> jdbc(url, classPath);
            case "embedded" -> embedded(url.substring(scheme.length() + 1));
            case "mysql", "mariadb" -> new ByDriver(DriverUrl.mysql(url));
            case "sqlite" -> new ByDriver(DriverUrl.sqlite(url));
            default -> throw unknown(scheme);
        };
    }

    private static Server server(String url, Function<String, ServerAddress> reader) {
        ChosenDialect chosen = ChosenDialect.in(url);
        return new Server(reader.apply(chosen.rest()), chosen.database());
    }

    private static DatabaseUrl jdbc(String url, List<Path> classPath) {
        String driver = scheme(url.substring("jdbc:".length()));
        return switch (driver) {
            case "postgresql" -> server(url, JdbcUrl::parse);
            case "mysql", "mariadb" -> new ByDriver(DriverUrl.mysql(url));
            case "sqlite" -> new ByDriver(DriverUrl.sqlite(url));
            case "h2" -> new ByDriver(DriverUrl.h2(url));
            default ->
                    OtherDriver.find(url, classPath).orElseThrow(() -> unknown("jdbc:" + driver));
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
        if (scheme.startsWith("\"") || scheme.startsWith("'")) {
            return Refused.because(
                    "The database URL begins with a quotation mark. Leave it out, and the one at"
                            + " the end: a file of variables that no shell reads (docker"
                            + " --env-file) keeps them.");
        }
        String begins =
                scheme.matches("[a-z0-9+.:-]{1,30}")
                        ? "begins with \"%s:\", which is unknown".formatted(scheme)
                        : "has no scheme";
        return Refused.because("The database URL %s. Use %s.".formatted(begins, FORMS));
    }
}
