package dev.lifeguard.migrate;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.nio.file.Path;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program hands over is checked before anything is connected to. */
@NullUnmarked // It hands over what nobody may.
final class GivenValuesTest {

    private static final Migrator MIGRATOR =
            Migrator.builder(new FailingDataSource())
                    .source(MigrationSource.directory(Path.of("never-read")))
                    .build();

    private static Arguments of(String message, ThrowingCallable call) {
        return Arguments.of("LG-101 The %s is null.".formatted(message), Named.of("call", call));
    }

    static Stream<Arguments> nulls() {
        return Stream.of(
                of("target", () -> MIGRATOR.up(null)),
                of("target", () -> MIGRATOR.down(null)),
                of("target", () -> MIGRATOR.plan(null)),
                of("target", () -> MIGRATOR.planDown(null)),
                of("repair", () -> MIGRATOR.repair(null)),
                of("migrations directory", () -> MigrationSource.directory(null)),
                of(
                        "migrations directory",
                        () -> StartupMigrations.run(new FailingDataSource(), (Path) null)),
                of("location", () -> StartupMigrations.run(new FailingDataSource(), (String) null)),
                of("class path location", () -> MigrationSource.classpath(null)),
                of("class loader", () -> MigrationSource.indexed(null)),
                of("array of migrations", () -> MigrationSource.of((Migration[]) null)),
                of("migration", () -> MigrationSource.of((Migration) null)));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void namesWhatIsNull(String message, ThrowingCallable call) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(call)
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 0, -1, -7})
    void refusesABaselineThatIsNoVersion(long version) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> MIGRATOR.baseline(version))
                .withMessage(
                        "LG-101 \"%s\" is not a %s. migrator.status() lists the versions.",
                        version < 0 ? version : MigrationVersion.digits(version),
                        version < 0
                                ? "version: 14 digits YYYYMMDDHHMMSS are needed"
                                : "date and time that exists");
    }

    @Test
    void refusesABaselineInTheThirteenthMonth() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> MIGRATOR.baseline(20241399000000L))
                .withMessage(
                        "LG-101 \"20241399000000\" is not a date and time that exists."
                                + " migrator.status() lists the versions.");
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 100000101000000L, 20241399000000L})
    void refusesATargetThatIsNoVersionOfTheDirectory(long version) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> MIGRATOR.up(Target.version(version)))
                .withMessageMatching(
                        "LG-101 \"[0-9]{14,}\" is not a .*[.] migrator[.]status\\(\\) lists the"
                                + " versions[.]");
    }

    static Stream<LongFunction<Repair>> repairs() {
        return Stream.of(
                Repair.AcceptChecksum::new,
                Repair.MarkDone::new,
                Repair.MarkUndone::new,
                Repair.StatementDone::new,
                Repair.StatementUndone::new);
    }

    @ParameterizedTest
    @MethodSource("repairs")
    void refusesARepairOfWhatIsNoVersion(LongFunction<Repair> repair) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> repair.apply(-1))
                .withMessage(
                        "LG-101 \"-1\" is not a version: 14 digits YYYYMMDDHHMMSS are needed."
                                + " migrator.status() lists the versions.");
    }
}
