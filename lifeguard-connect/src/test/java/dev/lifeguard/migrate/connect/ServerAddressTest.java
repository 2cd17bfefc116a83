package dev.lifeguard.migrate.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

final class ServerAddressTest {

    @Test
    void setsWhatMigrationsNeedUnlessItIsSaid() throws SQLException {
        PGSimpleDataSource source = source("postgresql://app:s3cret@db/main");

        assertThat(source.getServerNames()).containsExactly("db");
        assertThat(source.getPortNumbers()).containsExactly(5432);
        assertThat(source.getDatabaseName()).isEqualTo("main");
        assertThat(source.getUser()).isEqualTo("app");
        assertThat(source.getPassword()).isEqualTo("s3cret");
        assertThat(source.getApplicationName()).isEqualTo("lifeguard-migrate");
        assertThat(source.getAssumeMinServerVersion()).isEqualTo("14");
        assertThat(source.getConnectTimeout()).isEqualTo(10);
        assertThat(source.getLoginTimeout()).isEqualTo(30);
        assertThat(source.getPrepareThreshold()).isZero();
        assertThat(source.getTcpKeepAlive()).isTrue();
        assertThat(source.getSocketTimeout()).isZero();
    }

    @Test
    void leavesWhatIsSaid() throws SQLException {
        PGSimpleDataSource source =
                source(
                        "postgresql://app@db/main?application_name=mine&connect_timeout=3"
                                + "&keepalives=0&assumeMinServerVersion=12");

        assertThat(source.getApplicationName()).isEqualTo("mine");
        assertThat(source.getConnectTimeout()).isEqualTo(3);
        assertThat(source.getTcpKeepAlive()).isFalse();
        assertThat(source.getAssumeMinServerVersion()).isEqualTo("12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app:s3cret@db/main",
                "postgresql://app@db/main?password=s3cret",
                "jdbc:postgresql://db/main?user=app&password=s3cret"
            })
    void neverPrintsThePassword(String url) {
        DatabaseUrl parsed = DatabaseUrl.parse(url);

        assertThat(parsed.toString()).contains("app@db:5432/main").doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app@db/main?colour=s3cret",
                "jdbc:postgresql://db/main?user=app&colour=s3cret"
            })
    void refusesAnUnknownParameter(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .hasMessage(
                        "LG-101 The database URL has the parameter \"colour\" that neither libpq"
                                + " nor the PostgreSQL driver knows. Correct it, or leave it out; a"
                                + " special character in a value is written as %XX.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://app@db/main?password=half&s3cret=1",
                "postgresql://app:half@db/main?s3cret=1",
                "jdbc:postgresql://db/main?password=half&s3cret=1"
            })
    void doesNotNameItBesideAPassword(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .hasMessage(
                        "LG-101 The database URL has a parameter that neither libpq nor the"
                                + " PostgreSQL driver knows. Correct it, or leave it out; a special"
                                + " character in a value is written as %XX.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sslmode=s3cret|sslmode|one of disable, allow, prefer, require, verify-ca,"
                        + " verify-full",
                "connect_timeout=s3cret|connectTimeout|a whole number",
                "tcpKeepAlive=s3cret|tcpKeepAlive|true or false"
            })
    void refusesAValueThatTheDriverCannotUse(String query, String name, String wanted) {
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://app@db/main?" + query))
                .hasMessage(
                        ("LG-101 The database URL has a value of \"%s\" that the PostgreSQL driver"
                                        + " cannot use. Give %s.")
                                .formatted(name, wanted));
    }

    private static PGSimpleDataSource source(String url) {
        ServerAddress address = PostgresUri.parse(url);
        assertThat(address.property(PGProperty.USER)).isEqualTo("app");
        return (PGSimpleDataSource) address.dataSource();
    }
}
