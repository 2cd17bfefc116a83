package dev.lifeguard.migrate.layouts.traces;

import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignDatabase.Product;
import dev.lifeguard.migrate.takeover.ForeignRow;
import dev.lifeguard.migrate.takeover.ForeignTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The table of a tool's history, columns that only this tool's has, and which of its rows say that
 * something is applied.
 */
enum TableTrace {
    FLYWAY("flyway", "flyway_schema_history", "version", "installed_rank script type") {

        @Override
        Says says(ForeignRow row) {
            String type = Objects.requireNonNullElse(row.text("type"), "");
            if (type.startsWith("UNDO") || type.equals("DELETE")) {
                return Says.TAKEN_BACK;
            }
            // A baseline says what the database had before, and H2 has a marker at rank -1.
            boolean nothing = Set.of("SCHEMA", "BASELINE", "TABLE").contains(type);
            return nothing || beginsWithMinus(row, "installed_rank") ? Says.NOTHING : Says.APPLIED;
        }
    },
    LIQUIBASE("liquibase-sql", "databasechangelog", "id", "author md5sum exectype") {

        @Override
        Says says(ForeignRow row) {
            return "SKIPPED".equals(row.text("exectype")) ? Says.NOTHING : Says.APPLIED;
        }
    },
    GOLANG("golang-migrate", "schema_migrations", "version", "dirty") {

        @Override
        Says says(ForeignRow row) {
            return beginsWithMinus(row, "version") ? Says.NOTHING : Says.APPLIED;
        }
    },
    DBMATE("dbmate", "schema_migrations", "version", "") {

        // Of one column; others keep something beside the version.
        @Override
        boolean isTable(ForeignTable table) {
            return table.columns().equals(Set.of("version"));
        }
    },
    GOOSE("goose", "goose_db_version", "version_id", "is_applied") {

        @Override
        Says says(ForeignRow row) {
            if ("0".equals(row.text("version_id"))) {
                return Says.NOTHING;
            }
            return Boolean.TRUE.equals(row.flag("is_applied")) ? Says.APPLIED : Says.TAKEN_BACK;
        }
    },
    DIESEL("diesel", "__diesel_schema_migrations", "version", "run_on"),
    SQLX("sqlx", "_sqlx_migrations", "version", "installed_on checksum"),
    PRISMA("prisma", "_prisma_migrations", "migration_name", "rolled_back_at") {

        @Override
        Says says(ForeignRow row) {
            return row.text("rolled_back_at") == null ? Says.APPLIED : Says.NOTHING;
        }
    },
    DRIZZLE("drizzle", "__drizzle_migrations", "hash", "created_at") {

        @Override
        String place(Product product) {
            return product == Product.POSTGRESQL ? "drizzle." + table() : table();
        }
    },
    NODE_PG("node-pg-migrate-sql", "pgmigrations", "name", "run_on");

    private final String layout;
    private final String table;
    private final String version;
    private final String others;

    TableTrace(String layout, String table, String version, String others) {
        this.layout = layout;
        this.table = table;
        this.version = version;
        this.others = others;
    }

    private Set<String> columns() {
        Set<String> columns = new HashSet<>(Set.of(version));
        if (!others.isEmpty()) {
            columns.addAll(List.of(others.split(" ", -1)));
        }
        return columns;
    }

    /** What a row says of its version. */
    enum Says {
        /** It was applied. */
        APPLIED,
        /** It was taken back after it was applied. */
        TAKEN_BACK,
        /** Nothing. */
        NOTHING
    }

    String layout() {
        return layout;
    }

    String table() {
        return table;
    }

    /** Where the tool has it unless it is told otherwise. */
    String place(Product product) {
        return table;
    }

    /** Whether one of that name and with those columns is the tool's. */
    boolean isTable(ForeignTable table) {
        return true;
    }

    Says says(ForeignRow row) {
        return Says.APPLIED;
    }

    /** The table where an import looks for it too. */
    Optional<ForeignTable> find(ForeignDatabase database) throws SQLException {
        return database.find(place(database.product()), columns()).filter(this::isTable);
    }

    /**
     * The names of tables that look like the tool's, where that one was not found: of its name, or
     * of another one where no other table has such columns.
     */
    List<String> elsewhere(ForeignDatabase database) throws SQLException {
        return database.elsewhere(columns()).stream()
                .filter(
                        name ->
                                isKnownByColumns()
                                        || name.equalsIgnoreCase(table)
                                        || name.toLowerCase(Locale.ROOT).endsWith("." + table))
                .toList();
    }

    /** Whether nothing but the tool's table has its columns. */
    private boolean isKnownByColumns() {
        return switch (this) {
            case FLYWAY, LIQUIBASE, GOLANG, GOOSE, DIESEL, PRISMA, NODE_PG -> true;
            case DBMATE, SQLX, DRIZZLE -> false;
        };
    }

    /** What is applied by its rows, as they call it; empty texts for what has no version. */
    List<String> applied(ForeignTable found) throws SQLException {
        Map<String, Integer> takenBack = new HashMap<>();
        List<String> applied = new ArrayList<>();
        for (ForeignRow row : found.rows(List.copyOf(columns()))) {
            String called = Objects.requireNonNullElse(row.text(version), "");
            switch (says(row)) {
                case APPLIED -> applied.add(called);
                case TAKEN_BACK -> takenBack.merge(called, 1, Integer::sum);
                case NOTHING -> {
                    // It is left out.
                }
            }
        }
        takenBack.forEach(
                (called, times) -> {
                    for (int time = 0; time < times; time++) {
                        applied.remove(called);
                    }
                });
        return applied;
    }

    private static boolean beginsWithMinus(ForeignRow row, String column) {
        String text = row.text(column);
        return text != null && text.startsWith("-");
    }
}
