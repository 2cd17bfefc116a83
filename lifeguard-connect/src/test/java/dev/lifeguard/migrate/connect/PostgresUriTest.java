package dev.lifeguard.migrate.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.connect.ServerAddress.Host;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

final class PostgresUriTest {

    private static final String FORM =
            " Write postgresql://user:password@host:port/database, with %XX for special characters"
                    + " in the user and the password.";

    @Test
    void readsEveryPart() {
        ServerAddress address =
                PostgresUri.parse("postgresql://app:s3cret@db.example:6543/main?sslmode=require");

        assertThat(address.hosts()).containsExactly(new Host("db.example", 6543));
        assertThat(address.database()).isEqualTo("main");
        assertThat(address.property(PGProperty.USER)).isEqualTo("app");
        assertThat(address.property(PGProperty.PASSWORD)).isEqualTo("s3cret");
        assertThat(address.property(PGProperty.SSL_MODE)).isEqualTo("require");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://app@db, app@db:5432/app",
        "postgresql://app@db/, app@db:5432/app",
        "postgresql://app@/main, app@localhost:5432/main",
        "postgresql:///main?user=app, app@localhost:5432/main",
        "postgresql://app@[::1]:6543/main, app@[::1]:6543/main",
        "postgresql://app@[::1]/main, app@[::1]:5432/main",
        "'postgresql://app@one:1,two/main', 'app@one:1,two:5432/main'",
        "postgresql://app@x/y?host=db&port=7&dbname=main, app@db:7/main",
        "postgresql://a%40b@db/%6d%61%69n, a@b@db:5432/main"
    })
    void fillsInWhatIsNotSaid(String url, String place) {
        assertThat(PostgresUri.parse(url)).hasToString(place);
    }

    @ParameterizedTest
    @CsvSource({
        "p%40ss%3A%2F%25, p@ss:/%",
        "p@ss, p@ss",
        "p/ss, p/ss",
        "p:ss, p:ss",
        "p+ss, p+ss",
        "p%C3%A4ss, päss",
        "'', ''"
    })
    void decodesThePassword(String written, String password) {
        ServerAddress address = PostgresUri.parse("postgresql://app:" + written + "@db/main");

        assertThat(address.property(PGProperty.PASSWORD)).isEqualTo(password);
        assertThat(address.hosts()).containsExactly(new Host("db", 5432));
    }

    @ParameterizedTest
    @CsvSource({
        "application_name=x, ApplicationName, x",
        "connect_timeout=3, connectTimeout, 3",
        "keepalives=0, tcpKeepAlive, false",
        "'require_auth=scram-sha-256,md5', requireAuth, 'scram-sha-256,md5'",
        "requiressl=1, sslmode, require",
        "sslmode=require&sslrootcert=/ca.pem, sslmode, verify-ca",
        "sslmode=prefer&sslrootcert=/ca.pem, sslmode, prefer",
        "sslrootcert=system, sslmode, verify-full",
        "target_session_attrs=read-write, targetServerType, primary",
        "target_session_attrs=any, targetServerType, any",
        "load_balance_hosts=random, loadBalanceHosts, true",
        "channel_binding=require, channelBinding, require",
        "currentSchema=app, currentSchema, app",
        "options=-c%20statement_timeout%3D5s, options, -c statement_timeout=5s"
    })
    void knowsTheParametersOfLibpqAndOfTheDriver(String query, String name, String value) {
        ServerAddress address = PostgresUri.parse("postgresql://app@db/main?" + query);

        PGProperty property = Objects.requireNonNull(PGProperty.forName(name));
        assertThat(address.property(property)).isEqualTo(value);
    }

    @Test
    void passesOverWhatTheDriverDoesByItself() {
        assertThat(PostgresUri.parse("postgresql://app@db/main?client_encoding=UTF8&"))
                .hasToString("app@db:5432/main");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql:app@db|has no \"//\" after its scheme.",
                "postgresql://app:s3cret@db:x/main|has a port that is no number from 1 to 65535.",
                "postgresql://app:s3cret@db:70000/main|has a port that is no number from 1 to"
                        + " 65535.",
                "postgresql://app:s3cret?x@db/main|has a parameter that is not of the form"
                        + " name=value.",
                "postgresql://app@db/main?s3cret|has a parameter that is not of the form"
                        + " name=value.",
                "postgresql://app@%2Frun,db/main|names the directory of a Unix socket beside other"
                        + " hosts.",
                "postgresql://app@d b/main|has a host that is no name and no address."
            })
    void refusesWhatIsMalformedWithoutQuotingIt(String url, String why) {
        assertThatThrownBy(() -> PostgresUri.parse(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("LG-101 The database URL " + why + FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "s3cret%"})
    void refusesAPercentSignThatBeginsNoCode(String password) {
        assertThatThrownBy(() -> PostgresUri.parse("postgresql://app:" + password + "@db/main"))
                .hasMessage(
                        "LG-101 The database URL has a percent sign without two hexadecimal digits"
                                + " behind it, in its password. Write %25 for a percent sign.");
    }

    @Test
    void refusesAnUnknownSessionKind() {
        assertThatThrownBy(
                        () -> PostgresUri.parse("postgresql://app@db/main?target_session_attrs=x"))
                .hasMessage(
                        "LG-101 The database URL has a target_session_attrs that is unknown. A"
                                + " migration needs read-write.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keepalives_idle=5",
                "tcp_user_timeout=5",
                "sslcrl=/x",
                "sslcertmode=require",
                "ssl_min_protocol_version=TLSv1.3",
                "requirepeer=postgres",
                "sslsni=0",
                "oauth_issuer=x",
                "replication=database"
            })
    void refusesByNameWhatIsLibpqsAlone(String parameter) {
        assertThatThrownBy(() -> PostgresUri.parse("postgresql://app@db/main?" + parameter))
                .hasMessage(
                        ("LG-101 The database URL has the parameter \"%s\" with a value that is"
                                        + " libpq's and not supported here. Leave it out.")
                                .formatted(parameter.substring(0, parameter.indexOf('='))));
    }

    @Test
    void passesOverValuesThatAreSoAnyway() {
        assertThat(
                        PostgresUri.parse(
                                "postgresql://app@db/main?sslsni=1&sslcompression=0&sslcertmode=allow"
                                    + "&ssl_min_protocol_version=TLSv1.2&gssdelegation=0"))
                .hasToString("app@db:5432/main");
    }

    @Test
    void refusesTheSystemsAuthoritiesWithoutTheHostsName() {
        assertThatThrownBy(
                        () ->
                                PostgresUri.parse(
                                        "postgresql://app@db/main?sslrootcert=system&sslmode=require"))
                .hasMessage(
                        "LG-101 The database URL has sslrootcert=system with sslmode=require."
                                + " Anybody may have a certificate of the system's authorities:"
                                + " write sslmode=verify-full.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schema=app|Leave it out, and name the schema by --schema.",
                "pgbouncer=true|Leave it out; nothing has to be set for PgBouncer."
            })
    void knowsPrismasParameters(String parameter, String advice) {
        assertThatThrownBy(() -> PostgresUri.parse("postgresql://app:x@db/main?" + parameter))
                .hasMessage(
                        "LG-101 The database URL has the parameter \"%s\", which is Prisma's. %s",
                        parameter.substring(0, parameter.indexOf('=')), advice);
    }

    @Test
    void leadsToTheSocketOfADirectory() {
        ServerAddress address = PostgresUri.parse("postgresql://app@%2Frun%2Fpg:6543/main");

        assertThat(address.property(PGProperty.SOCKET_FACTORY_ARG))
                .isEqualTo("/run/pg/.s.PGSQL.6543");
        assertThat(address.property(PGProperty.SSL_MODE)).isEqualTo("disable");
        assertThat(address).hasToString("app@/run/pg:6543/main");
        assertThat(PostgresUri.parse("postgresql:///main?host=/run/pg&user=app"))
                .hasToString("app@/run/pg:5432/main");
    }
}
