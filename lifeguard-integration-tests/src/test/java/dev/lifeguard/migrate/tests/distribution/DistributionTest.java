package dev.lifeguard.migrate.tests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.documentation.Example;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The archives in a folder with blanks in its name that nobody may write to, called from another
 * one by an environment of nothing but what is said.
 */
@OnPostgres(18)
final class DistributionTest {

    private static final String JDK = System.getProperty("java.home");

    @TempDir private static Path shared;
    private static Archives archives = new Archives(Path.of(""), Path.of(""), Path.of(""));

    @AutoClose private final Project project;
    @TempDir private Path directory;

    DistributionTest(PostgresServer server) {
        project = new Project(server);
    }

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        archives = Archives.make(shared);
    }

    @AfterAll
    static void makeWritable() throws IOException, InterruptedException {
        archives.makeWritable();
    }

    @BeforeEach
    void letEverybodyIn() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(directory.resolve("migrations"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve("migrations").resolve(name), text);
    }

    private static Path launcher(Path archive) {
        return archive.resolve("bin").resolve("lifeguard-migrate");
    }

    private Run run(Path archive, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher(archive).toString()));
        command.addAll(List.of(arguments));
        return Run.of(directory, environment, command);
    }

    private Map<String, String> forDatabase(String variable, String value) {
        return Map.of("DATABASE_URL", project.database().url(), variable, value);
    }

    @Test
    void haveTheSumsThatStandBesideThem() throws IOException, InterruptedException {
        Archives.run(shared, "sha256sum", "-c", "SHA256SUMS");
    }

    @Test
    void migrateByTheirOwnJavaWithNothingOnThePath() throws IOException, InterruptedException {
        Map<String, Object> before = files(archives.ownJava());

        migrate(archives.ownJava(), forDatabase("PATH", "/nonexistent"));

        assertThat(files(archives.ownJava())).isEqualTo(before);
        assertThat(files(directory).keySet()).doesNotContain(".lifeguard").hasSize(3);
    }

    @Test
    void migrateByTheJavaOfJavaHome() throws IOException, InterruptedException {
        Map<String, Object> before = files(archives.anyJava());

        migrate(archives.anyJava(), forDatabase("JAVA_HOME", JDK));

        assertThat(files(archives.anyJava())).isEqualTo(before);
        assertThat(files(directory).keySet()).doesNotContain(".lifeguard").hasSize(3);
    }

    private void migrate(Path archive, Map<String, String> environment)
            throws IOException, InterruptedException {
        write("20240120130000_index_users.sql", "CREATE INDEX users_id ON users (id);\n");
        write("m20240120120000_create_users.java", Example.all("README.md", "java").getFirst());

        Run up = run(archive, environment, "up", "-v");
        assertThat(up.output()).as(up.errors()).contains("2 migrations applied");
        assertThat(up.errors()).contains("DEBUG");
        assertThat(run(archive, environment, "status").output()).contains("2 applied, 0 pending.");
        Run down = run(archive, environment, "down", "--target", "0");
        assertThat(down.errors()).contains("20240120130000").contains("LG-");
    }

    /** What is in a folder, with the times at which it was written. */
    private static Map<String, Object> files(Path folder) throws IOException {
        Map<String, Object> times = new java.util.TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> !each.equals(folder)).toList()) {
                FileTime time = Files.getLastModifiedTime(file);
                times.put(folder.relativize(file).toString(), time);
            }
        }
        return times;
    }

    @Test
    void runAsAnotherUser() throws IOException, InterruptedException {
        if (!System.getProperty("user.name").equals("root")) {
            // Only root may become another user; everybody else is one already.
            return;
        }
        write("20240120120000_users.sql", "CREATE TABLE users (id int);\n");
        List<String> command =
                List.of(
                        "/usr/bin/env",
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        launcher(archives.ownJava()).toString(),
                        "up");

        Run up = Run.of(directory, forDatabase("PATH", System.getenv("PATH")), command);

        assertThat(up.errors()).doesNotContain("LG-");
        assertThat(up.output()).contains("1 migration applied");
    }

    @Test
    void areFoundThroughSymbolicLinks() throws IOException, InterruptedException {
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");
        Files.createSymbolicLink(first, launcher(archives.ownJava()));
        Files.createSymbolicLink(second, Path.of("first"));

        Run run =
                Run.of(
                        directory,
                        Map.of("PATH", System.getenv("PATH")),
                        List.of(second.toString(), "--version"));

        // They lead out of the directory, which JUnit warns about when it deletes that.
        Files.delete(first);
        Files.delete(second);
        assertThat(run.output()).as(run.errors()).startsWith("lifeguard-migrate ");
    }

    @Test
    void takeTheClassesOfTheirOwnJavaFromItsCache() throws IOException, InterruptedException {
        Run run = run(archives.ownJava(), Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load"), "status");

        assertThat(run.output().lines())
                .filteredOn(line -> line.contains(" dev.lifeguard.migrate.cli.Main "))
                .singleElement()
                .matches(line -> line.endsWith("source: shared objects file"));
    }

    /** The JVM takes one collector and one archive of classes, and starts with no second one. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseParallelGC", "-Xshare:off", "-XX:AOTMode=off"})
    void takeWhatTheVariablesOfTheJvmChoose(String options)
            throws IOException, InterruptedException {
        Run run = run(archives.ownJava(), Map.of("JAVA_TOOL_OPTIONS", options), "--version");

        assertThat(run.exit()).as(run.output() + run.errors()).isZero();
    }

    /** What is closed has the number of the next file that is opened. */
    @Test
    void writeIntoNoFileWhereTheOutputIsClosed() throws IOException, InterruptedException {
        Run lost = inShell("\"$0\" status <&- >&- 2>&-");
        Run told = inShell("\"$0\" status >&-");
        Run quiet = inShell("\"$0\" status 2>&-");

        assertThat(lost.exit()).isEqualTo(2);
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.errors()).startsWith("LG-101 The result could not be written");
        assertThat(quiet.exit()).isZero();
    }

    @Test
    void sayThatTheWorkingDirectoryWasDeleted() throws IOException, InterruptedException {
        Run run = inShell("mkdir gone && cd gone && rmdir ../gone && exec \"$0\" status");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.errors())
                .endsWith(
                        "lifeguard-migrate: The working directory was deleted. Change to one that"
                                + " is there.\n");
    }

    /** In it {@code $0} is the launcher. */
    private Run inShell(String script) throws IOException, InterruptedException {
        return Run.of(
                directory,
                forDatabase("PATH", path()),
                List.of("sh", "-c", script, launcher(archives.ownJava()).toString()));
    }

    @ParameterizedTest
    @CsvSource({"17.0.1, 17", "1.8.0_372, 8", "20, 20"})
    void refuseAnOldJava(String version, String said) throws IOException, InterruptedException {
        Path old = javaThatSays("openjdk version \"%s\" 2023-04-18".formatted(version));

        Run byHome = run(archives.anyJava(), Map.of("JAVA_HOME", old.toString(), "PATH", path()));
        Run byPath = run(archives.anyJava(), Map.of("PATH", old + "/bin:" + path()));

        assertThat(byHome.exit()).isEqualTo(2);
        assertThat(byHome.errors())
                .isEqualTo(
                        "lifeguard-migrate: The java of JAVA_HOME (\"%s\") is of version %s. It has to be at least 21: install a newer one and set JAVA_HOME to it, or take the archive with a runtime of its own.\n"
                                .formatted(old, said));
        assertThat(byPath.errors())
                .startsWith(
                        "lifeguard-migrate: The java of the PATH (\"%s/bin/java\") is of version %s."
                                .formatted(old, said));
    }

    /** A Java without a release file, so that it has to be asked. */
    private Path javaThatSays(String version) throws IOException {
        Path home = directory.resolve("jre");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho '%s' >&2\n".formatted(version));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    private static String path() {
        return Objects.requireNonNull(System.getenv("PATH"));
    }

    @Test
    void sayThatThereIsNoJava() throws IOException, InterruptedException {
        Run none = run(archives.anyJava(), Map.of("PATH", "/nonexistent"), "status");
        Run wrong = run(archives.anyJava(), Map.of("JAVA_HOME", "/nonexistent"), "status");

        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.errors())
                .isEqualTo(
                        "lifeguard-migrate: There is no java: JAVA_HOME is not set, and there is"
                            + " none on the PATH. Install a JDK or JRE of at least 21 (a JDK for"
                            + " migrations in Java), or take the archive with a runtime of its"
                            + " own.\n");
        assertThat(wrong.errors())
                .isEqualTo(
                        "lifeguard-migrate: JAVA_HOME is \"/nonexistent\", where there is no"
                            + " bin/java. Set it to a JDK or JRE of at least 21, or unset it, and"
                            + " the java on the PATH is taken.\n");
    }

    @Test
    void sayHowToGetTheEmbeddedPostgresql() throws IOException, InterruptedException {
        Run run = run(archives.ownJava(), Map.of("DATABASE_URL", "embedded:postgresql"), "status");

        String name = archives.postgresql().getFileName().toString();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.errors())
                .isEqualTo(
                        "LG-101 The programs of the embedded PostgreSQL are not part of this installation. Get %s, which is released beside the archive of this one, and unpack it at the same place: tar -xzf %s -C \"%s\"\n"
                                .formatted(name, name, archives.ownJava().getParent()));
        assertThat(directory.resolve(".lifeguard")).doesNotExist();
    }

    @Test
    void haveTheEmbeddedPostgresqlWhenItIsUnpackedAtTheSamePlace()
            throws IOException, InterruptedException {
        Path place = Files.createDirectory(directory.resolve("place"));
        Archives.run(place, "cp", "-R", archives.anyJava().toString(), ".");
        Archives.run(place, "chmod", "-R", "u+w", ".");
        Archives.unpack(archives.postgresql(), place);

        Run run =
                run(
                        place.resolve(archives.anyJava().getFileName()),
                        Map.of(
                                "DATABASE_URL",
                                "embedded:postgresql",
                                "JAVA_HOME",
                                JDK,
                                "PATH",
                                path()),
                        "status");

        assertThat(run.exit()).as(run.errors()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:app.db", "jdbc:h2:./app"})
    void migrateOtherDatabasesByTheirOwnJava(String url) throws IOException, InterruptedException {
        write("20240120120000_users.sql", "CREATE TABLE users (id int);\n");

        Run up = run(archives.ownJava(), Map.of("DATABASE_URL", url), "up");

        assertThat(up.exit()).as(up.errors()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "bash, -n completions/lifeguard-migrate.bash",
        "zsh, -n completions/_lifeguard-migrate",
        "fish, --no-execute completions/lifeguard-migrate.fish",
        "groff, -man -ww -z man/man1/lifeguard-migrate.1"
    })
    void haveFilesThatTheirReadersTake(String reader, String arguments)
            throws IOException, InterruptedException {
        if (!isInstalled(reader)) {
            // Not every machine has each of them, and Maven cannot bring them.
            return;
        }
        List<String> command = new ArrayList<>(List.of(reader));
        command.addAll(List.of(arguments.split(" ", -1)));

        Run run = Run.of(archives.anyJava(), Map.of("PATH", path()), command);

        assertThat(run.exit()).isZero();
        assertThat(run.output() + run.errors()).isEmpty();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(path().split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void haveALauncherForWindowsWithItsLineEnds() throws IOException {
        String text = Files.readString(archives.anyJava().resolve("bin/lifeguard-migrate.cmd"));

        assertThat(text.split("\r\n", -1)).hasSizeGreaterThan(20);
        assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r").isASCII();
        assertThat(text).doesNotContainPattern("@[A-Z_]+@").contains("-XX:+UseSerialGC");
        assertThat(Files.readString(launcher(archives.anyJava())))
                .doesNotContainPattern("@[A-Z_]+@");
    }
}
