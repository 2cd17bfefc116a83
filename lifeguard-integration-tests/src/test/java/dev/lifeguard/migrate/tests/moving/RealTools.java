package dev.lifeguard.migrate.tests.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.SchemaSnapshot;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The programs that npm installs, beside this one: {@code make moving-check} downloads them and
 * runs this, which no other command does.
 */
@OnPostgres
final class RealTools {

    private static final Path TOOLS =
            Path.of(System.getProperty("moving.tools", "target/moving-tools")).toAbsolutePath();

    private static final String DRIZZLE =
            """
            import { drizzle } from 'drizzle-orm/node-postgres';
            import { migrate } from 'drizzle-orm/node-postgres/migrator';
            import pg from 'pg';
            const pool = new pg.Pool({ connectionString: process.argv[2] });
            await migrate(drizzle(pool), { migrationsFolder: process.argv[3] });
            await pool.end();
            """;

    private final PostgresServer server;

    @TempDir private Path directory;

    RealTools(PostgresServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @EnumSource(names = {"DBMATE", "NODE_PG_MIGRATE_SQL", "DRIZZLE"})
    void goesOnWhereTheToolStoppedAndTheToolAfterThat(OtherTool tool) throws Exception {
        ToolFiles files = ToolFiles.of(tool);
        try (TestDatabase moved = server.createDatabase();
                TestDatabase alone = server.createDatabase()) {
            files.withoutTheThird().forEach(this::write);
            run(tool, moved);
            files.texts().forEach(this::write);
            run(tool, alone);
            Migrator migrator =
                    Migrator.builder(moved.dataSource())
                            .source(MigrationSource.directory(directory, tool.layout()))
                            .build();

            assertThat(migrator.importHistory(tool.history(null).orElseThrow()).imported())
                    .hasSize(2);
            assertThat(migrator.undoImport(tool.history(null).orElseThrow()).takenBack())
                    .hasSize(2);
            migrator.importHistory(tool.history(null).orElseThrow());
            assertThat(migrator.up().applied()).hasSize(1);
            assertThat(schema(moved)).isEqualTo(schema(alone)).isNotEmpty();
            if (files.goesBack()) {
                migrator.down();
                migrator.undoImport(tool.history(null).orElseThrow());
                run(tool, moved);
            }
            assertThat(moved.query("SELECT id FROM three")).containsExactly("3");
        }
    }

    private static List<String> schema(TestDatabase database) {
        return SchemaSnapshot.of(database::query).stream()
                .filter(line -> !line.contains("lifeguard_"))
                .toList();
    }

    private void write(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private void run(OtherTool tool, TestDatabase database) throws Exception {
        String url = url(database);
        Path programs = TOOLS.resolve("node_modules/.bin");
        List<String> command = new ArrayList<>();
        switch (tool) {
            case DBMATE ->
                    command.addAll(
                            List.of(
                                    programs.resolve("dbmate").toString(),
                                    "--no-dump-schema",
                                    "--url=" + url + "?sslmode=disable",
                                    "--migrations-dir=" + directory,
                                    "up"));
            case NODE_PG_MIGRATE_SQL ->
                    command.addAll(
                            List.of(
                                    programs.resolve("node-pg-migrate").toString(),
                                    "up",
                                    "--migrations-dir=" + directory));
            default -> {
                Path script = Files.writeString(TOOLS.resolve("drizzle.mjs"), DRIZZLE);
                command.addAll(List.of("node", script.toString(), url, directory.toString()));
            }
        }
        ProcessBuilder process = new ProcessBuilder(command).directory(TOOLS.toFile());
        process.environment().put("DATABASE_URL", url);
        process.redirectErrorStream(true);
        Process running = process.start();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(output).isZero();
    }

    private static String url(TestDatabase database) {
        URI uri = URI.create(database.url().substring("jdbc:".length()));
        return "postgres://postgres@%s:%s%s".formatted(uri.getHost(), uri.getPort(), uri.getPath());
    }
}
