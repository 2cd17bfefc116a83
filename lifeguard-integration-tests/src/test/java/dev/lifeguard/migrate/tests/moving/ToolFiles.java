package dev.lifeguard.migrate.tests.moving;

import dev.lifeguard.migrate.layouts.OtherTool;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Three migrations as a tool has them, the second with a number that a text would put first.
 *
 * @param texts of the files, by their names
 * @param labels what the tool calls them, in its order
 */
record ToolFiles(OtherTool tool, Map<String, String> texts, List<String> labels) {

    private static final String ONE = "CREATE TABLE one (id int PRIMARY KEY);\n";
    private static final String TWO = "CREATE TABLE two (id int PRIMARY KEY);\n";
    private static final String THREE =
            "CREATE TABLE three (id int PRIMARY KEY);%nINSERT INTO three VALUES (3);%n"
                    .replace("%n", "\n");
    private static final String BACK = "DROP TABLE three;\n";

    static ToolFiles of(OtherTool tool) {
        return switch (tool) {
            case GOLANG_MIGRATE -> pairs(tool, "9", "10", "00011");
            case SQLX -> pairs(tool, "9", "10", "00011");
            case DBMATE -> whole(tool, "-- migrate:up\n", "-- migrate:down\n", "011_", "10_", "9_");
            case GOOSE ->
                    whole(tool, "-- +goose Up\n", "-- +goose Down\n", "00009_", "00010_", "11_");
            case NODE_PG_MIGRATE_SQL ->
                    whole(
                            tool,
                            "-- Up Migration\n",
                            "-- Down Migration\n",
                            "9-",
                            "1589353644504_",
                            "20200513070724505_");
            case DIESEL ->
                    new ToolFiles(
                            tool,
                            Map.of(
                                    "00000000000000_diesel_initial_setup/up.sql", ONE,
                                    "2024-01-02-000000_two/up.sql", TWO,
                                    "2024-01-03-000000_three/up.sql", THREE,
                                    "2024-01-03-000000_three/down.sql", BACK),
                            List.of("00000000000000", "20240102000000", "20240103000000"));
            case PRISMA ->
                    new ToolFiles(
                            tool,
                            Map.of(
                                    "20240101000000_one/migration.sql", ONE,
                                    "20240102000000_two/migration.sql", TWO,
                                    "20240103000000_three/migration.sql", THREE,
                                    "migration_lock.toml", "provider = \"postgresql\"\n"),
                            List.of(
                                    "20240101000000_one",
                                    "20240102000000_two",
                                    "20240103000000_three"));
            case DRIZZLE ->
                    new ToolFiles(
                            tool,
                            Map.of(
                                    "0000_one.sql",
                                    ONE,
                                    "0001_two.sql",
                                    TWO,
                                    "0002_three.sql",
                                    THREE.replaceFirst(";\n", ";--> statement-breakpoint\n"),
                                    "meta/_journal.json",
                                    journal(List.of("one", "two", "three"))),
                            List.of("0000_one", "0001_two", "0002_three"));
            default -> throw new IllegalArgumentException(tool.id());
        };
    }

    private static ToolFiles pairs(OtherTool tool, String one, String two, String three) {
        return new ToolFiles(
                tool,
                Map.of(
                        one + "_one.up.sql", ONE,
                        two + "_two.up.sql", TWO,
                        three + "_three.up.sql", THREE,
                        three + "_three.down.sql", BACK),
                List.of(one, two, three));
    }

    private static ToolFiles whole(
            OtherTool tool, String up, String down, String one, String two, String three) {
        boolean named = tool == OtherTool.NODE_PG_MIGRATE_SQL;
        return new ToolFiles(
                tool,
                Map.of(
                        one + "one.sql", up + ONE + down,
                        two + "two.sql", up + TWO + down,
                        three + "three.sql", up + THREE + down + BACK),
                List.of(
                        named ? one + "one" : digits(one),
                        named ? two + "two" : digits(two),
                        named ? three + "three" : digits(three)));
    }

    private static String digits(String prefix) {
        return prefix.replaceAll("[^0-9]", "");
    }

    private static String journal(List<String> names) {
        List<String> entries = new ArrayList<>();
        for (String name : names) {
            int at = List.of("one", "two", "three").indexOf(name);
            entries.add(
                    "{\"idx\":%1$s,\"version\":\"7\",\"when\":%2$s,\"tag\":\"000%1$s_%3$s\",\"breakpoints\":true}"
                            .formatted(at, (at + 1) * 1000, name));
        }
        return "{\"version\":\"7\",\"dialect\":\"postgresql\",\"entries\":[%s]}"
                .formatted(String.join(",", entries));
    }

    /** Whether the last one has a way back. */
    boolean goesBack() {
        return tool != OtherTool.PRISMA && tool != OtherTool.DRIZZLE;
    }

    /** The files of the second migration, the way up first. */
    List<String> ofTheSecond() {
        return new TreeMap<>(texts).keySet().stream().filter(name -> name.contains("two")).toList();
    }

