package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.connect.ServerAddress.Host;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** The parameters of libpq's URLs (PostgreSQL manual, 34.1.2) as the driver calls them. */
final class LibpqParameter {

    private static final Map<String, PGProperty> NAMES =
            Map.ofEntries(
                    Map.entry("application_name", PGProperty.APPLICATION_NAME),
                    Map.entry("channel_binding", PGProperty.CHANNEL_BINDING),
                    Map.entry("connect_timeout", PGProperty.CONNECT_TIMEOUT),
                    Map.entry("gssencmode", PGProperty.GSS_ENC_MODE),
                    Map.entry("krbsrvname", PGProperty.KERBEROS_SERVER_NAME),
                    Map.entry("require_auth", PGProperty.REQUIRE_AUTH),
                    Map.entry("sslnegotiation", PGProperty.SSL_NEGOTIATION),
                    Map.entry("keepalives", PGProperty.TCP_KEEP_ALIVE),
                    Map.entry("load_balance_hosts", PGProperty.LOAD_BALANCE_HOSTS),
                    Map.entry("target_session_attrs", PGProperty.TARGET_SERVER_TYPE));

    /** What the driver or Java does by itself; another value of them has no effect here. */
    private static final Map<String, Set<String>> BY_ITSELF =
            Map.ofEntries(
                    Map.entry("sslcompression", Set.of("0")),
                    Map.entry("sslcertmode", Set.of("allow")),
                    Map.entry("sslsni", Set.of("1")),
                    Map.entry("ssl_min_protocol_version", Set.of("TLSv1", "TLSv1.1", "TLSv1.2")),
                    Map.entry("min_protocol_version", Set.of("3.0")),
                    Map.entry("max_protocol_version", Set.of("3.0", "latest")),
                    Map.entry("gssdelegation", Set.of("0")),
                    Map.entry("requiressl", Set.of("0")),
                    Map.entry("replication", Set.of("false", "off", "no", "0")));

    private static final Set<String> UNSUPPORTED =
            Set.of(
                    "keepalives_idle",
                    "keepalives_interval",
                    "keepalives_count",
                    "tcp_user_timeout",
                    "sslcrl",
                    "sslcrldir",
                    "sslkeylogfile",
                    "requirepeer",
                    "ssl_max_protocol_version",
                    "scram_client_key",
                    "scram_server_key",
                    "oauth_issuer",
                    "oauth_client_id",
                    "oauth_client_secret",
                    "oauth_scope");

    /** The driver speaks UTF-8 always, and has a name of its own. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("client_encoding", "fallback_application_name");

    private static final String SSL_MODE = "sslmode";
    private static final String ROOT_CERTIFICATE = "sslrootcert";

    private final LibpqSurroundings surroundings;

    LibpqParameter(LibpqSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * The driver's properties for them.
     *
     * @throws ConfigurationException when neither libpq nor the driver knows one, or when what it
     *     says to libpq cannot be had
     */
    Map<String, String> properties(Map<String, String> said, List<Host> hosts) {
        Map<String, String> properties = new TreeMap<>();
        said.forEach(
                (name, value) -> {
                    if (!WITHOUT_EFFECT.contains(name) && !isByItself(name, value)) {
                        properties.put(driverName(name, said), value(name, value));
                    }
                });
        if (hosts.getFirst().isSocket()) {
            properties.put(PGProperty.SOCKET_FACTORY.getName(), UnixSocketFactory.class.getName());
            properties.put(PGProperty.SOCKET_FACTORY_ARG.getName(), hosts.getFirst().socket());
            // As with libpq: nobody listens between two processes of one machine.
            properties.put(PGProperty.SSL_MODE.getName(), "disable");
        } else {
            verify(properties);
        }
        return properties;
    }

    /** Where libpq has a root certificate, its sslmode=require is verify-ca. */
    private void verify(Map<String, String> properties) {
        String mode = properties.getOrDefault(SSL_MODE, "");
        String root = properties.getOrDefault(ROOT_CERTIFICATE, "");
        if (root.equals("system")) {
            if (!mode.isEmpty() && !mode.equals("verify-full")) {
                throw Refused.because(
                        ("The database URL has sslrootcert=system with sslmode=%s. Anybody may have"
                                        + " a certificate of the system's authorities: write"
                                        + " sslmode=verify-full.")
                                .formatted(mode));
            }
            properties.put(SSL_MODE, "verify-full");
            SystemCertificates.use(surroundings.environment(), properties);
        } else if (mode.equals("require")
                && (!root.isEmpty()
                        || Files.exists(surroundings.home().resolve(".postgresql/root.crt")))) {
            properties.put(SSL_MODE, "verify-ca");
        }
    }

    private static boolean isByItself(String name, String value) {
        Set<String> values = BY_ITSELF.get(name);
        if (values == null || (name.equals("requiressl") && value.equals("1"))) {
            return false;
        }
        if (!value.isEmpty() && !values.contains(value)) {
            throw unsupported(name);
        }
        return true;
    }

    private static String driverName(String name, Map<String, String> said) {
        if (UNSUPPORTED.contains(name)) {
            throw unsupported(name);
        }
        if (name.equals("requiressl")) {
            return SSL_MODE;
        }
        @Nullable PGProperty property = NAMES.getOrDefault(name, PGProperty.forName(name));
        if (property == null) {
            throw DriverProperty.unknown(name, said);
        }
        return property.getName();
    }

    private static ConfigurationException unsupported(String name) {
        return Refused.because(
                ("The database URL has the parameter \"%s\" with a value that is libpq's and not"
                                + " supported here. Leave it out.")
                        .formatted(name));
    }

    private static String value(String name, String value) {
        return switch (name) {
            case "keepalives" -> Boolean.toString(!value.equals("0"));
            case "load_balance_hosts" -> Boolean.toString(value.equals("random"));
            case "connect_timeout" -> value.startsWith("-") ? "0" : value;
            case "requiressl" -> "require";
            case "target_session_attrs" ->
                    switch (value) {
                        case "any" -> "any";
                        case "read-write", "primary" -> "primary";
                        case "read-only", "standby" -> "secondary";
                        case "prefer-standby" -> "preferSecondary";
                        default ->
                                throw Refused.because(
                                        "The database URL has a target_session_attrs that is"
                                                + " unknown. A migration needs read-write.");
                    };
            default -> value;
        };
    }
}
