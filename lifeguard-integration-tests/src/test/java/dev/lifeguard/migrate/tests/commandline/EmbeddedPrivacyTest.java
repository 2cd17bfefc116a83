package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.ChildProcess;
import dev.lifeguard.migrate.tests.server.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other users of the machine get nothing from an embedded server. */
final class EmbeddedPrivacyTest {

    private static final String OPEN_RULES =
            "local all all trust\nhost all all 127.0.0.1/32 trust\n";

    private final Path directory;
    private final Path kept;
    private final Path cache;
    private final CommandLine commandLine;

    EmbeddedPrivacyTest(@TempDir Path directory) {
        this.directory = directory;
        this.kept = directory.resolve(".lifeguard/postgresql");
        this.cache = directory.resolve("cache");
        this.commandLine = CommandLine.in(directory).with("DATABASE_URL", "embedded:postgresql");
    }

    @BeforeEach
    void writeMigrations() throws IOException {
        // For others, who must be able to come as far as to the directory.
        mode(directory, "rwxr-xr-x");
        Path migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(migrations.resolve("20240101000000_one.sql"), "SELECT 1;\n");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private ChildProcess startAndWait() throws IOException {
        Files.writeString(
                directory.resolve("migrations/20240102000000_wait.sql"), "SELECT pg_sleep(600);\n");
        ChildProcess process = commandLine.start("up");
        Await.until("it applies", () -> process.errors().contains("20240102000000 wait"));
        return process;
    }

    private int port() throws IOException {
        return Integer.parseInt(
                Files.readAllLines(kept.resolve("data/postmaster.pid")).get(3).strip());
    }

    private void refused(String password) throws IOException {
        String url =
                "jdbc:postgresql://127.0.0.1:%s/postgres?user=postgres&password=%s"
                        .formatted(port(), password);
        assertThatThrownBy(() -> DriverManager.getConnection(url).close())
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isIn("28P01", "08004"));
    }

    /** Of a user that has no rights, where this is root; else what the modes say is enough. */
    private void nobodyCan(String... command) throws IOException, InterruptedException {
        if (!System.getProperty("user.name").equals("root")) {
            return;
        }
        List<String> whole =
                new ArrayList<>(
                        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        whole.addAll(List.of(command));
        Process process = new ProcessBuilder(whole).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as("%s: %s", List.of(command), output).isNotZero();
        assertThat(output).containsIgnoringCase("permission denied");
    }

    /** To unpack the programs takes longer than all the rest. */
    private CommandLine withOwnCache() {
        return commandLine.with("XDG_CACHE_HOME", cache.toString());
    }

    @Test
    void letsNobodyInWithoutThePasswordThatNothingShows() throws Exception {
        try (ChildProcess process = startAndWait()) {
            String password = Files.readString(kept.resolve("password"));

            refused("");
            refused("postgres");
            assertThat(password).hasSize(32);
            assertThat(shown()).doesNotContain(password);
            assertThat(Files.readString(kept.resolve("server.log"))).doesNotContain(password);
            assertThat(process.output() + process.errors()).doesNotContain(password);
            assertThat(mode(kept)).isEqualTo("rwx------");
            assertThat(mode(kept.resolve("password"))).isEqualTo("rw-------");
            nobodyCan("cat", kept.resolve("password").toString());
            nobodyCan("ls", kept.toString());
            nobodyCan("touch", kept.resolve("data/planted").toString());
            process.signal("TERM");
            assertThat(process.awaitExit()).isEqualTo(143);
        }
    }

    /** Arguments and environments of all processes that this user may look at. */
    private static String shown() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                for (String name : List.of("cmdline", "environ")) {
                    try {
                        all.append(Files.readString(process.resolve(name)));
                    } catch (IOException notAProcessOrGone) {
                        // There is nothing to see then.
                    }
                }
            }
        }
        return all.toString();
    }

    @Test
    void keepsItsProgramsWhereNobodyElseCanPutAny() throws Exception {
        assertThat(withOwnCache().run("status").exit()).isZero();

        Path own = cache.resolve("lifeguard-migrate");
        assertThat(mode(own)).isEqualTo("rwx------");
        nobodyCan("ls", own.toString());
        nobodyCan("touch", own.resolve("planted").toString());
    }

    @Test
    void runsNoProgramThatWasPut() throws Exception {
        Path planted = Files.createDirectory(directory.resolve("planted"));
        Files.createDirectory(cache);
        Files.createSymbolicLink(cache.resolve("lifeguard-migrate"), planted);

        Result status = withOwnCache().with("HOME", "/nonexistent").run("status");

        assertThat(status.exit()).as(status.errors()).isZero();
        assertThat(planted).isEmptyDirectory();
        assertThat(kept.resolve("programs")).isNotEmptyDirectory();
    }

    @Test
    void closesADirectoryOfAnEarlierVersionAndKeepsItsData() throws Exception {
        assertThat(commandLine.run("up").exit()).isZero();
        Files.delete(kept.resolve("password"));
        Path rules = kept.resolve("data/pg_hba.conf");
        Files.writeString(rules, OPEN_RULES);
        mode(kept, "rwxrwxrwx");

        try (ChildProcess process = startAndWait()) {
            refused("");
            process.signal("TERM");
            assertThat(process.awaitExit()).isEqualTo(143);
        }

        assertThat(mode(kept)).isEqualTo("rwx------");
        assertThat(Files.readString(rules)).doesNotContain("trust");
        assertThat(commandLine.run("status").output()).contains("1 applied, 1 pending");
    }

    @Test
    void refusesADirectoryThatOthersMayWriteTo() throws Exception {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.createFile(shared.resolve("notes"));
        mode(shared, "rwxrwxrwx");

        Result status =
                commandLine.with("DATABASE_URL", "embedded:postgresql:shared").run("status");

        assertThat(status.exit()).isEqualTo(2);
        assertThat(status.errors())
                .isEqualTo(
                        """
                        LG-101 The directory "shared" of the embedded server holds other files, \
                        and other users may write to it. Name another one: \
                        embedded:postgresql:DIR, or move this one away.
                        """);
        assertThat(mode(shared)).isEqualTo("rwxrwxrwx");
    }
}
