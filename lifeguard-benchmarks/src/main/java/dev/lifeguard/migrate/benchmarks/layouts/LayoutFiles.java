package dev.lifeguard.migrate.benchmarks.layouts;

import dev.lifeguard.migrate.layouts.OtherTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;

/** The same statements as migrations of each tool, one a file. */
record LayoutFiles(Path root, int count) {

    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
    private static final DateTimeFormatter DASHED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT);
    private static final LocalDateTime FIRST = LocalDateTime.of(2020, 1, 1, 0, 0);

    /** Files of this project's own layout, all in one folder. */
    Path own() throws IOException {
        Path directory = Files.createDirectories(root.resolve("own"));
        for (int number = 0; number < count; number++) {
            write(directory, version(number) + "_step.sql", sql(number));
        }
        return directory;
    }

    /** The same, each in a folder of its own. */
    Path ownInFolders() throws IOException {
        Path directory = Files.createDirectories(root.resolve("own-in-folders"));
        for (int number = 0; number < count; number++) {
            String name = version(number) + "_step";
            write(directory, name + "/" + name + ".sql", sql(number));
        }
        return directory;
    }

    /** Files of another tool's. */
    Path of(OtherTool tool) throws IOException {
        Path directory = Files.createDirectories(root.resolve(tool.id()));
        StringJoiner journal = new StringJoiner(",", "{\"entries\":[", "]}");
        for (int number = 0; number < count; number++) {
            write(directory, name(tool, number), text(tool, number));
            journal.add(
                    "{\"idx\":%s,\"when\":%s,\"tag\":\"%s_step\",\"breakpoints\":true}"
                            .formatted(number, number, version(number)));
        }
        if (tool == OtherTool.DRIZZLE) {
            write(directory, "meta/_journal.json", journal.toString());
        }
        return directory;
    }

    /** Liquibase's changesets, so many a file. */
    Path ofLiquibase(int changesets) throws IOException {
        Path directory = Files.createDirectories(root.resolve("liquibase-" + changesets));
        for (int first = 0; first < count; first += changesets) {
            StringBuilder text = new StringBuilder("--liquibase formatted sql\n");
            for (int number = first; number < Math.min(count, first + changesets); number++) {
                text.append("--changeset bench:%s%n%s%n".formatted(version(number), sql(number)));
            }
            write(directory, version(first) + "_steps.sql", text.toString());
        }
        return directory;
    }

    /** Whether the tool has a folder a migration. */
    static boolean hasFolders(OtherTool tool) {
        return tool == OtherTool.DIESEL || tool == OtherTool.PRISMA;
    }

    private static String name(OtherTool tool, int number) {
        String version = version(number);
        return switch (tool) {
            case FLYWAY -> "V" + version + "__step.sql";
            case GOLANG_MIGRATE -> version + "_step.up.sql";
            case DIESEL -> DASHED.format(FIRST.plusMinutes(number)) + "_step/up.sql";
            case PRISMA -> version + "_step/migration.sql";
            case LIQUIBASE_SQL, DBMATE, GOOSE, SQLX, DRIZZLE, NODE_PG_MIGRATE_SQL ->
                    version + "_step.sql";
        };
    }

    private static String text(OtherTool tool, int number) {
        String sql = sql(number);
        return switch (tool) {
            case LIQUIBASE_SQL ->
                    "--liquibase formatted sql%n--changeset bench:%s%n%s"
                            .formatted(version(number), sql);
            case DBMATE -> "-- migrate:up%n%s%n-- migrate:down%n".formatted(sql);
            case GOOSE -> "-- +goose Up%n%s%n-- +goose Down%n".formatted(sql);
            case NODE_PG_MIGRATE_SQL -> "-- Up Migration%n%s".formatted(sql);
            case FLYWAY, GOLANG_MIGRATE, DIESEL, SQLX, PRISMA, DRIZZLE -> sql;
        };
    }

    private static String version(int number) {
        return VERSION.format(FIRST.plusMinutes(number));
    }

    private static String sql(int number) {
        return """
        -- Orders of step %1$s, each with who placed it and when it was delivered.
        CREATE TABLE step_%1$s (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            customer_id bigint NOT NULL,
            reference text NOT NULL UNIQUE,
            amount numeric(12, 2) NOT NULL CHECK (amount >= 0), -- without tax
            note text NOT NULL DEFAULT '',
            placed_at timestamptz NOT NULL DEFAULT now(),
            delivered_at timestamptz
        );

        CREATE INDEX step_%1$s_customer ON step_%1$s (customer_id, placed_at);
        COMMENT ON TABLE step_%1$s IS 'One row an order of step %1$s';
        """
                .formatted(number);
    }

    private static void write(Path directory, String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
