package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.connect.words.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the URLs of SQLite, H2, MariaDB and MySQL. User and password are taken out of them, so that
 * no driver quotes them in a message.
 */
final class DriverUrl {

    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String AFFECTED_ROWS = "useAffectedRows";

    private static final String H2_TRACE = "TRACE_LEVEL_FILE";

    /** Settings of H2 on which it depends what a script makes. */
    private static final Set<String> H2_MEANING =
            Set.of(
                    "BUILTIN_ALIAS_OVERRIDE",
                    "CASE_INSENSITIVE_IDENTIFIERS",
                    "COLLATION",
                    "DATABASE_TO_LOWER",
                    "DATABASE_TO_UPPER",
                    "DEFAULT_ESCAPE",
                    "DEFAULT_NULL_ORDERING",
                    "IGNORECASE",
                    "IGNORE_CATALOGS",
                    "INIT",
                    "MODE",
                    "NON_KEYWORDS",
                    "OLD_INFORMATION_SCHEMA",
                    "TIME ZONE",
                    "VARIABLE_BINARY",
                    "ZERO_BASED_ENUMS");

    /** A backslash takes its meaning from it, as in INIT. */
    private static final String H2_SEMICOLON = "(?<!\\\\);";

    /** Between them is the driver's way to choose among hosts. */
    private static final String BEFORE_SLASHES =
            "(?i)(jdbc:)?(mysql|mariadb):"
                    + "((replication|loadbalance|load-balance-read|sequential|none):)?";

    private DriverUrl() {}

    /** {@code sqlite:FILE}, or the same behind {@code jdbc:}. */
    static DriverAddress sqlite(String url) {
        String file = url.substring(url.toLowerCase(Locale.ROOT).indexOf("sqlite:") + 7);
        if (file.isEmpty()) {
            throw Refused.because("The database URL \"sqlite:\" names no file. Write sqlite:FILE.");
        }
        // As other programs write it: two slashes, and then the path.
        String path = file.startsWith("//") ? file.substring(2) : file;
        return new DriverAddress(
                "jdbc:sqlite:" + path, shellsLimits(), "sqlite:" + path.replaceFirst("\\?.*", ""));
    }

    /**
     * The driver lowers what the library lets pass, and the shell sqlite3 does not. A number above
     * the library's own limit means that one.
     */
    private static Properties shellsLimits() {
        Properties limits = new Properties();
        limits.setProperty("limit_sql_length", "1000000000");
        limits.setProperty("limit_function_arg", "1000");
        return limits;
    }

    /** {@code jdbc:h2:…;USER=…;PASSWORD=…}. */
    static DriverAddress h2(String url) {
        Properties login = new Properties();
        List<String> kept = new ArrayList<>();
        for (String part : url.split(";", -1)) {
            if (!takeSetting(part, login)) {
                kept.add(part);
            }
        }
        // H2 would write each refused statement into a file beside the database, also one that asks
        // whether the state table is there.
        if (!url.startsWith("jdbc:h2:tcp:")
                && kept.stream()
                        .noneMatch(part -> part.toUpperCase(Locale.ROOT).startsWith(H2_TRACE))) {
            login.setProperty(H2_TRACE, "0");
        }
        return new DriverAddress(
                String.join(";", kept), login, kept.getFirst().substring("jdbc:".length()));
    }

    /** A file with the settings of another URL on which it depends what a script makes. */
    static DriverAddress h2(Path file, String like) {
        return h2(
                Stream.concat(
                                Stream.of("jdbc:h2:" + file),
                                Stream.of(like.split(H2_SEMICOLON, -1))
                                        .skip(1)
                                        .filter(DriverUrl::isOfMeaning))
                        .collect(Collectors.joining(";")));
    }

    private static boolean isOfMeaning(String setting) {
        return H2_MEANING.contains(setting.split("=", 2)[0].strip().toUpperCase(Locale.ROOT));
    }

    /** {@code mysql://user:password@host:port/database?…}, or a JDBC URL of the same. */
    static DriverAddress mysql(String url) {
        int slashes = url.indexOf("//");
        if (slashes < 0 || !url.substring(0, slashes).matches(BEFORE_SLASHES)) {
            throw Refused.because(
                    "The database URL names no host. Write"
                            + " mysql://user:password@host:port/database.");
        }
        String rest = url.substring(slashes + 2);
        int query = rest.indexOf('?');
        String server = query < 0 ? rest : rest.substring(0, query);
        Properties login = new Properties();
        MisplacedPassword.refuse(server, query < 0 ? "" : rest.substring(query + 1));
        int at = server.lastIndexOf('@');
        if (at >= 0) {
            logIn(server.substring(0, at), login);
        }
        String place = server.substring(at + 1);
        requirePorts(place);
        List<String> kept = new ArrayList<>();
        for (String part : query < 0 ? new String[0] : rest.substring(query + 1).split("&", -1)) {
            if (!takeSetting(PercentCode.decode(part, "parameters"), login)) {
                kept.add(part);
            }
        }
        // As in the clients, row_count() counts what was changed and not what was found.
        if (kept.stream().noneMatch(part -> part.startsWith(AFFECTED_ROWS + "="))) {
            login.setProperty(AFFECTED_ROWS, "true");
        }
        String parameters = kept.isEmpty() ? "" : "?" + String.join("&", kept);
        String user = login.getProperty(USER, "");
        return new DriverAddress(
                "jdbc:mariadb://" + place + parameters,
                login,
                user.isEmpty() ? place : user + "@" + place);
    }

    /** The driver would quote a port that is none, and that may be the half of a password. */
    private static void requirePorts(String place) {
        int slash = place.indexOf('/');
        for (String host : (slash < 0 ? place : place.substring(0, slash)).split(",", -1)) {
            int colon = host.indexOf(':', host.lastIndexOf(']') + 1);
            if (!host.startsWith("address=") && colon >= 0 && !isPort(host.substring(colon + 1))) {
                throw Refused.because(
                        "The database URL has a port that is no number from 1 to 65535. Write"
                                + " mysql://user:password@host:port/database, with %XX for special"
                                + " characters in the user and the password.");
            }
        }
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}")
                && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= 65_535;
    }

    private static void logIn(String userInfo, Properties login) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        login.setProperty(USER, PercentCode.decode(user, USER));
        if (colon >= 0) {
            login.setProperty(
                    PASSWORD, PercentCode.decode(userInfo.substring(colon + 1), PASSWORD));
        }
    }

    private static boolean takeSetting(String part, Properties login) {
        for (String name : List.of(USER, PASSWORD)) {
            if (part.regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
                login.setProperty(name, part.substring(name.length() + 1));
                return true;
            }
        }
        return false;
    }
}
