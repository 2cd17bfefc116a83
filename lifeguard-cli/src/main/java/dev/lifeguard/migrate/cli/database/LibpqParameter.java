package dev.lifeguard.migrate.cli.database;

import dev.lifeguard.migrate.cli.settings.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.util.Map;
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
                    Map.entry("sslnegotiation", PGProperty.SSL_NEGOTIATION),
                    Map.entry("keepalives", PGProperty.TCP_KEEP_ALIVE),
                    Map.entry("load_balance_hosts", PGProperty.LOAD_BALANCE_HOSTS),
                    Map.entry("target_session_attrs", PGProperty.TARGET_SERVER_TYPE));

    private LibpqParameter() {}

    /**
     * Puts it under the driver's name for it.
     *
     * @throws ConfigurationException when neither libpq nor the driver knows it
     */
    static void put(String name, String value, Map<String, String> properties) {
        if (name.equals("client_encoding") || name.equals("fallback_application_name")) {
            // The driver speaks UTF-8 always, and has a name of its own.
            return;
        }
        @Nullable PGProperty property = NAMES.getOrDefault(name, PGProperty.forName(name));
        if (property == null) {
            throw DriverProperty.unknown(name, properties);
        }
        properties.put(property.getName(), value(name, value));
    }

    private static String value(String name, String value) {
        return switch (name) {
            case "keepalives" -> Boolean.toString(!value.equals("0"));
            case "load_balance_hosts" -> Boolean.toString(value.equals("random"));
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
