package dev.lifeguard.migrate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a migrator may be told, seen through its builder; nothing here connects to a database. */
final class MigratorConfigTest {

    private final MigratorBuilder builder =
            Migrator.builder(new FailingDataSource())
                    .source(MigrationSource.directory(Path.of("never-read")));

    @Test
    void isCompleteWithADataSourceAndASource() {
        assertThatCode(builder::build).doesNotThrowAnyException();
    }

    @Test
    void reportsAllFaultsTogether() {
        MigratorBuilder wrong =
                Migrator.builder(new FailingDataSource())
                        .lockTimeout(Duration.ofSeconds(-1))
                        .lease(Duration.ofMillis(999))
                        .table("")
                        .schema("s".repeat(64));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(wrong::build)
                .withMessage(
                        "LG-101 No source of migrations is given: add one with source(…). The lock"
                            + " timeout PT-1S is negative. The lease PT0.999S is shorter than PT1S."
                            + " The table's name \"\" is empty. The schema's name \"%s\" has 64"
                            + " bytes, and 63 is the most.",
                        "s".repeat(64))
                .extracting(ConfigurationException::kind)
                .isEqualTo(ErrorKind.CONFIGURATION);
    }

    @Test
    void refusesToRunWithoutASource() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Migrator.builder(new FailingDataSource()).build())
                .withMessage("LG-101 No source of migrations is given: add one with source(…).");
    }

    @Test
    void refusesPlaceholdersThatCannotBe() {
        builder.placeholder("a b", "1").placeholder("nul", "\0").placeholder("right", "2");

        refuses(
                "The placeholder name \"a b\" is not 1 to 128 letters, digits, \"_\", \".\", \"-\""
                        + " or \":\". The value of the placeholder \"nul\" holds a NUL character.");
    }

    @Test
    void takesALockTimeoutOfZero() {
        builder.lockTimeout(Duration.ZERO);

        assertThatCode(builder::build).doesNotThrowAnyException();
    }

    @Test
    void refusesANegativeLockTimeout() {
        builder.lockTimeout(Duration.ofNanos(-1));

        refuses("The lock timeout PT-0.000000001S is negative.");
    }

    @Test
    void refusesBlockersThatAreNotKnown() {
        builder.cancelBlockers("older-than=5");

        refuses(
                "Whose sessions are terminated (cancel-blockers) is \"older-than=5\". Write none,"
                        + " autovacuum, or older-than= and a duration of at least 1ms, as"
                        + " older-than=5m.");
    }

    @Test
    void takesALeaseOfOneSecond() {
        builder.lease(Duration.ofSeconds(1));

        assertThatCode(builder::build).doesNotThrowAnyException();
    }

    @Test
    void refusesAShorterLease() {
        builder.lease(Duration.ofMillis(999));

        refuses("The lease PT0.999S is shorter than PT1S.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void refusesAnEmptyTableName(String name) {
        builder.table(name);

        refuses("The table's name \"%s\" is empty.".formatted(name));
    }

    @Test
    void refusesAnEmptySchemaName() {
        builder.schema("");

        refuses("The schema's name \"\" is empty.");
    }

    @Test
    void takesANameThatPostgresqlDoesNotCutOff() {
        builder.table("ä".repeat(31) + "x");

        assertThatCode(builder::build).doesNotThrowAnyException();
    }

    @Test
    void refusesANameThatPostgresqlWouldCutOff() {
        builder.table("ä".repeat(32));

        refuses(
                "The table's name \"%s\" has 64 bytes, and 63 is the most."
                        .formatted("ä".repeat(32)));
    }

    @Test
    void refusesAZeroCharacterInAName() {
        builder.table("a\0b");

        refuses("The table's name \"a\0b\" holds a zero character.");
    }

    @Test
    void refusesAQuestionMarkInAName() {
        builder.schema("why?").table("odd?");

        refuses(
                "The table's name \"odd?\" holds a question mark. The schema's name"
                        + " \"why?\" holds a question mark.");
    }

    @Test
    void refusesATablesNameWithADot() {
        builder.schema("a.b").table("c.d");

        refuses(
                "The table's name \"c.d\" holds a dot: its schema is given by itself, with"
                        + " schema(…).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"My \"History\"", "100%", "größe", "'; --", "x"})
    void takesAnyOtherName(String name) {
        builder.table(name).schema(name);

        assertThatCode(builder::build).doesNotThrowAnyException();
    }

    private void refuses(String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(builder::build)
                .withMessage("LG-101 %s", message);
    }
}
