package dev.lifeguard.migrate.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.StateSql.TableName;
import org.junit.jupiter.api.Test;

final class TableNameTest {

    @Test
    void showsTheTableAloneWithoutASchema() {
        assertThat(new TableName(null, "history")).hasToString("history");
    }

    @Test
    void showsTheSchemaBeforeTheTable() {
        assertThat(new TableName("shop", "history")).hasToString("shop.history");
    }

    @Test
    void isTheSameTableInAKnownSchema() {
        assertThat(new TableName(null, "history").in("shop"))
                .isEqualTo(new TableName("shop", "history"));
    }

    @Test
    void keepsItsDefault() {
        assertThat(TableName.DEFAULT_TABLE).isEqualTo("lifeguard_migrations");
    }
}
