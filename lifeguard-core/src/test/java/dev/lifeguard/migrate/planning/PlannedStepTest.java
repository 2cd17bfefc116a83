package dev.lifeguard.migrate.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.plan.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlannedStepTest {

    @Test
    void namesItsMigration() {
        PlannedStep step = step("SELECT 1;");

        assertThat(step.version().number()).isEqualTo(20260101120000L);
        assertThat(step.name()).isEqualTo("a");
        assertThat(step.fileName()).isEqualTo("folder/20260101120000_a.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SELECT 1;", "BEGIN; SELECT 1; COMMIT;"})
    void isOneTransaction(String text) {
        assertThat(step(text).transactionMode()).isEqualTo(TransactionMode.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- lifeguard:no-transaction\nSELECT 1;",
                "SELECT 1;\nCREATE INDEX CONCURRENTLY i ON t (a);",
                "VACUUM;"
            })
    void isOneTransactionAStatementWhereASingleOneIsImpossible(String text) {
        assertThat(step(text).transactionMode()).isEqualTo(TransactionMode.PER_STATEMENT);
    }

    private static PlannedStep step(String text) {
        return new Situation()
                .file("folder/20260101120000_a.sql", text)
                .up(Target.all())
                .planned()
                .getFirst();
    }
}
