package dev.lifeguard.migrate.connect;

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
            " Use postgresql://user:password@host:port/database, jdbc:postgresql:...,"
                    + " mysql://user:password@host:port/database, sqlite:FILE, jdbc:h2:... or"
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
        "mysql://root:s3cret@db:3307/app, root@db:3307/app, jdbc:mariadb://db:3307/app",
        "mariadb://db/app, db/app, jdbc:mariadb://db/app",
        "sqlite:app.db, sqlite:app.db, jdbc:sqlite:app.db",
        "sqlite:///var/app.db, sqlite:/var/app.db, jdbc:sqlite:/var/app.db",
        "jdbc:mysql://db/app?user=root&password=s3cret&a=b, root@db/app, jdbc:mariadb://db/app?a=b",
        "jdbc:mariadb://db/app?password=s3cret, db/app, jdbc:mariadb://db/app",
        "jdbc:sqlite:app.db, sqlite:app.db, jdbc:sqlite:app.db",
        "jdbc:h2:mem:x;USER=sa;PASSWORD=s3cret, h2:mem:x, jdbc:h2:mem:x"
    })
    void knowsOthersAndTakesTheLoginOut(String url, String place, String jdbcUrl) {
        DatabaseUrl.ByDriver found = (DatabaseUrl.ByDriver) DatabaseUrl.parse(url);

        assertThat(found.address().url()).isEqualTo(jdbcUrl);
        assertThat(found.toString()).contains(place).doesNotContain("s3cret");
        assertThat(found.address().login("password"))
                .isEqualTo(url.contains("s3cret") ? "s3cret" : "");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://db/app, useAffectedRows, true",
        "mysql://db/app?useAffectedRows=false, useAffectedRows, ''",
        "jdbc:h2:mem:x, TRACE_LEVEL_FILE, 0",
        "jdbc:h2:mem:x;trace_level_file=2, TRACE_LEVEL_FILE, ''",
        "sqlite:app.db, limit_sql_length, 1000000000",
        "sqlite:app.db, limit_function_arg, 1000"
    })
    void asksTheDriverForTheSessionThatTheClientWouldHave(String url, String name, String value) {
        DatabaseUrl.ByDriver found = (DatabaseUrl.ByDriver) DatabaseUrl.parse(url);

        assertThat(found.address().login(name)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "sqlite:, The database URL \"sqlite:\" names no file. Write sqlite:FILE.",
        "mysql:app, The database URL names no host. Write mysql://user:password@host:port/database."
    })
    void refusesOthersThatNameNothing(String url, String message) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("LG-101 " + message);
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
        assertThatThrownBy(() -> DatabaseUrl.parse("'postgresql://app:secret@db/app'"))
                .hasMessage(
                        "LG-101 The database URL begins with a quotation mark. Leave it out, and"
                            + " the one at the end: a file of variables that no shell reads (docker"
                            + " --env-file) keeps them.");
    }

    @Test
    void refusesOtherEmbeddedServers() {
        assertThatThrownBy(() -> DatabaseUrl.parse("embedded:mysql"))
                .hasMessage(
                        "LG-101 The database URL asks for an embedded server that is not there."
                                + " Write embedded:postgresql or embedded:postgresql:DIR.");
    }

    @Test
    void anotherUserGoesBeforeThatOfTheUrl() {
        assertThat(DatabaseUrl.parse("postgresql://me@db/app").withUser("app"))
                .extracting(url -> ((DatabaseUrl.Server) url).address())
                .hasToString("app@db:5432/app");
        assertThat(DatabaseUrl.parse("mysql://me:secret@db/app").withUser("app"))
                .extracting(url -> ((DatabaseUrl.ByDriver) url).address().login("user"))
                .isEqualTo("app");
        assertThatThrownBy(() -> DatabaseUrl.parse("embedded:postgresql").withUser("app"))
                .hasMessage(
                        "LG-101 The embedded server has a user of its own. Leave the user out.");
    }
}
