package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code verify} finds what people found wrong in ways down, and nothing else. */
@OnPostgres
final class VerifyKindsTest {

    @AutoClose private final Project project;

    VerifyKindsTest(PostgresServer server) {
        project = new Project(server);
    }

    /** A migration and what is found in it. */
    private record Kind(String name, String up, String down, String found) {

        static Kind of(String text) {
            List<String> lines = text.lines().toList();
            return new Kind(
                    lines.getFirst().strip(),
                    lines(lines, line -> !line.startsWith("<") && !line.startsWith("=>")),
                    lines(lines, line -> line.startsWith("<")).replace("< ", ""),
                    lines(lines, line -> line.startsWith("=>")).replace("=> ", "").strip());
        }

        private static String lines(List<String> lines, Predicate<String> which) {
            return lines.stream().skip(1).filter(which).collect(Collectors.joining("\n", "", "\n"));
        }

        String file(int number) {
            return "%s_%s.sql".formatted(20240101000000L + number, name);
        }

        String script() {
            return down.isBlank()
                    ? up
                    : "-- Up migration\n%s-- Down migration\n%s".formatted(up, down);
        }
    }

    private static List<Kind> kinds() {
        try (InputStream file = VerifyKindsTest.class.getResourceAsStream("verify_kinds.txt")) {
            String text =
                    new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("(?m)^= ")).skip(1).map(Kind::of).toList();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void findsEachOfThemInOneRun() {
        List<Kind> kinds = kinds();
        for (int number = 0; number < kinds.size(); number++) {
            project.write(kinds.get(number).file(number), kinds.get(number).script());
        }

        Result result =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess()
                        .run("verify", "--output", "json");

        assertThat(result.exit()).as(result.output() + result.errors()).isEqualTo(10);
        assertThat(project.database().query("SELECT rolname FROM pg_roles"))
                .doesNotContain("verify_kind");
        assertThat(objects(result.json(), "verified").map(VerifyKindsTest::line))
                .containsExactlyElementsOf(
                        kinds.stream().map(kind -> kind.name() + ": " + kind.found()).toList());
    }

    private static String line(Map<?, ?> verified) {
        List<String> found = new ArrayList<>();
        found.add(
                objects(verified, "differences")
                        .map(
                                it ->
                                        it.get("kind")
                                                + " "
                                                + it.get("objectType")
                                                + " "
                                                + it.get("object"))
                        .sorted()
                        .collect(Collectors.joining(", ")));
        objects(verified, "failures")
                .map(it -> it.get("run") + " " + error(it).get("sqlState"))
                .forEach(found::add);
        objects(verified, "notSeeded").map(it -> "not " + it.get("table")).forEach(found::add);
        String details =
                found.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
        return "%s: %s %s %s"
                .formatted(
                        verified.get("name"),
                        verified.get("down"),
                        verified.get("upAgain"),
                        details)
                .strip();
    }

    private static Stream<Map<?, ?>> objects(Map<?, ?> object, String member) {
        return ((List<?>) Objects.requireNonNull(object.get(member)))
                .stream().map(it -> (Map<?, ?>) it);
    }

    private static Map<?, ?> error(Map<?, ?> failure) {
        return (Map<?, ?>) Objects.requireNonNull(failure.get("error"));
    }
}
