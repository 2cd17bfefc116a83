package dev.lifeguard.migrate.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages on Maven and Gradle show is what there is. */
final class PagesTest {

    private static final Path PAGES = Path.of("..", "docs");
    private static final Pattern CLASS =
            Pattern.compile("(?s)```java\n(.*?public final class (\\w+) .*?)```");

    @TempDir private Path directory;

    @Test
    void theExampleOfTheMavenPageIsTheOneThatIsBuilt() throws IOException {
        String page = flat(Files.readString(PAGES.resolve("maven.md")));
        String pom = flat(Files.readString(Path.of("src", "test", "projects", "jooq", "pom.xml")));
        int jooq = page.indexOf("<groupId>org.jooq</groupId>");
        int start = page.lastIndexOf("```xml", jooq) + "```xml".length();

        assertThat(pom).contains(page.substring(start, page.indexOf("```", start)).strip());
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void theMavenPageNamesEveryParameter() throws Exception {
        String page = Files.readString(PAGES.resolve("maven.md"));

        assertThat(ParametersTest.all()).allSatisfy(name -> assertThat(page).contains("`" + name));
    }

    @Test
    void theClassesOfTheGradlePageDoWhatItSays() throws Exception {
        compile(classesOf(Files.readString(PAGES.resolve("gradle.md"))));
        Path migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(
                migrations.resolve("20240101000000_create_users.sql"),
                "CREATE TABLE users (id integer PRIMARY KEY);");

        run("Migrate", migrations.toString());
        String server = directory.resolve("server").toString();
        String code = directory.resolve("code").toString();
        run("GenerateCode", migrations.toString(), server, code);
        Files.writeString(
                migrations.resolve("20240101000000_create_users.sql"),
                "CREATE TABLE members (id integer PRIMARY KEY);");
        run("GenerateCode", migrations.toString(), server, code);

        assertThat(directory.resolve("app.db")).isNotEmptyFile();
        assertThat(directory.resolve("code/example/db/tables/Members.java")).exists();
        assertThat(directory.resolve("code/example/db/tables/Users.java")).doesNotExist();
    }

    private static Map<String, String> classesOf(String page) {
        Map<String, String> classes = new TreeMap<>();
        Matcher found = CLASS.matcher(page);
        while (found.find()) {
            classes.put(found.group(2), found.group(1));
        }
        assertThat(classes).containsOnlyKeys("Migrate", "GenerateCode");
        return classes;
    }

    private void compile(Map<String, String> classes) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of("-proc:none", "-d", directory.toString(), "-cp", classPath()));
        for (Map.Entry<String, String> one : classes.entrySet()) {
            Path file = directory.resolve(one.getKey() + ".java");
            arguments.add(Files.writeString(file, one.getValue()).toString());
        }
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    /** Without the command line, whose jar brings PostgreSQL's programs once more. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("lifeguard-cli"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void run(String main, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                directory + File.pathSeparator + classPath(),
                                main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DATABASE_URL", "sqlite:" + directory.resolve("app.db"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
