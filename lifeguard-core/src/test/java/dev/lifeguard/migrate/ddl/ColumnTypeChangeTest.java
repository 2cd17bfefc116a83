package dev.lifeguard.migrate.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Column;
import dev.lifeguard.migrate.schema.ColumnType;
import dev.lifeguard.migrate.schema.SchemaChange.SetColumnType;
import org.junit.jupiter.api.Test;

final class ColumnTypeChangeTest {

    private static final SetColumnType CHANGE =
            new SetColumnType("t", Column.of("c", ColumnType.text()).collate("C"), null);

    @Test
    void keepsTheCollationOnPostgresql() {
        assertThat(Dialect.postgresql().ddl(CHANGE))
                .containsExactly("ALTER TABLE \"t\" ALTER COLUMN \"c\" TYPE text COLLATE \"C\"");
    }

    @Test
    void isRefusedWhereAColumnHasNone() {
        assertThatExceptionOfType(InvalidScriptException.class)
                .isThrownBy(() -> Dialect.h2().ddl(CHANGE))
                .withMessageContaining("collations of a column, which H2 does not have");
    }
}
