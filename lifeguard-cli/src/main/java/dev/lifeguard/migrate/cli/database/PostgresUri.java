package dev.lifeguard.migrate.cli.database;

import dev.lifeguard.migrate.cli.database.ServerAddress.Host;
import dev.lifeguard.migrate.cli.settings.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGProperty;

/**
 * Reads {@code postgresql://user:password@host:port/database?parameters} as libpq does (PostgreSQL
 * manual, 34.1.1.2).
 */
final class PostgresUri {

    private final Map<String, String> properties = new TreeMap<>();
    private String host = "";
    private String port = "";
    private String database = "";

    private PostgresUri() {}

    static ServerAddress parse(String url) {
        int slashes = url.indexOf("://");
        if (slashes < 0 || slashes != url.indexOf(':')) {
            throw malformed("has no \"//\" after its scheme");
        }
        return new PostgresUri().read(url.substring(slashes + 3));
    }

    private ServerAddress read(String rest) {
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        int slash = place.indexOf('/', place.lastIndexOf('@') + 1);
        authority(slash < 0 ? place : place.substring(0, slash));
        if (slash >= 0) {
            database = PercentCode.decode(place.substring(slash + 1), "database name");
        }
        if (question >= 0) {
            parameters(place, rest.substring(question + 1));
        }
        String user =
                properties.computeIfAbsent(
                        PGProperty.USER.getName(), name -> System.getProperty("user.name", ""));
        return new ServerAddress(hosts(), database.isEmpty() ? user : database, properties);
    }

    private void authority(String authority) {
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            userInfo(authority.substring(0, at));
        }
        List<String> names = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String each : authority.substring(at + 1).split(",", -1)) {
            int colon = each.indexOf(':', each.lastIndexOf(']') + 1);
            names.add(PercentCode.decode(colon < 0 ? each : each.substring(0, colon), "host"));
            ports.add(colon < 0 ? "" : each.substring(colon + 1));
        }
        host = String.join(",", names);
        port = String.join(",", ports);
    }

    private void userInfo(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        if (!user.isEmpty()) {
            properties.put(PGProperty.USER.getName(), PercentCode.decode(user, "user"));
        }
        if (colon >= 0) {
            properties.put(
                    PGProperty.PASSWORD.getName(),
                    PercentCode.decode(userInfo.substring(colon + 1), "password"));
        }
    }

    private void parameters(String place, String query) {
        for (String each : query.split("&", -1)) {
            if (each.isEmpty()) {
                continue;
            }
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw malformed("has a parameter that is not of the form name=value");
            }
            MisplacedPassword.refuse(place, each);
            String name = PercentCode.decode(each.substring(0, equals), "parameters");
            parameter(name, PercentCode.decode(each.substring(equals + 1), "parameters"));
        }
    }

    private void parameter(String name, String value) {
        switch (name) {
            case "host", "hostaddr" -> host = value;
            case "port" -> port = value;
            case "dbname" -> database = value;
            default -> LibpqParameter.put(name, value, properties);
        }
    }

    private List<Host> hosts() {
        String[] names = host.split(",", -1);
        String[] ports = port.split(",", -1);
        List<Host> hosts = new ArrayList<>();
        for (int at = 0; at < names.length; at++) {
            hosts.add(new Host(hostName(names[at]), port(at < ports.length ? ports[at] : "")));
        }
        return hosts;
    }

    private static String hostName(String name) {
        if (name.startsWith("/")) {
            throw malformed(
                    "names a Unix socket's directory as its host, which Java cannot use: name a"
                            + " host such as localhost");
        }
        String plain =
                name.startsWith("[") && name.endsWith("]")
                        ? name.substring(1, name.length() - 1)
                        : name;
        if (plain.matches(".*[\\s\\[\\]@].*")) {
            throw malformed("has a host that is no name and no address");
        }
        return plain.isEmpty() ? "localhost" : plain;
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return Host.DEFAULT_PORT;
        }
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > 65_535) {
            // It is not quoted: a password that holds a colon may end up here.
            throw malformed("has a port that is no number from 1 to 65535");
        }
        return number;
    }

    private static ConfigurationException malformed(String why) {
        return Refused.because(
                ("The database URL %s. Write postgresql://user:password@host:port/database, with"
                                + " %%XX for special characters in the user and the password.")
                        .formatted(why));
    }
}
