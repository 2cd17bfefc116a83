package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of Java in the directory of the migrations that run in batches, by the command. */
@OnPostgres(18)
final class JavaBatchesTest {

    private static final String FILE = "m20240102000000_hash_emails.java";

    @AutoClose private final Project project;
    private final CommandLine commandLine;

    JavaBatchesTest(PostgresServer server) {
        project = new Project(server);
        commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_DATABASE_URL", project.database().url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess();
    }

    @BeforeEach
    void twoThousandUsers() {
        project.write(
                "20240101000000_users.sql",
                """
                CREATE TABLE users (id bigint PRIMARY KEY, email text, email_hash text);
                """);
        run(0, "up");
        project.database()
                .execute("INSERT INTO users SELECT n, 'user' || n FROM generate_series(1, 2000) n");
    }

    private void write(String more, String hash) {
        project.write(
                FILE,
                """
                import dev.lifeguard.migrate.schema.Batch;
                import dev.lifeguard.migrate.schema.BatchMigration;
                import dev.lifeguard.migrate.schema.BatchSpec;
                import dev.lifeguard.migrate.schema.IrreversibleMigration;
                import java.sql.SQLException;
                import java.util.List;

                public final class m20240102000000_hash_emails
                        implements BatchMigration<Long>, IrreversibleMigration {

                    private record User(long id, String email) {}

                    @Override
                    public BatchSpec<Long> spec() {
                        return BatchSpec.of("users", row -> row.getLong(1), "id")
                                .filter("email_hash IS NULL")
                                .size(500)%s;
                    }

                    @Override
                    public long apply(Batch<Long> batch) throws SQLException {
                        List<User> users = batch.query(
                                "SELECT id, email FROM users WHERE " + batch.condition()
                                        + " FOR UPDATE",
                                row -> new User(row.getLong(1), row.getString(2)));
                        batch.updateEach(
                                "UPDATE users SET email_hash = ? WHERE id = ?",
                                users.stream().map(it -> List.<Object>of(hash(it), it.id())).toList());
                        return users.size();
                    }

                    private static String hash(User user) {
                        return %s;
                    }
                }
                """
                        .formatted(more, hash));
    }

    private Result run(int exit, String... words) {
        Result result = commandLine.run(words);
        assertThat(result.exit()).as(result.output() + result.errors()).isEqualTo(exit);
        return result;
    }

    private long hashed() {
        return Long.parseLong(project.database().value("SELECT count(email_hash) FROM users"));
    }

    @Test
    void upRunsThemAndPlanSaysThatTheyShowOnlyThen() {
        write("", "\"#\" + user.email()");

        assertThat(run(0, "plan").output()).contains("its batches over users show only when they");
        assertThat(run(0, "batch", "status").output()).contains("PENDING", "hash_emails");
        run(0, "up");

        assertThat(hashed()).isEqualTo(2000);
        assertThat(run(0, "batch", "status").output()).contains("DONE", "2000 rows");
        assertThat(run(3, "down").errors()).contains("its class says that there is no way back");
        run(0, "drift");
    }

    @Test
    void theFailureNamesTheLineOfTheFileAndTheMendedFileGoesOn() {
        write("", "user.id() == 1700 ? user.email().substring(99) : user.email()");

        assertThat(run(5, "up").errors())
                .contains(
                        "Migration 20240102000000 hash_emails failed at "
                                + FILE
                                + ":33: "
                                + "java.lang.StringIndexOutOfBoundsException:",
                        "rows) up to the key",
                        "are committed. Mend that and run up again: it goes on there.");
        long before = hashed();
        assertThat(before).isBetween(500L, 1699L);
        write("", "user.email()");
        run(0, "up");

        assertThat(hashed()).isEqualTo(2000);
    }

    @Test
    void batchRunDoesThoseOfTheBackgroundAndWhatRequiresThemWaits() {
        write(".maxSize(500).background()", "user.email()");
        project.write(
                "20240103000000_required.sql",
                """
                -- lifeguard:requires 20240102000000
                ALTER TABLE users ALTER COLUMN email_hash SET NOT NULL;
                """);

        assertThat(run(0, "up").errors()).contains("waits until the batches of");
        assertThat(hashed()).isZero();
        assertThat(run(0, "batch", "pause", "20240102000000").output()).contains("PAUSED");
        run(0, "batch", "run");
        assertThat(hashed()).isZero();
        run(0, "batch", "resume", "20240102000000");
        assertThat(run(0, "batch", "run", "--workers", "2").output()).contains("DONE", "2000 rows");
        assertThat(hashed()).isEqualTo(2000);
        assertThat(run(0, "up").output()).contains("required");
        run(0, "drift");
    }

    private Path generatedFile() throws IOException {
        try (Stream<Path> files = Files.list(project.directory())) {
            return files.filter(file -> file.toString().endsWith("fill_users.java"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String generated(String... words) throws IOException {
        Path file = Path.of(run(0, words).output().strip());
        return Files.readString(project.directory().resolve(file));
    }

    @Test
    void isGeneratedWithTheKeyOfTheTable() throws IOException {
        project.database()
                .execute(
                        "CREATE TABLE line (\"Order\" int, number int, note text UNIQUE,"
                                + " PRIMARY KEY (\"Order\", number))");

        String line = generated("generate", "--batch", "line", "number_lines");

        assertThat(line)
                .startsWith(
                        """
                        -- Up migration
                        -- lifeguard:batch table=line key=("Order", number) size=1000
                        -- Write here the one statement that each batch runs on its range of keys, for example
                        -- UPDATE line SET … WHERE ("Order", number) > :from AND ("Order", number) <= :to;
                        """);
        assertThat(generated("generate", "--batch", "nowhere", "others"))
                .contains("table=nowhere key=id ", "-- Nobody has looked whether that is the key:");
        assertThat(run(3, "up").errors())
                .contains("There is no statement below \"-- lifeguard:batch\".");
    }

    @Test
    void isGeneratedInJavaSoThatItIsRefusedUnwrittenAndCompilesWritten() throws IOException {
        String written = generated("generate", "--java", "--batch", "users", "fill users");

        assertThat(written).contains("BatchSpec.of(\"users\", row -> row.getObject(1), \"id\");");
        assertThat(run(3, "up").errors()).contains("has a method up that is as it was generated.");
        Path file = generatedFile();
        Files.writeString(
                file,
                written.replaceFirst("throw new Unsupported.*;", "return batch.keys().size();")
                        .replaceFirst("throw new Unsupported.*;", ""));
        run(0, "up");
        assertThat(run(0, "batch", "status").output()).contains("DONE", "2000 rows");
    }

    @Test
    void theFailureOfTheBackgroundNamesTheLine() {
        write(".background()", "user.id() == 1700 ? null + user.email().substring(99) : \"\"");
        run(0, "up");

        assertThat(run(5, "batch", "run").errors())
                .contains(
                        "A batch of migration 20240102000000 hash_emails failed at "
                                + FILE
                                + ":33:",
                        "It was rolled back.",
                        "Mend that and run \"lifeguard-migrate batch run 20240102000000");
        assertThat(run(0, "batch", "status").output()).contains("FAILED", "StringIndexOutOf");
    }
}
