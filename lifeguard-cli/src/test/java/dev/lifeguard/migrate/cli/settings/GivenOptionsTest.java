package dev.lifeguard.migrate.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.settings.GivenOptions.Given;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a call is repeated where a next one is advised. */
final class GivenOptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "sqlite:a.db|sqlite:a.db",
                "postgresql://ann@host:5432/db|postgresql://ann@host:5432/db",
                "jdbc:postgresql://ann@host/db|jdbc:postgresql://ann@host/db",
                "postgresql://ann:secret@host/db|'postgresql://***@host/db'",
                "postgresql://host/db?user=ann&password=secret|"
                        + "'postgresql://host/db?user=ann&password=***'",
                "postgresql://ann:se@cret@host/db|'postgresql://***@host/db'",
            })
    void hasNoPassword(String url, String typed) {
        assertThat(
                        new GivenOptions(List.of(new Given("--database-url", url)))
                                .behind("lifeguard-migrate up"))
                .isEqualTo("lifeguard-migrate up --database-url " + typed);
    }

    @Test
    void isAsAShellReadsIt() {
        assertThat(new GivenOptions(List.of(new Given("--placeholder", "a=it's $x"))).behind("up"))
                .isEqualTo("up --placeholder 'a=it'\\''s $x'");
    }
}
