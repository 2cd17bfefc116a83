package dev.lifeguard.migrate.tests.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.inspect.erd.DiagramReader;
import dev.lifeguard.migrate.inspect.erd.MermaidText;
import dev.lifeguard.migrate.inspect.erd.SchemaDiagram;
import dev.lifeguard.migrate.inspect.erd.TablePattern;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a diagram shows of the same tables on each database. */
abstract class DiagramContract {

    private static final String DIAGRAM =
            """
            erDiagram
                customers {
                    INTEGER id PK
                    VARCHAR(40) email UK
                    INTEGER referrer FK "null"
                }
                invoices {
                    INTEGER id PK
                    INTEGER customer FK "null; unique with number"
                    INTEGER number FK "null"
                    INTEGER replaces FK, UK "null"
                }
                notes {
                    VARCHAR(10) body "null"
                }
                orders {
                    INTEGER customer PK, FK
                    INTEGER number PK
                    NUMERIC total "null"
                }
                customers |o--o{ customers : "referrer"
                invoices |o--o| invoices : "replaces"
                orders |o--o| invoices : "customer, number"
                customers ||--o{ orders : "customer"
            """;

    @AutoClose private final ContractDatabase database;
    private final DatabaseProduct product;
    @TempDir private Path folder;

    DiagramContract(ContractDatabase database, DatabaseProduct product) {
        this.database = database;
        this.product = product;
    }

    /** What is said of a column of each type: of integers, numbers and texts of a length. */
    abstract Map<String, String> types();

    private static String[] tables() {
        return new String[] {
            """
            CREATE TABLE customers (id INTEGER NOT NULL, email VARCHAR(40) NOT NULL,
                referrer INTEGER, PRIMARY KEY (id), UNIQUE (email),
                FOREIGN KEY (referrer) REFERENCES customers (id))
            """,
            """
            CREATE TABLE orders (customer INTEGER NOT NULL, number INTEGER NOT NULL,
                total NUMERIC(12,2), PRIMARY KEY (customer, number),
                FOREIGN KEY (customer) REFERENCES customers (id))
            """,
            """
            CREATE TABLE invoices (id INTEGER NOT NULL, customer INTEGER, number INTEGER,
                replaces INTEGER, PRIMARY KEY (id), UNIQUE (number, customer),
                FOREIGN KEY (customer, number) REFERENCES orders (customer, number),
                FOREIGN KEY (replaces) REFERENCES invoices (id))
            """,
            "CREATE UNIQUE INDEX replaced ON invoices (replaces)",
            "CREATE TABLE notes (body VARCHAR(10))",
            "CREATE VIEW looked AS SELECT id FROM customers"
        };
    }

    final SchemaDiagram read(String... statements) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return DiagramReader.of(product)
                .read(database.dataSource(), OwnTables.of("lifeguard_migrations"));
    }

    final String drawn(SchemaDiagram schema) {
        return MermaidText.of(schema.view(schema.names(table -> true)));
    }

    @Test
    void showsTablesWithTheirKeysAndReferences() throws SQLException {
        String expected = DIAGRAM;
        for (Map.Entry<String, String> type : types().entrySet()) {
            expected = expected.replace(" " + type.getKey(), " " + type.getValue());
        }

        assertThat(drawn(read(tables()))).isEqualTo(expected);
    }

    @Test
    void leavesOutTheToolsOwnTables() throws SQLException {
        Migrator.builder(database.dataSource())
                .source(MigrationSource.directory(folder))
                .build()
                .baseline(20240101000000L);

        assertThat(read().tables()).isEmpty();
    }

    @Test
    void greysTheNeighboursOfChosenTables() throws SQLException {
        SchemaDiagram schema = read(tables());

        assertThat(MermaidText.of(schema.view(schema.names(TablePattern.of("NOTES,ord*")))))
                .contains(" customers:::neighbour\n", " invoices:::neighbour\n")
                .contains(" notes {\n", " orders {\n")
                .doesNotContain("email", "replaces");
    }

    /** What other tools were found to show twice, or not at all. */
    @Test
    void showsEachReferenceOnce() throws SQLException {
        SchemaDiagram schema =
                read(
                        "CREATE TABLE own (id INTEGER NOT NULL, PRIMARY KEY (id),"
                                + " FOREIGN KEY (id) REFERENCES own (id))",
                        "CREATE TABLE coa (company INTEGER NOT NULL, account INTEGER NOT NULL,"
                                + " code INTEGER NOT NULL UNIQUE, PRIMARY KEY (company, account))",
                        """
                        CREATE TABLE parms (company INTEGER NOT NULL, cash INTEGER, bank INTEGER,
                            code INTEGER NOT NULL, UNIQUE (company, cash),
                            FOREIGN KEY (company, cash) REFERENCES coa (company, account),
                            FOREIGN KEY (company, bank) REFERENCES coa (company, account),
                            FOREIGN KEY (code) REFERENCES coa (code))
                        """,
                        "CREATE INDEX one ON parms (code)",
                        "CREATE INDEX two ON parms (code, bank)",
                        "CREATE TABLE extension (company INTEGER NOT NULL, account INTEGER NOT"
                                + " NULL, PRIMARY KEY (company, account), FOREIGN KEY (company,"
                                + " account) REFERENCES coa (company, account))");

        assertThat(drawn(schema).lines().filter(line -> line.contains("--")))
                .containsExactly(
                        "    coa ||--o| extension : \"company, account\"",
                        "    own ||--o| own : \"id\"",
                        "    coa ||--o{ parms : \"code\"",
                        "    coa |o--o{ parms : \"company, bank\"",
                        "    coa |o--o| parms : \"company, cash\"");
    }
}
