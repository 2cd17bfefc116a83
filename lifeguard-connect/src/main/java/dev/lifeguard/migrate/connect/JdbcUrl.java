package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.connect.ServerAddress.Host;
import dev.lifeguard.migrate.connect.words.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Reads {@code jdbc:postgresql:…} as the driver does. */
final class JdbcUrl {

    private JdbcUrl() {}

    static ServerAddress parse(String url) {
        refuseUserInfo(url);
        int question = url.indexOf('?');
        if (question >= 0) {
            MisplacedPassword.refuse(
                    url.substring(url.indexOf(':', 5) + 1, question), url.substring(question + 1));
        }
        @Nullable Properties parsed =
                DriverLog.silent(() -> Driver.parseURL(url, new Properties()));
        if (parsed == null) {
            throw malformed();
        }
        Map<String, String> properties = new TreeMap<>();
        parsed.stringPropertyNames()
                .forEach(name -> properties.put(name, parsed.getProperty(name)));
        List<Host> hosts =
                hosts(
                        take(properties, PGProperty.PG_HOST, "localhost"),
                        take(properties, PGProperty.PG_PORT, ""));
        String user =
                properties.computeIfAbsent(
                        PGProperty.USER.getName(), name -> System.getProperty("user.name", ""));
        return new ServerAddress(hosts, take(properties, PGProperty.PG_DBNAME, user), properties);
    }

    // The driver would take it for a part of the host's name, and quote that when it cannot
    // resolve it: the password with it.
    private static void refuseUserInfo(String url) {
        int end = url.indexOf('?');
        if (url.substring(0, end < 0 ? url.length() : end).indexOf('@') >= 0) {
            throw Refused.because(
                    "The database URL begins with \"jdbc:\" and has a user before the host, which"
                            + " JDBC URLs do not have. Leave \"jdbc:\" out, or write"
                            + " jdbc:postgresql://host:port/database?user=...&password=...");
        }
    }

    private static String take(Map<String, String> properties, PGProperty name, String otherwise) {
        String value = properties.remove(name.getName());
        return value == null || value.isEmpty() ? otherwise : value;
    }

    private static List<Host> hosts(String names, String ports) {
        String[] eachName = names.split(",", -1);
        String[] eachPort = ports.isEmpty() ? new String[0] : ports.split(",", -1);
        List<Host> hosts = new ArrayList<>();
        for (int at = 0; at < eachName.length; at++) {
            int port = at < eachPort.length ? Integer.parseInt(eachPort[at]) : Host.DEFAULT_PORT;
            hosts.add(new Host(eachName[at].replaceAll("[\\[\\]]", ""), port));
        }
        return hosts;
    }

    private static RuntimeException malformed() {
        return Refused.because(
                "The database URL begins with \"jdbc:postgresql:\", but the driver cannot read it."
                        + " Write jdbc:postgresql://host:port/database?user=...&password=..., with"
                        + " %XX for special characters.");
    }
}
