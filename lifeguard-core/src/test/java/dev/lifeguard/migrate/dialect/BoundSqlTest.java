package dev.lifeguard.migrate.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BoundSqlTest {

    @Test
    void keepsItsValuesInOrderAndUnknownOnesToo() {
        assertThat(BoundSql.of("SELECT ?, ?", "a", null).values()).containsExactly("a", null);
    }

    @Test
    void copiesItsValues() {
        @Nullable Object[] values = {"a", null};

        BoundSql bound = BoundSql.of("SELECT ?, ?", values);
        values[0] = "b";

        assertThat(bound.values()).containsExactly("a", null).isUnmodifiable();
    }
}
