package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run makes before its first migration, and no migration takes back: the schema of the state
 * table, and what the hooks for that moment make.
 *
 * @param schema where scripts look first, if that was said
 */
public record BeforeFirst(Plan plan, Optional<String> schema) {

    /** Makes it. What fails here fails in the first run again, which tells of it with its place. */
    public void make(ScratchDatabase database) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements(database.product())) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException failure) {
            // Closing the connection took it back.
        }
    }

    private List<String> statements(DatabaseProduct product) {
        List<String> statements = new ArrayList<>();
        schema.map(name -> "\"" + name.replace("\"", "\"\"") + "\"")
                .ifPresent(name -> statements.addAll(entering(name, product)));
        plan.hooks().stream()
                .filter(hook -> hook.moment() == Moment.BEFORE_UP)
                .forEach(hook -> hook.forEachStatement(each -> statements.add(each.text())));
        return statements;
    }

    private static List<String> entering(String schema, DatabaseProduct product) {
        String made = "CREATE SCHEMA IF NOT EXISTS " + schema;
        return switch (product) {
            case POSTGRESQL, COCKROACHDB, YUGABYTEDB ->
                    List.of(made, "SET search_path = %s, public".formatted(schema));
            case H2 -> List.of(made, "SET SCHEMA " + schema);
            case MARIADB, SQLITE -> List.of();
        };
    }
}
