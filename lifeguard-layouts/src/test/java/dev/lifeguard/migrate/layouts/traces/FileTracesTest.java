package dev.lifeguard.migrate.layouts.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileTracesTest {

    @TempDir private Path directory;

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replace("\\n", "\n"));
    }

    private List<String> seen() {
        return new FileTraces().apply(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "V1__a.sql, SELECT 1, flyway",
        "sub/V1.2__a.SQL, SELECT 1, flyway",
        "R__view.sql, SELECT 1, flyway",
        "001_a.sql, --liquibase formatted sql\\n--changeset a:1, liquibase-sql",
        "1_a.up.sql, SELECT 1, golang-migrate+sqlx",
        "20240101120000_a.sql, -- migrate:up transaction:false\\nSELECT 1, dbmate",
        "001_a.sql, -- migrate:up\\nSELECT 1, dbmate",
        "20240101120000_a.sql, -- +goose Up\\nSELECT 1, goose",
        "2024-01-01-120000_a/up.sql, SELECT 1, diesel",
        "20240101120000_a/migration.sql, SELECT 1, prisma",
        "1_a.sql, SELECT 1, sqlx",
        "20240101120000_a.sql, -- no-transaction\\nVACUUM, sqlx",
        "1700000000000_a.sql, -- Up Migration\\nSELECT 1, node-pg-migrate-sql",
    })
    void tellsWhoseFilesTheyAre(String name, String text, String layouts) throws IOException {
        write(name, text);

        assertThat(seen()).endsWith(layouts.split("\\+", -1));
    }

    @Test
    void tellsNothingFromWhatItDidNotRead() throws IOException {
        for (int number = 1000; number < 1120; number++) {
            write(number + "_a.sql", "-- +goose Up\nSELECT 1");
        }

        assertThat(seen()).endsWith("goose");
    }

    @Test
    void knowsDrizzleByItsJournal() throws IOException {
        write("0000_a.sql", "CREATE TABLE a (id int);");
        write("meta/_journal.json", "{}");

        assertThat(seen())
                .containsExactly(
                        "there is meta/_journal.json, as drizzle-kit writes it", "drizzle");
    }

    @Test
    void saysWhatItSaw() throws IOException {
        write("V1__a.sql", "");
        write("V2__b.sql", "");

        assertThat(seen())
                .containsExactly(
                        "V1__a.sql is named like Flyway's files (1 more like it)", "flyway");
    }

    /** One migration of many runs without a transaction. */
    @Test
    void tellsFromOneFileWhatOnlyOneToolWrites() throws IOException {
        write("20240101120000_a.sql", "SELECT 1");
        write("20240102120000_b.sql", "SELECT 1");
        write("20240103120000_c.sql", "-- no-transaction\nVACUUM");

        assertThat(seen())
                .containsExactly(
                        "20240103120000_c.sql begins with -- no-transaction, as sqlx's files",
                        "sqlx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20240101120000_a.sql, CREATE TABLE a (id int);",
                "20240101120000_a.sql, -- lifeguard:up\\nSELECT 1",
                "1_a.sql, -- lifeguard:no-transaction\\nVACUUM",
            })
    void takesAFileThatMayBeThisProjectsForNobodyElses(String file) throws IOException {
        write(file.split(", ", 2)[0], file.split(", ", 2)[1]);

        assertThat(seen()).isEmpty();
    }

    @Test
    void takesThisProjectsFilesForNobodyElses() throws IOException {
        write("20240101120000_a.sql", "-- Up migration\nSELECT 1");
        write("20240102120000_b.sql", "-- migrate:up\nSELECT 1");
        write("20240103120000_c.up.sql", "SELECT 1");
        write("r_view.sql", "SELECT 1");
        write("V1__a.sql", "SELECT 1");

        assertThat(seen()).isEmpty();
        assertThat(new FileTraces().apply(directory.resolve("nowhere"))).isEmpty();
    }
}
