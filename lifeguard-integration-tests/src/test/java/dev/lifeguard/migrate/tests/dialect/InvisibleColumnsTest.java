package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.plan.DataLoss;
import dev.lifeguard.migrate.plan.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns that {@code SELECT *} leaves out are put aside all the same. */
final class InvisibleColumnsTest {

    @Test
    void onMariaDb() {
        putsThemAside(ContractDatabase.mariaDb(MariaDbServer.running()), "`or``d.ers`");
    }

    @Test
    void onH2() {
        putsThemAside(ContractDatabase.h2(), "\"or\"\"d.ers\"");
        putsThemAside(ContractDatabase.h2(), "PUBLIC . orders");
        putsThemAside(ContractDatabase.h2(), "Public.\"or.ders\"");
    }

    private static void putsThemAside(ContractDatabase database, String table) {
        try (ContractProject project = ContractProject.of(database)) {
            project.write(
                    "20240101000000_orders.sql",
                    """
                    -- Up migration
                    CREATE TABLE %1$s (id int PRIMARY KEY, hidden int INVISIBLE DEFAULT 7, note int);
                    -- Down migration
                    DROP TABLE %1$s;
                    """
                            .formatted(table));
            project.up();
            database.execute(
                    "INSERT INTO %s (id, hidden, note) VALUES (1, 99, 5)".formatted(table));
            Migrator migrator = project.migrator().dataLoss(DataLoss.QUARANTINE).build();

            migrator.down(Target.version(0));

            List<String> aside = migrator.putAside();
            assertThat(aside).hasSize(1);
            assertThat(database.query("SELECT * FROM " + aside.getFirst()))
                    .containsExactly("1|99|5");
        }
    }
}
