package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that only look at migrations run nothing of what a stranger wrote into them. */
final class LookingTest {

    private static final String MIGRATION =
            """
            import dev.lifeguard.migrate.schema.Migration;
            import dev.lifeguard.migrate.schema.SchemaManager;
            import java.nio.file.Files;
            import java.nio.file.Path;

            public final class NAME implements Migration {

                static final Object STATIC_FIELD = mark("a static field");
                final Object field = mark("a field");

                static {
                    mark("a static initialiser");
                }

                {
                    mark("an initialiser");
                }

                public NAME() {
                    mark("the constructor");
                }

                @Override
                public Transactions transactions() {
                    mark("transactions()");
                    return Transactions.WHOLE;
                }

                @Override
                public void up(SchemaManager schema) {
                    mark("up()");
                }

                @Override
                public void down(SchemaManager schema) {
                    mark("down()");
                }

                static Object mark(String what) {
                    try {
                        Files.writeString(Path.of("ran_NAME"), what);
                    } catch (java.io.IOException failure) {
                        throw new IllegalStateException(failure);
                    }
                    return what;
                }
            }
            """;

    private static final String PROCESSOR =
            """
            import javax.annotation.processing.AbstractProcessor;
            import javax.annotation.processing.RoundEnvironment;
            import javax.annotation.processing.SupportedAnnotationTypes;
            import javax.lang.model.element.TypeElement;
            import com.sun.source.util.JavacTask;
            import com.sun.source.util.Plugin;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.Set;

            public final class Stranger {

                @SupportedAnnotationTypes("*")
                public static final class Processor extends AbstractProcessor {
                    public Processor() {
                        mark("a processor");
                    }

                    @Override
                    public boolean process(Set<? extends TypeElement> all, RoundEnvironment round) {
                        return false;
                    }
                }

                public static final class Started implements Plugin {
                    public Started() {
                        mark("a plugin");
                    }

                    @Override
                    public String getName() {
                        return "Started";
                    }

                    @Override
                    public boolean autoStart() {
                        return true;
                    }

                    @Override
                    public void init(JavacTask task, String... arguments) {}
                }

                static void mark(String what) {
                    try {
                        Files.writeString(Path.of("ran_compiler"), what);
                    } catch (java.io.IOException failure) {
                        throw new IllegalStateException(failure);
                    }
                }
            }
            """;

    private static final String APPLIED = "m20240101000000_applied";
    private static final String PENDING = "m20240102000000_pending";

    @TempDir private Path directory;

    @BeforeEach
    void applyOneOfTwo() throws IOException {
        write(APPLIED);
        assertThat(run("up").exit()).isZero();
        assertThat(ran()).containsExactly("ran_" + APPLIED);
        Files.delete(directory.resolve("ran_" + APPLIED));
        write(PENDING);
    }

    private void write(String name) throws IOException {
        Path migrations = Files.createDirectories(directory.resolve("migrations"));
        Files.writeString(migrations.resolve(name + ".java"), MIGRATION.replace("NAME", name));
    }

    private Result run(String... arguments) {
        return CommandLine.in(directory)
                .with("LIFEGUARD_DATABASE_URL", "sqlite:app.db")
                .run(arguments);
    }

    private List<String> ran() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("ran_"))
                    .toList();
        }
    }

    private void runsNothing(int exit, String... arguments) throws IOException {
        Result result = run(arguments);

        assertThat(result.exit()).as("%s: %s", List.of(arguments), result.errors()).isEqualTo(exit);
        assertThat(ran()).as("ran by %s", List.of(arguments)).isEmpty();
    }

    @Test
    void runsNoCodeOfMigrations() throws IOException {
        runsNothing(0, "validate", "--offline");
        runsNothing(0, "validate");
        runsNothing(0, "status");
        runsNothing(0, "status", "--output", "json");
        runsNothing(9, "status", "--exit-code");
        runsNothing(0, "info");
        runsNothing(0, "info", "20240101000000");
        runsNothing(0, "info", "20240102000000");
        runsNothing(0, "unlock");
        runsNothing(2, "repair", "--mark-done", "20240102000000");
        runsNothing(0, "generate", "another");
        runsNothing(0, "baseline", "20240102000000");
    }

    @Test
    void runsNothingThatIsOnTheClassPathForTheCompiler() throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Path source = Files.writeString(directory.resolve("Stranger.java"), PROCESSOR);
        assertThat(
                        ToolProvider.getSystemJavaCompiler()
                                .run(
                                        null,
                                        null,
                                        null,
                                        "-proc:none",
                                        "-d",
                                        classes.toString(),
                                        source.toString()))
                .isZero();
        Files.writeString(
                services.resolve("javax.annotation.processing.Processor"), "Stranger$Processor\n");
        Files.writeString(services.resolve("com.sun.source.util.Plugin"), "Stranger$Started\n");

        runsNothing(0, "validate", "--offline", "--class-path", "classes");
        runsNothing(0, "status", "--class-path", "classes");
    }

    @Test
    void stillFindsWhatCannotBeUsed() throws IOException {
        Path file = directory.resolve("migrations").resolve(PENDING + ".java");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "public NAME()".replace("NAME", PENDING),
                                "public %s(int none)".formatted(PENDING)));

        Result result = run("validate", "--offline");

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.errors())
                .isEqualTo(
                        """
                        LG-302 m20240102000000_pending.java cannot be used: its class \
                        m20240102000000_pending has no constructor without parameters. Give it a \
                        public one.
                        """);
        assertThat(ran()).isEmpty();
    }

    @Test
    void tellsThatAClassIsIrreversibleWithoutAskingItWhy() throws IOException {
        Files.writeString(
                directory.resolve("migrations/m20240103000000_one_way.java"),
                MIGRATION
                        .replace("NAME", "m20240103000000_one_way")
                        .replace("Migration {", "IrreversibleMigration {")
                        .replace("schema.Migration;", "schema.IrreversibleMigration;")
                        .replace(
                                "static Object mark",
                                """
                                @Override
                                    public String reason() {
                                        return String.valueOf(mark("reason()"));
                                    }

                                    static Object mark\
                                """));

        Result info = run("info", "20240103000000");

        assertThat(info.output()).contains("its class is an IrreversibleMigration");
        assertThat(ran()).isEmpty();
    }

    @Test
    void plansByRunningWhatIsPending() throws IOException {
        assertThat(run("plan").exit()).isZero();

        assertThat(ran()).containsExactly("ran_" + PENDING);
    }

    @Test
    void rollsBackWithoutRunningWhatIsPending() throws IOException {
        assertThat(run("down", "--dry-run").exit()).isZero();

        assertThat(ran()).containsExactly("ran_" + APPLIED);
    }
}
