package dev.lifeguard.migrate.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RelativeUrlTest {

    @ParameterizedTest
    @CsvSource({
        "sqlite:app.db, sqlite:/etc/app/app.db",
        "sqlite:../app.db?mode=ro, sqlite:/etc/app.db?mode=ro",
        "jdbc:sqlite:app.db, jdbc:sqlite:/etc/app/app.db",
        "jdbc:sqlite:file:app.db, jdbc:sqlite:file:/etc/app/app.db",
        "jdbc:h2:./app;MODE=MySQL, jdbc:h2:/etc/app/app;MODE=MySQL",
        "jdbc:h2:file:./app, jdbc:h2:file:/etc/app/app",
        "embedded:postgresql, embedded:postgresql:/etc/app/.lifeguard/postgresql",
        "embedded:postgresql:data, embedded:postgresql:/etc/app/data"
    })
    void resolvesAPath(String url, String expected) {
        assertThat(RelativeUrl.resolve(url, Path.of("/etc/app"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "sqlite:/var/app.db",
        "sqlite:///var/app.db",
        "sqlite::memory:",
        "jdbc:h2:mem:test",
        "jdbc:h2:~/test",
        "postgresql://db/app",
        "mysql://db/app",
        "embedded:postgresql:/data"
    })
    void leavesWhatHasNone(String url) {
        assertThat(RelativeUrl.resolve(url, Path.of("/etc/app"))).isEqualTo(url);
    }

    @Test
    void leavesAnyWithoutAFolder() {
        assertThat(RelativeUrl.resolve("sqlite:app.db", Path.of(""))).isEqualTo("sqlite:app.db");
    }
}