    /** What is to be written where the second one is gone. */
    Map<String, String> withoutTheSecond() {
        return tool == OtherTool.DRIZZLE
                ? Map.of("meta/_journal.json", journal(List.of("one", "three")))
                : Map.of();
    }

    /** The files as they were before the third one was written. */
    Map<String, String> withoutTheThird() {
        Map<String, String> first = new TreeMap<>(texts);
        first.keySet().removeIf(name -> name.contains("three"));
        first.replaceAll(
                (name, text) ->
                        name.equals("meta/_journal.json") ? journal(List.of("one", "two")) : text);
        return first;
    }

    /** What the row of the second one calls it. */
    String called() {
        return switch (tool) {
            case GOOSE -> "10";
            case DRIZZLE -> "created_at 2000";
            default -> labels.get(1);
        };
    }

    /** The statements that make the tool's table, with the rows of the first two. */
    List<String> table(ToolTables types) {
        return switch (tool) {
            case GOLANG_MIGRATE ->
                    List.of(
                            "CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY,"
                                    + " dirty boolean NOT NULL)",
                            "INSERT INTO schema_migrations VALUES (10, false)");
            case DBMATE ->
                    List.of(
                            "CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY)",
                            "INSERT INTO schema_migrations VALUES ('10'), ('011')");
            case GOOSE ->
                    List.of(
                            "CREATE TABLE goose_db_version (id %s, version_id bigint NOT NULL,"
                                            .formatted(types.identity())
                                    + " is_applied boolean NOT NULL, tstamp %s)"
                                            .formatted(types.time()),
                            "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0,"
                                    + " true)",
                            "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9,"
                                    + " true)",
                            "INSERT INTO goose_db_version (version_id, is_applied) VALUES (10,"
                                    + " true)");
            case DIESEL ->
                    List.of(
                            "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY"
                                    + " KEY NOT NULL, run_on %s)".formatted(types.time()),
                            "INSERT INTO __diesel_schema_migrations (version) VALUES"
                                    + " ('00000000000000'), ('20240102000000')");
            case SQLX ->
                    List.of(
                            "CREATE TABLE _sqlx_migrations (version bigint PRIMARY KEY, description"
                                    + " text NOT NULL, installed_on %s, success boolean NOT NULL,"
                                            .formatted(types.time())
                                    + " checksum %s NOT NULL, execution_time bigint NOT NULL)"
                                            .formatted(types.bytes()),
                            sqlx(types, 9, ONE),
                            sqlx(types, 10, TWO));
            case PRISMA ->
                    List.of(
                            "CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY NOT NULL,"
                                    + " checksum varchar(64) NOT NULL, finished_at %1$s,"
                                            .formatted(types.time())
                                    + " migration_name varchar(255) NOT NULL, logs text,"
                                    + " rolled_back_at %s,"
                                            .formatted(types.time().replaceFirst(" D.*", ""))
                                    + " started_at %s, applied_steps_count int NOT NULL DEFAULT 0)"
                                            .formatted(types.time()),
                            prisma("20240101000000_one", ONE),
                            prisma("20240102000000_two", TWO.replace("\n", "\r\n")));
            case DRIZZLE -> drizzle(types);
            case NODE_PG_MIGRATE_SQL ->
                    List.of(
                            "CREATE TABLE pgmigrations (id %s, name varchar(255) NOT NULL, run_on"
                                            .formatted(types.identity())
                                    + " %s)".formatted(types.time()),
                            "INSERT INTO pgmigrations (name) VALUES ('%s')"
                                    .formatted(labels.get(0)),
                            "INSERT INTO pgmigrations (name) VALUES ('%s')"
                                    .formatted(labels.get(1)));
            default -> throw new IllegalArgumentException(tool.id());
        };
    }

    private static String sqlx(ToolTables types, int version, String text) {
        return "INSERT INTO _sqlx_migrations (version, description, success, checksum,"
                + " execution_time) VALUES (%s, 'a', true, %s, 1000)"
                        .formatted(version, types.digest().formatted(digest("SHA-384", text)));
    }

    private static String prisma(String name, String text) {
        return "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('%s', '%s',"
                        .formatted(name, digest("SHA-256", text))
                + " '%s')".formatted(name);
    }

    private static List<String> drizzle(ToolTables types) {
        List<String> statements = new ArrayList<>();
        if (types.drizzle().contains(".")) {
            statements.add("CREATE SCHEMA drizzle");
        }
        statements.add(
                "CREATE TABLE %s (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)"
                        .formatted(types.drizzle()));
        for (int at = 1; at <= 2; at++) {
            statements.add(
                    "INSERT INTO %s (hash, created_at) VALUES ('%s', %s000)"
                            .formatted(
                                    types.drizzle(), digest("SHA-256", at == 1 ? ONE : TWO), at));
        }
        return statements;
    }

    private static String digest(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance(algorithm)
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
