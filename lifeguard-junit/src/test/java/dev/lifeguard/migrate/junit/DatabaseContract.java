package dev.lifeguard.migrate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test gets, on each kind of database; each of them is a subclass. */
@SuppressWarnings("NullAway") // The fields are filled before each test.
abstract class DatabaseContract {

    private DataSource field;
    private Connection opened;

    @BeforeEach
    void addOneMore(Connection connection) throws SQLException {
        execute(connection, "INSERT INTO customers (id, name) VALUES (2, 'Bob')");
    }

    @Test
    void isMigratedForEachTestAnew(DataSource parameter) throws SQLException {
        assertThat(names(parameter)).isEqualTo("Ada,Bob");
        assertThat(names(field)).isEqualTo("Ada,Bob");
        try (Connection connection = parameter.getConnection()) {
            execute(connection, "DELETE FROM customers");
        }
    }

    @Test
    void isTheSameForAllParametersAndFieldsOfATest(
            DataSource one, Connection other, TestDatabase third) throws SQLException {
        execute(opened, "INSERT INTO customers (id, name) VALUES (3, 'Cy')");
        assertThat(names(one)).isEqualTo("Ada,Bob,Cy");
        assertThat(names(third.dataSource())).isEqualTo("Ada,Bob,Cy");
        assertThat(other).isNotSameAs(opened);
        assertThat(third.url()).startsWith("jdbc:").doesNotContain("assword");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 3, 3})
    void isEachInvocationsOwn(int id, Connection connection) throws SQLException {
        execute(connection, "INSERT INTO customers (id, name) VALUES (%s, 'Dee')".formatted(id));
    }

    @Nested
    final class InANestedClass {

        private DataSource own;

        @Test
        void isAnothersThanThatOfOtherTests(Connection connection) throws SQLException {
            execute(connection, "INSERT INTO customers (id, name) VALUES (3, 'Eve')");
            assertThat(names(own)).isEqualTo("Ada,Bob,Eve");
            assertThat(names(field)).isEqualTo("Ada,Bob,Eve");
        }
    }

    @Test
    void keepsRowsThroughAMigration(MigrationTest migration) throws SQLException {
        migration.to(20240101000000L).execute("UPDATE customers SET name = 'Frederic'");
        migration.to(20240102000000L);
        assertThat(migration.query("SELECT name, short_name FROM customers").toString())
                .isEqualTo("[[Frederic, Fre]]");
        migration.to(20240101000000L);
        assertThat(migration.query("SELECT * FROM customers").toString())
                .isEqualTo("[[1, Frederic]]");
    }

    @Test
    void goesUpDownAndUpAgain(MigrationTest migration) throws SQLException {
        assertThat(migration.upDownUp()).isEmpty();
        assertThat(migration.query("SELECT short_name FROM customers").toString())
                .isEqualTo("[[Ada]]");
        assertThat(migration.to(0).toLatest().query("SELECT id FROM customers").toString())
                .isEqualTo("[[1]]");
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String names(DataSource database) throws SQLException {
        StringBuilder names = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM customers ORDER BY id")) {
            while (rows.next()) {
                names.append(names.isEmpty() ? "" : ",").append(rows.getString(1));
            }
        }
        return names.toString();
    }
}
