package dev.lifeguard.migrate.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGProperty;

final class JdbcUrlTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:6543/main?user=app, app@db:6543/main",
        "jdbc:postgresql://db/main?user=app, app@db:5432/main",
        "jdbc:postgresql:main?user=app, app@localhost:5432/main",
        "jdbc:postgresql://[::1]:6543/main?user=app, app@[::1]:6543/main",
        "'jdbc:postgresql://one:1,two:2/main?user=app', 'app@one:1,two:2/main'"
    })
    void readsWhatTheDriverReads(String url, String place) {
        assertThat(JdbcUrl.parse(url)).hasToString(place);
    }

    @Test
    void keepsTheParameters() {
        ServerAddress address =
                JdbcUrl.parse(
                        "jdbc:postgresql://db/main?user=app&password=p%26s&currentSchema=a,b");

        assertThat(address.property(PGProperty.PASSWORD)).isEqualTo("p&s");
        assertThat(address.property(PGProperty.CURRENT_SCHEMA)).isEqualTo("a,b");
    }

    @Test
    void refusesAUserBeforeTheHost() {
        assertThatThrownBy(() -> JdbcUrl.parse("jdbc:postgresql://app:s3cret@db:5432/main"))
                .hasMessage(
                        "LG-101 The database URL begins with \"jdbc:\" and has a user before the"
                            + " host, which JDBC URLs do not have. Leave \"jdbc:\" out, or write"
                            + " jdbc:postgresql://host:port/database?user=...&password=...");
    }

    @Test
    void refusesWhatTheDriverCannotRead() {
        assertThatThrownBy(() -> JdbcUrl.parse("jdbc:postgresql://db:s3cret/main"))
                .hasMessage(
                        "LG-101 The database URL begins with \"jdbc:postgresql:\", but the driver"
                            + " cannot read it. Write"
                            + " jdbc:postgresql://host:port/database?user=...&password=..., with"
                            + " %XX for special characters.");
    }
}
