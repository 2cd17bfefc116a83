package dev.lifeguard.migrate.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.spring.TestPostgres.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A start that looks first for what is unsafe. */
@ExtendWith(OutputCaptureExtension.class)
final class LintPropertyTest {

    private final Database database = TestPostgres.create();
    @TempDir private Path folder;

    @BeforeEach
    void writeAnIndexOnATableThatIsThere() throws IOException {
        Files.writeString(
                folder.resolve("20240101000000_orders.sql"),
                """
                CREATE TABLE orders (id bigint PRIMARY KEY, total int);
                INSERT INTO orders SELECT n, n FROM generate_series(1, 50000) n;
                """);
        start().run(context -> assertThat(context).hasNotFailed());
        Files.writeString(
                folder.resolve("20240102000000_index.sql"),
                "CREATE INDEX orders_total ON orders (total);");
    }

    private ApplicationContextRunner start() {
        return StarterRunner.on(database)
                .withPropertyValues("lifeguard.migrate.locations=filesystem:" + folder);
    }

    @Test
    void errorDoesNotStart() {
        start().withPropertyValues("lifeguard.migrate.lint=error")
                .run(
                        context ->
                                assertThat(context)
                                        .getFailure()
                                        .rootCause()
                                        .isInstanceOf(ValidationException.class)
                                        .hasMessageContaining("[index-blocks-writes]"));
    }

    @Test
    void warnStarts(CapturedOutput output) {
        start().withPropertyValues("lifeguard.migrate.lint=warn")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).contains("[index-blocks-writes]");
    }

    @Test
    void anEmptyTableIsNotFound(CapturedOutput output) {
        database.execute("TRUNCATE orders");

        start().withPropertyValues("lifeguard.migrate.lint=error")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain("[index-blocks-writes]");
    }

    @Test
    void aRuleHasTheLevelThatIsSaid(CapturedOutput output) {
        start().withPropertyValues(
                        "lifeguard.migrate.lint=error",
                        "lifeguard.migrate.lint-rules.level.index-blocks-writes=warning")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).contains("[index-blocks-writes]");
    }

    @Test
    void aFileIsExcludedAndATableSmall() {
        start().withPropertyValues(
                        "lifeguard.migrate.lint=error",
                        "lifeguard.migrate.lint-rules.small-table=1GB")
                .run(context -> assertThat(context).hasNotFailed());
        database.execute("DROP INDEX orders_total");
        database.execute("DELETE FROM lifeguard_migrations WHERE version = 20240102000000");
        start().withPropertyValues(
                        "lifeguard.migrate.lint=error",
                        "lifeguard.migrate.lint-rules.exclude=*_index.sql")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void tellsAllThatIsWrongWithTheRules() {
        start().withPropertyValues(
                        "lifeguard.migrate.lint=error",
                        "lifeguard.migrate.lint-rules.level.drop-colum=error",
                        "lifeguard.migrate.lint-rules.level.drop-table=fatal",
                        "lifeguard.migrate.lint-rules.postgres-version=9",
                        "lifeguard.migrate.lint-rules.small-table=big")
                .run(
                        context ->
                                assertThat(context)
                                        .getFailure()
                                        .rootCause()
                                        .hasMessageContaining(
                                                "The rule \"drop-colum\" is unknown. Did you mean"
                                                    + " \"drop-column\"? The level of the rule"
                                                    + " \"drop-table\" is \"fatal\". Use error,"
                                                    + " warning, info or off. The postgres-version"
                                                    + " is \"9\". Write the oldest major version"
                                                    + " that the migrations run on, 14 or newer."
                                                    + " The small-table is \"big\", which is no"
                                                    + " size. Write a whole number and its unit:"
                                                    + " 512kB, 1MB or 2GB."));
    }

    @Test
    void aPoolOfOneIsNotAskedForAnother(CapturedOutput output) {
        start().withPropertyValues(
                        "lifeguard.migrate.lint=warn",
                        "spring.datasource.hikari.maximum-pool-size=1",
                        "spring.datasource.hikari.connection-timeout=2000")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).contains("[index-blocks-writes]");
    }

    @Test
    void namesTheDependencyThatIsMissing() {
        start().withPropertyValues("lifeguard.migrate.lint=warn")
                .withClassLoader(new FilteredClassLoader("dev.lifeguard.migrate.lint"))
                .run(
                        context ->
                                assertThat(context)
                                        .getFailure()
                                        .rootCause()
                                        .hasMessageContaining(
                                                "lifeguard-inspect is not on the class path"));
    }
}
