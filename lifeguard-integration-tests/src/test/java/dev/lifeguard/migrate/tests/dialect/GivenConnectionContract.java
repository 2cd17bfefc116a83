package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Target;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection of the application's is given back as it was, or not taken at all. */
abstract class GivenConnectionContract {

    private static final Map<String, Consumer<Migrator>> CALLS =
            Map.of(
                    "up", Migrator::up,
                    "status", Migrator::status,
                    "plan", migrator -> migrator.plan(Target.all()),
                    "lockHolder", Migrator::lockHolder,
                    "unlock", Migrator::unlock,
                    "lock", migrator -> migrator.lock().close());

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;

    GivenConnectionContract(ContractDatabase database) {
        this.database = database;
        this.project = ContractProject.of(database);
    }

    @BeforeEach
    void write() {
        database.execute("CREATE TABLE mine (id int)");
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    /** A data source that gives this one. */
    private static DataSource of(Connection connection) {
        return (DataSource)
                Proxy.newProxyInstance(
                        DataSource.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (proxy, method, arguments) ->
                                method.getReturnType() == int.class ? 0 : connection);
    }

    private Migrator migrator(DataSource dataSource) {
        return project.migrator(dataSource).build();
    }

    @Test
    void oneInTheMiddleOfATransactionIsRefusedAndLeftAlone() throws SQLException {
        for (Map.Entry<String, Consumer<Migrator>> call : CALLS.entrySet()) {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("INSERT INTO mine VALUES (1)");

                LifeguardException failure =
                        failureOf(() -> call.getValue().accept(migrator(of(connection))));

                assertThat(failure)
                        .as(call.getKey())
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessage(
                                "LG-101 The data source gave a connection in the middle of a"
                                    + " transaction, which would be committed or rolled back with"
                                    + " the migrations. Nothing was changed. End that transaction"
                                    + " first, or give connections of the migrations' own.");
                assertThat(connection.isClosed()).isFalse();
                assertThat(connection.getAutoCommit()).isFalse();
                statement.execute("INSERT INTO mine VALUES (2)");
                connection.rollback();
            }
            assertThat(database.query("SELECT id FROM mine")).as(call.getKey()).isEmpty();
        }
    }

    @Test
    void oneThatIsNotInAutocommitIsGivenBackSo() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(3);
        config.setAutoCommit(false);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertThat(migrator(pool).up().applied()).hasSize(1);
            assertThat(migrator(pool).status().applied()).hasSize(1);

            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
            }
        }
        assertThat(project.history()).containsExactly("one|whole");
    }
}
