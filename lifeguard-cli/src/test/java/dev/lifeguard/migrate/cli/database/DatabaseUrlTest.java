package dev.lifeguard.migrate.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.error.ConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {

    private static final String FORMS =
            " Use postgresql://user:password@host:port/database, jdbc:postgresql:... or"
                    + " embedded:postgresql[:DIR].";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app@db/app",
                "postgres://app@db/app",
                "POSTGRES://app@db/app",
                "jdbc:postgresql://db/app?user=app",
                " postgresql://app@db/app\n"
            })
    void knowsPostgresql(String url) {
        assertThat(DatabaseUrl.parse(url)).isInstanceOf(DatabaseUrl.Server.class);
        assertThat(DatabaseUrl.parse(url).toString()).contains("app@db:5432/app");
    }

    @ParameterizedTest
    @CsvSource({
        "embedded:postgresql, .lifeguard/postgresql",
        "embedded:postgresql:, .lifeguard/postgresql",
        "embedded:postgres:some/where, some/where",
        "embedded:postgresql:/a:b, /a:b"
    })
    void knowsTheEmbeddedServer(String url, Path directory) {
        assertThat(DatabaseUrl.parse(url)).isEqualTo(new DatabaseUrl.Embedded(directory));
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://root:s3cret@db/app, mysql",
        "mariadb://db/app, mariadb",
        "sqlite:app.db, sqlite",
        "jdbc:mysql://root:s3cret@db/app, jdbc:mysql",
        "jdbc:sqlite:app.db, jdbc:sqlite",
        "jdbc:h2:mem:x, jdbc:h2"
    })
    void knowsOthersButDoesNotRunThemYet(String url, String scheme) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "LG-101 The database URL begins with \"%s:\", and this version runs"
                                        .formatted(scheme)
                                + " PostgreSQL."
                                + FORMS);
    }

    @ParameterizedTest
    @CsvSource({"oracle:thin:s3cret, oracle", "jdbc:oracle:s3cret, jdbc:oracle"})
    void refusesAnUnknownScheme(String url, String scheme) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .hasMessage(
                        "LG-101 The database URL begins with \"%s:\", which is unknown."
                                        .formatted(scheme)
                                + FORMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret", "s3 cret://x", "://db"})
    void refusesWhatHasNoScheme(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .hasMessage("LG-101 The database URL has no scheme." + FORMS);
    }

    @Test
    void refusesOtherEmbeddedServers() {
        assertThatThrownBy(() -> DatabaseUrl.parse("embedded:mysql"))
                .hasMessage(
                        "LG-101 The database URL asks for an embedded server that is not there."
                                + " Write embedded:postgresql or embedded:postgresql:DIR.");
    }
}
