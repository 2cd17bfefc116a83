package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.connect.words.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What libpq takes where a URL is silent (PostgreSQL manual, 34.15 to 34.17): first the service
 * that the URL or {@code PGSERVICE} names, then the environment, then the password file.
 *
 * @param environment the process's variables
 * @param home the user's directory
 */
record LibpqSurroundings(Map<String, String> environment, Path home) {

    private static final Map<String, String> VARIABLES =
            Map.ofEntries(
                    Map.entry("PGHOST", "host"),
                    Map.entry("PGHOSTADDR", "hostaddr"),
                    Map.entry("PGPORT", "port"),
                    Map.entry("PGDATABASE", "dbname"),
                    Map.entry("PGUSER", "user"),
                    Map.entry("PGPASSWORD", "password"),
                    Map.entry("PGPASSFILE", "passfile"),
                    Map.entry("PGAPPNAME", "application_name"),
                    Map.entry("PGOPTIONS", "options"),
                    Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
                    Map.entry("PGREQUIREAUTH", "require_auth"),
                    Map.entry("PGCHANNELBINDING", "channel_binding"),
                    Map.entry("PGGSSENCMODE", "gssencmode"),
                    Map.entry("PGKRBSRVNAME", "krbsrvname"),
                    Map.entry("PGSSLMODE", "sslmode"),
                    Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
                    Map.entry("PGSSLROOTCERT", "sslrootcert"),
                    Map.entry("PGSSLCERT", "sslcert"),
                    Map.entry("PGSSLKEY", "sslkey"),
                    Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
                    Map.entry("PGLOADBALANCEHOSTS", "load_balance_hosts"));

    private static final String SERVICE = "service";

    static LibpqSurroundings ofThisProcess() {
        return new LibpqSurroundings(
                System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    /**
     * Adds what is not said.
     *
     * @param said parameters by libpq's names for them
     * @throws dev.lifeguard.migrate.error.ConfigurationException when a service is not to be found
     */
    void complete(Map<String, String> said) {
        String file = said.remove("servicefile");
        String service = said.remove(SERVICE);
        if (service == null) {
            service = variable("PGSERVICE");
        }
        if (!service.isEmpty()) {
            service(service, file == null ? variable("PGSERVICEFILE") : file)
                    .forEach(said::putIfAbsent);
        }
        VARIABLES.forEach(
                (variable, name) -> {
                    String value = variable(variable);
                    if (!value.isEmpty() && !isSaid(name, said)) {
                        said.put(name, value);
                    }
                });
    }

    /** A host says that no other address is wanted, and the other way round. */
    private static boolean isSaid(String name, Map<String, String> said) {
        boolean place = name.equals("host") || name.equals("hostaddr");
        return place
                ? said.containsKey("host") || said.containsKey("hostaddr")
                : said.containsKey(name);
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    private Map<String, String> service(String name, String file) {
        Path own = file.isEmpty() ? home.resolve(".pg_service.conf") : Path.of(file);
        Optional<Map<String, String>> found = section(own, name);
        String system = variable("PGSYSCONFDIR");
        if (found.isEmpty() && !system.isEmpty()) {
            found = section(Path.of(system, "pg_service.conf"), name);
        }
        return found.orElseThrow(
                () ->
                        Refused.because(
                                ("The service \"%s\" of the database is not in \"%s\". Write a"
                                                + " section [%s] there, or name the file by"
                                                + " PGSERVICEFILE.")
                                        .formatted(name, own, name)));
    }

    private static Optional<Map<String, String>> section(Path file, String name) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, String> values = new TreeMap<>();
        boolean within = false;
        boolean found = false;
        for (String each : lines(file)) {
            String line = each.strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[")) {
                within = !found && line.equals("[" + name + "]");
                found |= within;
            } else if (within && !line.isEmpty() && !line.startsWith("#")) {
                if (equals < 1 || line.startsWith("service=") || line.startsWith("ldap:")) {
                    // The line is not quoted: it may be a part of a password.
                    throw Refused.because(
                            "The service \"%s\" in \"%s\" has a line that is no name=value."
                                            .formatted(name, file)
                                    + " Correct it.");
                }
                values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            }
        }
        return found ? Optional.of(values) : Optional.empty();
    }

    /**
     * The password of the password file for a place, if there is one: its first line that fits.
     *
     * @param file as the URL or the environment names it; empty for the usual one
     */
    Optional<String> password(String file, String host, int port, String database, String user) {
        Path path = file.isEmpty() ? home.resolve(".pgpass") : Path.of(file);
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        List<String> place = List.of(host, Integer.toString(port), database, user);
        return lines(path).stream()
                .filter(line -> !line.startsWith("#"))
                .map(PasswordLine::of)
                .filter(line -> line.fits(place))
                .map(PasswordLine::password)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw Refused.because(
                    "The file \"%s\" cannot be read: %s. Check that it is text in UTF-8, and its permissions."
                            .formatted(file, unreadable.getClass().getSimpleName()));
        }
    }
}
