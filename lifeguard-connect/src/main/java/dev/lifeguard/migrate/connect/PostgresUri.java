package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.connect.ServerAddress.Host;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads {@code postgresql://user:password@host:port/database?parameters} as libpq does (PostgreSQL
 * manual, 34.1.1.2).
 */
final class PostgresUri {

    private static final String HOST = "host";
    private static final String HOST_ADDRESS = "hostaddr";
    private static final String PORT = "port";
    private static final String DATABASE = "dbname";
    private static final String USER = "user";
    private static final String PASSWORD = "password";

    private final LibpqSurroundings surroundings;

    /** By libpq's names. */
    private final Map<String, String> said = new TreeMap<>();

    private PostgresUri(LibpqSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Reads one with what this process finds around it. */
    static ServerAddress parse(String url) {
        return parse(url, LibpqSurroundings.ofThisProcess());
    }

    static ServerAddress parse(String url, LibpqSurroundings surroundings) {
        int slashes = url.indexOf("://");
        if (slashes < 0 || slashes != url.indexOf(':')) {
            throw malformed("has no \"//\" after its scheme");
        }
        return new PostgresUri(surroundings).read(url.substring(slashes + 3));
    }

    private ServerAddress read(String rest) {
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        int slash = place.indexOf('/', place.lastIndexOf('@') + 1);
        authority(slash < 0 ? place : place.substring(0, slash));
        if (slash >= 0) {
            say(DATABASE, PercentCode.decode(place.substring(slash + 1), "database name"));
        }
        if (question >= 0) {
            parameters(place, rest.substring(question + 1));
        }
        surroundings.complete(said);
        return address();
    }

    private ServerAddress address() {
        String user = said.computeIfAbsent(USER, name -> System.getProperty("user.name", ""));
        String database = taken(DATABASE);
        String named = database.isEmpty() ? user : database;
        List<Host> hosts = hosts(hostNames(), taken(PORT));
        String passwordFile = taken("passfile");
        for (Host host : said.containsKey(PASSWORD) ? List.<Host>of() : hosts) {
            surroundings
                    .password(passwordFile, host.inPasswordFile(), host.port(), named, user)
                    .ifPresent(password -> said.putIfAbsent(PASSWORD, password));
        }
        return new ServerAddress(
                hosts, named, new LibpqParameter(surroundings).properties(said, hosts));
    }

    /** The address is what is connected to; the name only what a certificate must say. */
    private String hostNames() {
        String name = taken(HOST);
        String address = taken(HOST_ADDRESS);
        if (!name.isEmpty()
                && !address.isEmpty()
                && !name.equals(address)
                && said.getOrDefault("sslmode", "").equals("verify-full")) {
            throw Refused.because(
                    "The database URL has a host and a hostaddr, and the certificate could not be"
                            + " compared with the host (sslmode=verify-full). Leave hostaddr out.");
        }
        return address.isEmpty() ? name : address;
    }

    private String taken(String name) {
        String value = said.remove(name);
        return value == null ? "" : value;
    }

    private void say(String name, String value) {
        if (!value.isEmpty()) {
            said.put(name, value);
        }
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
        if (names.stream().anyMatch(name -> !name.isEmpty())) {
            said.put(HOST, String.join(",", names));
        }
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            said.put(PORT, String.join(",", ports));
        }
    }

    private void userInfo(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        if (!user.isEmpty()) {
            said.put(USER, PercentCode.decode(user, USER));
        }
        if (colon >= 0) {
            said.put(PASSWORD, PercentCode.decode(userInfo.substring(colon + 1), PASSWORD));
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
            said.put(name, PercentCode.decode(each.substring(equals + 1), "parameters"));
        }
    }

    private static List<Host> hosts(String hostNames, String portNumbers) {
        String[] names = hostNames.split(",", -1);
        String[] ports = portNumbers.split(",", -1);
        List<Host> hosts = new ArrayList<>();
        for (int at = 0; at < names.length; at++) {
            String own = at < ports.length ? ports[at] : ports.length == 1 ? ports[0] : "";
            hosts.add(new Host(hostName(names[at]), port(own)));
        }
        if (hosts.size() > 1 && hosts.stream().anyMatch(Host::isSocket)) {
            throw malformed("names the directory of a Unix socket beside other hosts");
        }
        return hosts;
    }

    private static String hostName(String name) {
        if (name.startsWith("/")) {
            return name;
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
