package dev.lifeguard.migrate.layouts;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.layouts.dbmate.DbmateHistory;
import dev.lifeguard.migrate.layouts.dbmate.DbmateLayout;
import dev.lifeguard.migrate.layouts.diesel.DieselHistory;
import dev.lifeguard.migrate.layouts.diesel.DieselLayout;
import dev.lifeguard.migrate.layouts.drizzle.DrizzleHistory;
import dev.lifeguard.migrate.layouts.drizzle.DrizzleLayout;
import dev.lifeguard.migrate.layouts.flyway.FlywayHistory;
import dev.lifeguard.migrate.layouts.flyway.FlywayLayout;
import dev.lifeguard.migrate.layouts.golang.GolangHistory;
import dev.lifeguard.migrate.layouts.golang.GolangLayout;
import dev.lifeguard.migrate.layouts.goose.GooseHistory;
import dev.lifeguard.migrate.layouts.goose.GooseLayout;
import dev.lifeguard.migrate.layouts.liquibase.LiquibaseHistory;
import dev.lifeguard.migrate.layouts.liquibase.LiquibaseLayout;
import dev.lifeguard.migrate.layouts.nodepg.NodePgHistory;
import dev.lifeguard.migrate.layouts.nodepg.NodePgLayout;
import dev.lifeguard.migrate.layouts.prisma.PrismaHistory;
import dev.lifeguard.migrate.layouts.prisma.PrismaLayout;
import dev.lifeguard.migrate.layouts.sqlx.SqlxHistory;
import dev.lifeguard.migrate.layouts.sqlx.SqlxLayout;
import dev.lifeguard.migrate.layouts.traces.FirstRunCheck;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Another migration tool, whose files are read as they are. */
public enum OtherTool {
    /** Flyway: {@code V1.2__name.sql}. */
    FLYWAY("flyway", "Flyway"),
    /** Liquibase: files with {@code --liquibase formatted sql} at the top. */
    LIQUIBASE_SQL("liquibase-sql", "Liquibase"),
    /** golang-migrate: {@code 1_name.up.sql} beside {@code 1_name.down.sql}. */
    GOLANG_MIGRATE("golang-migrate", "golang-migrate"),
    /** dbmate: {@code 20240120120000_name.sql} with {@code -- migrate:up} in it. */
    DBMATE("dbmate", "dbmate"),
    /** goose: {@code 00001_name.sql} with {@code -- +goose Up} in it. */
    GOOSE("goose", "goose"),
    /** Diesel: {@code 2024-01-20-120000_name/up.sql}. */
    DIESEL("diesel", "Diesel"),
    /** SQLx: {@code 20240120120000_name.sql}, or a pair of it. */
    SQLX("sqlx", "SQLx"),
    /** Prisma Migrate: {@code 20240120120000_name/migration.sql}. */
    PRISMA("prisma", "Prisma"),
    /** Drizzle: what {@code meta/_journal.json} lists, or a folder a migration. */
    DRIZZLE("drizzle", "Drizzle"),
    /** node-pg-migrate: {@code 1700000000000_name.sql}. */
    NODE_PG_MIGRATE_SQL("node-pg-migrate-sql", "node-pg-migrate");

    private final String id;
    private final String title;

    OtherTool(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /**
     * Refuses a first run that would repeat what this tool applied to the database, and warns of
     * what any other tool applied; for a migrator of files that are this tool's, or were before
     * they were converted. It looks at the tools' tables on a second connection, and only while the
     * migrator's own history is empty. Where it gets no such connection it warns of that.
     *
     * @param reader makes a migrator of the same database that reads the files by a layout; of a
     *     converted directory the folder {@code .converted}, where the layout is this tool's
     */
    public PlanCheck firstRunCheck(Function<Layout, Migrator> reader) {
        return new FirstRunCheck(
                (layout, history) -> reader.apply(layout).planImport(history),
                id,
                "Migrator.importHistory, or lifeguard-migrate import %s");
    }

    /** What settings call it, for example {@code golang-migrate}. */
    public String id() {
        return id;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** How its files are named and laid out. */
    public Layout layout() {
        return switch (this) {
            case FLYWAY -> FlywayLayout.LAYOUT;
            case LIQUIBASE_SQL -> LiquibaseLayout.LAYOUT;
            case GOLANG_MIGRATE -> GolangLayout.LAYOUT;
            case DBMATE -> DbmateLayout.LAYOUT;
            case GOOSE -> GooseLayout.LAYOUT;
            case DIESEL -> DieselLayout.LAYOUT;
            case SQLX -> SqlxLayout.LAYOUT;
            case PRISMA -> PrismaLayout.LAYOUT;
            case DRIZZLE -> DrizzleLayout.LAYOUT;
            case NODE_PG_MIGRATE_SQL -> NodePgLayout.LAYOUT;
        };
    }

    /**
     * The history that it keeps in a database; empty where that cannot be taken over.
     *
     * @param table its table, with or without its schema; null for the one that it has unless it is
     *     told otherwise
     */
    public Optional<ForeignHistory> history(@Nullable String table) {
        return Optional.of(
                switch (this) {
                    case FLYWAY -> new FlywayHistory(given(table, FlywayHistory.USUAL_TABLE));
                    case LIQUIBASE_SQL ->
                            new LiquibaseHistory(given(table, LiquibaseHistory.USUAL_TABLE));
                    case GOLANG_MIGRATE -> new GolangHistory(given(table, GolangHistory.TABLE));
                    case DBMATE -> new DbmateHistory(given(table, DbmateHistory.TABLE));
                    case GOOSE -> new GooseHistory(given(table, GooseHistory.TABLE));
                    case DIESEL -> new DieselHistory(given(table, DieselHistory.TABLE));
                    case SQLX -> new SqlxHistory(given(table, SqlxHistory.TABLE));
                    case PRISMA -> new PrismaHistory(given(table, PrismaHistory.TABLE));
                    case DRIZZLE -> new DrizzleHistory(table);
                    case NODE_PG_MIGRATE_SQL ->
                            new NodePgHistory(given(table, NodePgHistory.TABLE));
                });
    }

    private static String given(@Nullable String table, String usual) {
        return Objects.requireNonNullElse(table, usual);
    }

    /** The one that settings call so. */
    public static Optional<OtherTool> named(String id) {
        return Arrays.stream(values()).filter(tool -> tool.id.equals(id)).findFirst();
    }

    /** What settings call them, in the order of the documentation. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(OtherTool::id).toList();
    }
}
