package dev.lifeguard.migrate.tests.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a checkout where the build and the training are programs of this test: they say
 * that they ran, and leave what the real ones leave.
 */
final class LauncherTest {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final String JDK = System.getProperty("java.home");

    @TempDir private Path root;

    @BeforeEach
    void layOut() throws IOException {
        copy("lifeguard-migrate");
        copy("scripts/build");
        copy("scripts/find-jdk");
        write("pom.xml", "");
        for (String module : List.of("lifeguard-core", "lifeguard-cli")) {
            write(module + "/pom.xml", "");
            write(module + "/src/main/Source.java", "");
        }
        program(
                "maven",
                """
                mkdir -p lifeguard-cli/target
                cp "%1$s" lifeguard-cli/target/
                ln -sfn "%2$s" lifeguard-cli/target/lib
                touch lifeguard-cli/target/lifeguard-migrate.jar
                echo built >> runs
                """
                        .formatted(CommandLine.JAR, CommandLine.JAR.resolveSibling("lib")));
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
        Path other = root.resolve("other");
        Files.createDirectories(other.resolve("bin"));
        Files.writeString(other.resolve("release"), "JAVA_VERSION=\"25\"\n");
        for (String name : List.of("java", "javac")) {
            executable(other.resolve("bin/" + name), "echo the other JDK");
        }
        launch();

        assertThat(launch(other.toString())).isEqualTo("the other JDK\n");
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
                java=$(command -v java || true)
                printf '%%s\\n' "%s" "%s" "%s" "${java:+$(readlink -f "$java")}" '%s' \\
                    > lifeguard-cli/target/lifeguard-migrate.jar.start
                echo trained >> runs
                """
                        .formatted(jar, jdk, JDK, option));
    }

    private String launch() throws IOException, InterruptedException {
        return launch(JDK);
    }

    private String launch(String javaHome) throws IOException, InterruptedException {
        ProcessBuilder launcher =
                new ProcessBuilder(root.resolve("lifeguard-migrate").toString(), "--version");
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
