package dev.lifeguard.migrate.tests.javacode;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.schema.IrreversibleMigration;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A Java migration whose methods about itself throw, or give null. */
@OnPostgres
@NullUnmarked // It gives what nobody may.
final class UnusableAnswerTest {

    private static final String TYPE =
            "dev.lifeguard.migrate.tests.javacode.UnusableAnswerTest$Steps";

    @AutoClose private final TestDatabase database;

    UnusableAnswerTest(PostgresServer server) {
        database = server.createDatabase();
    }

    private record Steps(Supplier<Migration.Transactions> divided, Supplier<String> why)
            implements IrreversibleMigration {

        @Override
        public long version() {
            return 20240101000000L;
        }

        @Override
        public String name() {
            return "steps";
        }

        @Override
        public Transactions transactions() {
            return divided.get();
        }

        @Override
        public String reason() {
            return why.get();
        }

        @Override
        public void up(SchemaManager schema) {
            schema.execute("CREATE TABLE one (id int)");
        }
    }

    private Migrator migrator(Supplier<Migration.Transactions> divided, Supplier<String> why) {
        return Migrator.builder(database.dataSource())
                .source(MigrationSource.of(new Steps(divided, why)))
                .build();
    }

    private static void requireRefused(LifeguardException failure, String what) {
        assertThat(failure)
                .isInstanceOf(ValidationException.class)
                .hasMessage(
                        "LG-302 Migration 20240101000000 steps cannot run: its method %s in %s %s."
                                + " Mend it, and run this again.",
                        what.substring(0, what.indexOf(' ')),
                        TYPE,
                        what.substring(what.indexOf(' ') + 1));
        assertThat(failure.detail().version()).isEqualTo(20240101000000L);
    }

    @Test
    void howItsStatementsAreDividedIsNull() {
        Migrator migrator = migrator(() -> null, () -> "no");

        requireRefused(failureOf(migrator::up), "transactions() gave null");
        requireRefused(
                failureOf(() -> migrator.plan(Target.all()).requireRunnable()),
                "transactions() gave null");
        assertThat(database.has("one")).isFalse();
    }

    @Test
    void howItsStatementsAreDividedFails() {
        Migrator migrator =
                migrator(
                        () -> {
                            throw new IllegalStateException("not yet");
                        },
                        () -> "no");

        requireRefused(
                failureOf(migrator::up),
                "transactions() failed: java.lang.IllegalStateException: not yet");
        assertThat(migrator.status().pending()).hasSize(1);
    }

    @Test
    void itEndsInAnError() {
        Migrator migrator =
                migrator(
                        () -> {
                            throw new NoClassDefFoundError("com/example/Gone");
                        },
                        () -> "no");

        requireRefused(
                failureOf(migrator::up),
                "transactions() failed: java.lang.NoClassDefFoundError: com/example/Gone");
    }

    @Test
    void whyThereIsNoWayBackIsNull() {
        Migrator migrator = migrator(() -> Migration.Transactions.WHOLE, () -> null);
        migrator.up();

        requireRefused(failureOf(migrator::down), "reason() gave null");
        requireRefused(
                failureOf(() -> migrator.planDown(Target.steps(1)).requireRunnable()),
                "reason() gave null");
    }
}
