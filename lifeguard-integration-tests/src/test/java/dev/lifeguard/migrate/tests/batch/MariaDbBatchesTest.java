package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** Keys and locks on MariaDB of which other tools have left rows out. */
final class MariaDbBatchesTest {

    @AutoClose
    private final BatchProject project =
            BatchProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));

    private void run(String type, String value) {
        project.table("k %s NOT NULL PRIMARY KEY".formatted(type));
        project.rows(
                IntStream.rangeClosed(1, 200)
                        .mapToObj(n -> value.replace("{n}", Integer.toString(n)))
                        .toList());
        project.fill("key=k size=13 max-size=13", "k > :from AND k <= :to");

        project.up();

        assertThat(project.seen()).containsExactly("1|200");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "binary(16) | UNHEX(MD5({n}))",
                "varbinary(20) | CONCAT(CHAR({n} MOD 3), UNHEX(HEX({n})), CHAR(32))",
                "varchar(20) CHARACTER SET latin1 | CONCAT(CHAR(180 + {n} MOD 50 USING latin1),"
                        + " {n})",
                "varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin | CONCAT(IF({n} MOD 2,"
                        + " 'google', 'Google'), {n})",
                "varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci | CONCAT('ß_%', {n})",
                "bigint unsigned | 18446744073709551615 - {n} * 3",
                "decimal(30, 10) | {n} / 7 - 12",
                "datetime(6) | TIMESTAMPADD(MICROSECOND, {n}, '2024-10-27 02:59:59.9999')",
                "date | DATE_ADD('1000-01-01', INTERVAL {n} DAY)",
            })
    void eachTypeIsFollowedInItsOwnOrder(String type, String value) {
        run(type, value);
    }

    /** Servers come without any; it stays there for whoever asks next. */
    private String zoneWithSummerTime() {
        String zone = "Test/Summer";
        ContractDatabase database = project.database();
        if (database.query("SELECT Name FROM mysql.time_zone_name").contains(zone)) {
            return zone;
        }
        database.execute(
                "INSERT INTO mysql.time_zone (Time_zone_id, Use_leap_seconds) VALUES (4711, 'N')",
                "INSERT INTO mysql.time_zone_name VALUES ('%s', 4711)".formatted(zone),
                "INSERT INTO mysql.time_zone_transition_type VALUES (4711, 0, 3600, 0, 'W'),"
                        + " (4711, 1, 7200, 1, 'S')",
                "INSERT INTO mysql.time_zone_transition VALUES (4711, 1711846800, 1),"
                        + " (4711, 1729990800, 0)");
        return zone;
    }

    private Migrator inZone(String zone) throws SQLException {
        return Migrator.builder(
                        new MariaDbDataSource(
                                project.database().url()
                                        + "&sessionVariables=time_zone='%s'".formatted(zone)))
                .source(MigrationSource.directory(project.directory()))
                .build();
    }

    @Test
    void anHourThatComesTwiceIsNoTrap() throws SQLException {
        project.table("k timestamp(6) NOT NULL PRIMARY KEY");
        project.rows(
                IntStream.rangeClosed(1, 200)
                        .mapToObj("FROM_UNIXTIME(1729980000 + %s * 100.5)"::formatted)
                        .toList());
        project.fill("key=k size=13 max-size=13", "k > :from AND k <= :to");

        inZone(zoneWithSummerTime()).up();

        assertThat(project.seen()).containsExactly("1|200");
    }

    @Test
    void anIndexInTwoDirectionsIsNone() {
        project.table("a int NOT NULL, b int NOT NULL, UNIQUE KEY mixed (a, b DESC)");
        project.fill("key=(a, b)", "(a, b) > :from AND (a, b) <= :to");

        assertThat(failureOf(project::up)).message().contains("mixed is in another order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MyISAM", "Aria"})
    void aTableWithoutTransactionsIsRefused(String engine) {
        project.table("id bigint NOT NULL PRIMARY KEY");
        project.rows(List.of("1"));
        project.database().execute("ALTER TABLE item ENGINE = " + engine);
        project.fill("key=id", "id > :from AND id <= :to");

        assertThat(failureOf(project::up))
                .isInstanceOf(ValidationException.class)
                .hasMessage(
                        ("LG-302 20240102000000_fill.sql:2:1: The table item has the engine %s,"
                             + " which has no transactions: what a batch changed before it fails"
                             + " would stay, and be changed once more. Give it another one first:"
                             + " ALTER TABLE item ENGINE = InnoDB.")
                                .formatted(engine));
        assertThat(project.seen()).containsExactly("0|1");
    }

    private boolean isWaiting() {
        MariaDbServer.forgetTransactions(project.database());
        return project.database()
                .query(
                        "SELECT count(*) FROM information_schema.innodb_trx t JOIN"
                                + " information_schema.processlist p ON p.id ="
                                + " t.trx_mysql_thread_id WHERE t.trx_state = 'LOCK WAIT' AND p.db"
                                + " = database()")
                .equals(List.of("1"));
    }

    /** A transaction with more changes than the batch, which the server ends therefore. */
    private boolean cross(CountDownLatch holding) throws SQLException {
        try (Connection connection = project.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE other SET n = 1");
            statement.execute("UPDATE item SET seen = seen + 0 WHERE k = 20");
            holding.countDown();
            Await.until("the batch waits", this::isWaiting);
            statement.execute("UPDATE item SET seen = seen + 0 WHERE k = 1");
            connection.commit();
            return true;
        }
    }

    @Test
    void aBatchThatADeadlockEndsIsTriedAgain() throws InterruptedException {
        project.table("k int NOT NULL PRIMARY KEY");
        project.rows(IntStream.rangeClosed(1, 200).mapToObj(Integer::toString).toList());
        project.database().execute("CREATE TABLE other (n int NOT NULL, m int PRIMARY KEY)");
        project.database()
                .execute(
                        "INSERT INTO other SELECT 0, k FROM item UNION SELECT 0, k + 200 FROM"
                                + " item");
        project.fill("key=k size=50", "k > :from AND k <= :to");
        CountDownLatch holding = new CountDownLatch(1);
        Background<Boolean> other = Background.start(() -> cross(holding));
        holding.await();

        project.up();

        assertThat(other.result()).isTrue();
        assertThat(project.seen()).containsExactly("1|200");
    }

    /** As MySQL's Connector/J does while a result is read row by row. */
    private static Connection endedByIsValid(Connection plain) {
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("isValid")) {
                                plain.abort(Runnable::run);
                                return false;
                            }
                            return invoked(plain, method, arguments);
                        });
    }

    private static @Nullable Object invoked(
            Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private DataSource endedByIsValid() {
        DataSource plain = project.database().dataSource();
        return (DataSource)
                Proxy.newProxyInstance(
                        DataSource.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (proxy, method, arguments) -> {
                            Object given = invoked(plain, method, arguments);
                            return given instanceof Connection connection
                                    ? endedByIsValid(connection)
                                    : given;
                        });
    }

    @Test
    void codeMayComputeWithADriverWhoseIsValidEndsTheSession() {
        project.table("id bigint NOT NULL PRIMARY KEY");
        project.rows(List.of("1", "2", "3"));
        Fill<Long> fill =
                new Fill<>(
                        BatchSpec.of("item", row -> row.getLong(1), "id"),
                        batch -> {
                            think();
                            return batch.update(
                                    "UPDATE item SET seen = seen + 1 WHERE " + batch.condition());
                        });

        project.database()
                .migrator(endedByIsValid())
                .source(MigrationSource.of(fill))
                .lease(Duration.ofSeconds(3))
                .build()
                .up();

        assertThat(project.seen()).containsExactly("1|3");
    }

    /** Until the server would have ended an idle transaction, by its clock. */
    private void think() {
        String end = project.database().query("SELECT now(6) + INTERVAL 4 SECOND").getFirst();
        Await.until(
                "four seconds are over",
                () ->
                        project.database()
                                .query("SELECT now(6) > '%s'".formatted(end))
                                .getFirst()
                                .equals("1"));
    }
}
