package dev.lifeguard.migrate.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.error.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChosenDialectTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://h/d?dialect=cockroachdb, CockroachDB, postgresql://h/d",
        "postgresql://h/d?dialect=yugabytedb&sslmode=require, YugabyteDB,"
                + " postgresql://h/d?sslmode=require",
        "postgresql://h/d?a=b&dialect=cockroachdb, CockroachDB, postgresql://h/d?a=b",
        "jdbc:postgresql://h/d?a=b&dialect=postgresql&c=d, PostgreSQL,"
                + " jdbc:postgresql://h/d?a=b&c=d"
    })
    void isTakenOutOfTheUrl(String url, String product, String rest) {
        ChosenDialect chosen = ChosenDialect.in(url);

        assertThat(chosen.database()).map(DatabaseProduct::product).contains(product);
        assertThat(chosen.rest()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://h/d",
                "postgresql://h/dialect=x",
                "postgresql://h/d?mydialect=x"
            })
    void isNoneWhereNothingIsSaid(String url) {
        assertThat(ChosenDialect.in(url).database()).isEmpty();
        assertThat(ChosenDialect.in(url).rest()).isEqualTo(url);
    }

    @Test
    void isRefusedWhereItIsUnknown() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> DatabaseUrl.parse("postgresql://u:secret@h/d?dialect=oracle"))
                .withMessage(
                        "LG-101 The database URL asks for a dialect that is unknown. Write"
                                + " dialect=cockroachdb or dialect=yugabytedb, or leave it out.");
    }

    @Test
    void isThatOfTheDatabase() {
        assertThat(DatabaseUrl.parse("postgresql://h/d?dialect=cockroachdb").product())
                .isEqualTo(DatabaseProduct.COCKROACHDB);
        assertThat(DatabaseUrl.parse("jdbc:postgresql://h/d").chosen()).isEmpty();
    }
}
