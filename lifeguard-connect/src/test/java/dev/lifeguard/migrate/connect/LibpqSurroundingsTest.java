package dev.lifeguard.migrate.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGProperty;

/** The service file, the environment and the password file, where the URL is silent. */
final class LibpqSurroundingsTest {

    @TempDir private Path home;

    private ServerAddress parse(String url, Map<String, String> environment) {
        return PostgresUri.parse(url, new LibpqSurroundings(environment, home));
    }

    @Test
    void theEnvironmentSaysWhatTheUrlDoesNot() {
        Map<String, String> environment =
                Map.of(
                        "PGHOST", "db",
                        "PGPORT", "6543",
                        "PGUSER", "app",
                        "PGPASSWORD", "s3cret",
                        "PGDATABASE", "main",
                        "PGSSLMODE", "require",
                        "PGSSLROOTCERT", "/ca.pem");

        ServerAddress address = parse("postgresql://", environment);

        assertThat(address).hasToString("app@db:6543/main");
        assertThat(address.property(PGProperty.PASSWORD)).isEqualTo("s3cret");
        assertThat(address.property(PGProperty.SSL_MODE)).isEqualTo("verify-ca");
        assertThat(parse("postgresql://me:x@there:1/other?sslmode=disable", environment))
                .hasToString("me@there:1/other")
                .extracting(it -> it.property(PGProperty.PASSWORD))
                .isEqualTo("x");
    }

    @Test
    void aServiceGoesBeforeTheEnvironment() throws IOException {
        Files.writeString(
                home.resolve(".pg_service.conf"),
                """
                # of the team
                [other]
                host=no
                [main]
                host = db
                dbname=main
                user=app
                sslmode=require
                """);
        Map<String, String> environment = Map.of("PGHOST", "no", "PGPORT", "6543");

        assertThat(parse("postgresql:///?service=main", environment))
                .hasToString("app@db:6543/main");
        assertThat(parse("postgresql://me@/", Map.of("PGSERVICE", "main")))
                .hasToString("me@db:5432/main");
        assertThatThrownBy(() -> parse("postgresql:///?service=none", environment))
                .hasMessage(
                        "LG-101 The service \"none\" of the database is not in \"%s\". Write a"
                                + " section [none] there, or name the file by PGSERVICEFILE.",
                        home.resolve(".pg_service.conf"));
    }

    @ParameterizedTest
    @CsvSource({
        "db:5432:main:app, one",
        "db:5433:main:app, any",
        "::1:5432:main:app, six",
        "/tmp:5432:main:app, local"
    })
    void theFirstLineOfThePasswordFileThatFits(String place, String password) throws IOException {
        Files.writeString(
                home.resolve(".pgpass"),
                """
                # host:port:database:user:password
                db:5432:main:other:no
                db:5432:main:app:one
                db:5432:main:app:two
                \\:\\:1:*:*:*:six
                localhost:*:*:*:local
                *:*:*:*:any
                """);
        int colon = place.indexOf(":543");

        ServerAddress address =
                parse(
                        "postgresql://app@/main?host=%s&port=%s"
                                .formatted(
                                        place.substring(0, colon),
                                        place.substring(colon + 1, colon + 5)),
                        Map.of());

        assertThat(address.property(PGProperty.PASSWORD)).isEqualTo(password);
    }

    @Test
    void aPasswordFileMayBeNamedAndHoldsWhatIsEscaped() throws IOException {
        Path file = Files.writeString(home.resolve("pw"), "*:*:*:*:a\\:b\\\\c*\n");

        assertThat(
                        parse("postgresql://app@db/main", Map.of("PGPASSFILE", file.toString()))
                                .property(PGProperty.PASSWORD))
                .isEqualTo("a:b\\c*");
        assertThat(
                        parse("postgresql://app@db/main?passfile=" + file, Map.of())
                                .property(PGProperty.PASSWORD))
                .isEqualTo("a:b\\c*");
        assertThat(
                        parse("postgresql://app:x@db/main?passfile=" + file, Map.of())
                                .property(PGProperty.PASSWORD))
                .isEqualTo("x");
    }

    @Test
    void aRootCertificateInItsUsualPlaceIsHeeded() throws IOException {
        Files.createDirectories(home.resolve(".postgresql"));
        Files.writeString(home.resolve(".postgresql/root.crt"), "");

        assertThat(
                        parse("postgresql://app@db/main?sslmode=require", Map.of())
                                .property(PGProperty.SSL_MODE))
                .isEqualTo("verify-ca");
    }
}
