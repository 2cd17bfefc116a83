package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JDBC drivers that the plugin or its dependencies in the pom.xml bring along.
 *
 * <p>{@link java.sql.DriverManager} looks for drivers once in the life of a JVM, with the class
 * loader that is there then: in a build those of another plugin or module. So they are loaded here,
 * by the class loader of this plugin, and register themselves.
 */
record Drivers(ClassLoader loader) {

    /**
     * Refuses a database that none of them takes.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException with what to add to the pom.xml
     */
    void require(String url) {
        Optional<Needed> needed = Needed.by(url);
        if (needed.isPresent() && !accepts(needed.get().url())) {
            throw missing(needed.get());
        }
    }

    private static ConfigurationException missing(Needed needed) {
        return Refused.because(
                """
                The plugin has no JDBC driver for %s. Add one to it in the pom.xml:
                <plugin>
                    <groupId>dev.lifeguard</groupId>
                    <artifactId>lifeguard-maven-plugin</artifactId>
                    <dependencies>
                        <dependency>
                            <groupId>%s</groupId>
                            <artifactId>%s</artifactId>
                            <version>…</version>
                        </dependency>
                    </dependencies>
                </plugin>\
                """
                        .formatted(needed.product(), needed.group(), needed.artifact()));
    }

    /** All of them are loaded, also behind the one that takes it. */
    private boolean accepts(String url) {
        boolean found = false;
        Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
        while (drivers.hasNext()) {
            try {
                found |= drivers.next().acceptsURL(url);
            } catch (SQLException | ServiceConfigurationError unusable) {
                // As if it were not there.
            }
        }
        return found;
    }

    /** The driver that a database needs, and a URL of it. */
    private record Needed(String product, String group, String artifact, String url) {

        private static final Pattern KNOWN =
                Pattern.compile("(?i)\\s*(?:jdbc:)?(sqlite|h2|mysql|mariadb):.*", Pattern.DOTALL);

        /** Empty for PostgreSQL, whose driver is there, and for what nobody here knows. */
        static Optional<Needed> by(String url) {
            Matcher known = KNOWN.matcher(url);
            if (!known.matches()) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (known.group(1).toLowerCase(Locale.ROOT)) {
                        case "sqlite" ->
                                new Needed("SQLite", "org.xerial", "sqlite-jdbc", "jdbc:sqlite:");
                        case "h2" -> new Needed("H2", "com.h2database", "h2", "jdbc:h2:mem:");
                        default ->
                                new Needed(
                                        "MariaDB and MySQL",
                                        "org.mariadb.jdbc",
                                        "mariadb-java-client",
                                        "jdbc:mariadb://localhost/");
                    });
        }
    }
}
