package dev.lifeguard.migrate.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed: postgresql://app:s3cret@host/db",
                "failed: postgres://s3cret@host/db",
                "failed: \"postgresql://app:a@s3cret@host/db\" is bad",
                "jdbc:postgresql://host/db?user=app&password=s3cret&ssl=true",
                "jdbc:postgresql://host/db?sslpassword=s3cret",
                "PASSWORD=s3cret"
            })
    void takesPasswordsOut(String text) {
        assertThat(Redaction.of(text)).doesNotContain("s3cret").contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'postgresql://a:s3cret', 'x@db'",
                "s3cret@host/db",
                "'x?y@h', 's3cret@host/db'"
            })
    void takesPiecesOutOfArguments(String text) {
        assertThat(Redaction.ofArguments(text)).doesNotContain("s3cret");
    }

    @Test
    void leavesTheFormsThatMessagesShow() {
        String help =
                "Use postgresql://user:password@host:port/db or"
                        + " jdbc:postgresql://host/db?password=...";

        assertThat(Redaction.of(help)).isEqualTo(help);
    }

    @Test
    void leavesOtherTextsAlone() {
        String text = "LG-201 Migration 20240120120000 failed: relation \"a@b\" exists";

        assertThat(Redaction.of(text)).isEqualTo(text);
    }
}
