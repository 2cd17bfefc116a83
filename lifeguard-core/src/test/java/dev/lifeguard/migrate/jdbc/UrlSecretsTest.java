package dev.lifeguard.migrate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.LifeguardException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UrlSecretsTest {

    @Test
    void takesThePasswordsOfAUrlOutOfMessageAndCauses() {
        String url = "jdbc:nothing://app:s3cret@db.example.com/app?password=s3cret&ssl=on";
        try (Connection none = DriverManager.getConnection(url)) {
            throw new AssertionError(none);
        } catch (SQLException refused) {
            SQLException pooled = new SQLException("no connection", refused);

            LifeguardException failure = DatabaseFailure.atConnect(pooled);

            assertThat(failure.getMessage())
                    .isEqualTo(
                            "LG-501 The connection could not be set up: No suitable driver found"
                                + " for jdbc:nothing://***@db.example.com/app?password=***&ssl=on"
                                + " (SQLState 08001). Check what it is made with: the user, the"
                                + " password, the parameters in the URL, and those for TLS"
                                + " (certificates, the server's name in its own).");
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x?password=s3cret&a=b, x?password=***&a=b",
        "x;PASSWORD=s3cret;a=b, x;PASSWORD=***;a=b",
        "x?passwd=s3cret, x?passwd=***",
        "x?pwd = s3cret, x?pwd = ***",
        "x?sslPassword=s3cret, x?sslPassword=***",
        "x?clientSecret=s3cret, x?clientSecret=***",
        "x?token=s3cret here, x?token=*** here",
        "jdbc:postgresql://u:p@ss@host/db, jdbc:postgresql://***@host/db",
        "jdbc:postgresql://host/db?user=u, jdbc:postgresql://host/db?user=u"
    })
    void takesThemOutOfEachPlace(String said, String masked) {
        assertThat(UrlSecrets.mask(said)).isEqualTo(masked);
    }

    @Test
    void keepsAFailureThatQuotesNone() {
        SQLException failure = new SQLException("Connection to db:5432 refused", "08001");

        assertThat(DatabaseFailure.atConnect(failure)).hasCause(failure);
    }
}
