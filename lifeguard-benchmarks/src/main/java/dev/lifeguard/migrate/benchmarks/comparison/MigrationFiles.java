package dev.lifeguard.migrate.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.IntStream;

/**
 * The same tiny migrations in each tool's layout: one in ten creates a table, the others insert a
 * row.
 */
record MigrationFiles(Path root) {

    private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final LocalDateTime FIRST = LocalDateTime.of(2020, 1, 1, 0, 0);
    private static final int ROWS_A_TABLE = 10;

    private static final String CHANGE_LOG =
            """
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                    http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                <includeAll path="changes" relativeToChangelogFile="true"/>
            </databaseChangeLog>
            """;

    private static final String PSQL_MIGRATION =
            """
            BEGIN;
            \\i {file}
            INSERT INTO history VALUES ({version}, '0123456789abcdef0123456789abcdef', now());
            COMMIT;
            """;

    /** The directory, or for psql the file, of that many migrations; written when it is missing. */
    Path of(Tool tool, int count) throws IOException {
        Path plain = root.resolve("plain-" + count);
        if (!Files.exists(plain)) {
            writeAll(plain, count);
        }
        return switch (tool) {
            case LIFEGUARD, JDBC, BARE -> plain;
            case FLYWAY -> root.resolve("flyway-" + count);
            case LIQUIBASE -> root.resolve("liquibase-" + count);
            case PSQL -> root.resolve("psql-" + count + ".sql");
        };
    }

    private void writeAll(Path plain, int count) throws IOException {
        Path flyway = Files.createDirectories(root.resolve("flyway-" + count));
        Path liquibase = root.resolve("liquibase-" + count);
        Path changes = Files.createDirectories(liquibase.resolve("changes"));
        Files.writeString(liquibase.resolve("changelog.xml"), CHANGE_LOG);
        Files.createDirectories(plain);
        StringBuilder psql =
                new StringBuilder(
                        """
                        \\set ON_ERROR_STOP on
                        CREATE TABLE history (
                            version bigint PRIMARY KEY, checksum text, applied_at timestamptz);
                        """);
        for (int number : IntStream.range(0, count).toArray()) {
            String version = FIRST.plusMinutes(number).format(VERSION);
            String sql = sql(number);
            Path file = plain.resolve(version + "_step.sql");
            Files.writeString(file, sql);
            Files.writeString(flyway.resolve("V" + version + "__step.sql"), sql);
            Files.writeString(
                    changes.resolve(version + "_step.sql"),
                    "--liquibase formatted sql\n--changeset bench:" + version + "\n" + sql);
            psql.append(
                    PSQL_MIGRATION
                            .replace("{file}", file.toString())
                            .replace("{version}", version));
        }
        Files.writeString(root.resolve("psql-" + count + ".sql"), psql);
    }

    private static String sql(int number) {
        int table = number / ROWS_A_TABLE;
        return number % ROWS_A_TABLE == 0
                ? "CREATE TABLE step_%s (id bigint PRIMARY KEY, name text NOT NULL);%n"
                        .formatted(table)
                : "INSERT INTO step_%s VALUES (%s, 'row %s');%n".formatted(table, number, number);
    }
}
