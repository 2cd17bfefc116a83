package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.plan.AtStake;
import dev.lifeguard.migrate.plan.DataLoss;
import dev.lifeguard.migrate.plan.Target;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Rows that a way down takes away in a schema which is configured, under odd names. */
abstract class LossInSchemaContract {

    private static final List<String> NAMES =
            List.of("a1", "b;2", "B/3", "b.4", "a;b/../c", "x.y.z", "Upper", "in'ner", "order");

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;
    private final char quote;
    private final String schema =
            "Shop." + UUID.randomUUID().toString().replace("-", "").substring(0, 8);

    LossInSchemaContract(ContractDatabase database, char quote) {
        this.database = database;
        this.project = ContractProject.of(database);
        this.quote = quote;
        database.execute("CREATE SCHEMA " + quoted(schema));
    }

    @AfterEach
    void dropSchema() {
        if (quote == '`') {
            database.execute("DROP SCHEMA IF EXISTS " + quoted(schema));
        }
    }

    String quoted(String name) {
        return quote + name.replace("" + quote, "" + quote + quote) + quote;
    }

    private List<String> names() {
        return Stream.concat(NAMES.stream(), Stream.of("q" + quote + "u.o")).toList();
    }

    private void inSchema(String name) {
        String table = quoted(schema) + "." + quoted(name);
        database.execute("INSERT INTO " + table + " VALUES (77)");
    }

    private void apply(String up, String down) {
        project.write(
                "20240101000000_one.sql",
                "-- Up migration\n%s\n-- Down migration\n%s\n".formatted(up, down));
        migrator(DataLoss.REFUSE).up();
    }

    private void applyTables() {
        StringBuilder up = new StringBuilder();
        StringBuilder down = new StringBuilder();
        for (String name : names()) {
            up.append("CREATE TABLE %s (id int);\n".formatted(quoted(name)));
            down.append("DROP TABLE %s;\n".formatted(quoted(name)));
        }
        apply(up.toString(), down.toString());
        names().forEach(this::inSchema);
    }

    private Migrator migrator(DataLoss policy) {
        return project.migrator().schema(schema).dataLoss(policy).build();
    }

    private List<String> texts() {
        return migrator(DataLoss.REFUSE).planDown(Target.steps(1)).atStake().stream()
                .map(AtStake::text)
                .toList();
    }

    @Test
    void countsUnderEachName() {
        applyTables();
        // Another table of each name where the connection itself looks.
        names().forEach(name -> database.execute("CREATE TABLE " + quoted(name) + " (id int)"));

        assertThat(texts())
                .containsExactlyElementsOf(
                        names().stream()
                                .map(name -> "1 row of the table %s".formatted(quoted(name)))
                                .toList());
        assertThat(((ValidationException) failureOf(migrator(DataLoss.REFUSE)::down)).problems())
                .extracting(ErrorDetail::kind)
                .containsOnly(ErrorKind.DATA_LOSS)
                .hasSize(names().size());
    }

    @Test
    void putsAsideTheRightRowsAndPurgesThem() {
        applyTables();
        for (String name : names()) {
            database.execute("CREATE TABLE " + quoted(name) + " (id int)");
            database.execute("INSERT INTO " + quoted(name) + " VALUES (1), (2)");
        }

        Migrator migrator = migrator(DataLoss.QUARANTINE);
        assertThat(migrator.down().rolledBack()).hasSize(1);

        List<String> aside = migrator.putAside();
        assertThat(aside).hasSize(names().size());
        for (String table : aside) {
            assertThat(database.query("SELECT id FROM " + table)).containsExactly("77");
        }
        assertThat(migrator.purge(aside)).containsExactlyElementsOf(aside);
        assertThat(migrator.putAside()).isEmpty();
    }

    @Test
    void countsWhatIsTruncated() {
        apply("CREATE TABLE one (id int);", "TRUNCATE TABLE one;");
        database.execute("INSERT INTO " + ofSchema("one") + " VALUES (77)");

        assertThat(texts()).containsExactly("1 row of the table \"one\"");
    }

    @Test
    void countsTheValuesOfAColumn() {
        apply(
                "CREATE TABLE %s (id int, %s int);".formatted(quoted("t.t"), quoted("c.c")),
                "ALTER TABLE %s DROP COLUMN %s;".formatted(quoted("t.t"), quoted("c.c")));
        database.execute("INSERT INTO " + quoted(schema) + "." + quoted("t.t") + " VALUES (1, 7)");

        assertThat(texts())
                .containsExactly(
                        "1 value of the column %s.%s".formatted(quoted("t.t"), quoted("c.c")));
    }

    @Test
    void followsNewNamesInOtherWords() {
        apply(
                "CREATE TABLE %s (id int, a int);".formatted(quoted("o.d")),
                "ALTER TABLE %s RENAME TO other;\nALTER TABLE %s.other RENAME COLUMN a TO b;\n"
                                .formatted(quoted("o.d"), quoted(schema))
                        + "ALTER TABLE other DROP COLUMN b;\nDROP TABLE %s.other;"
                                .formatted(quoted(schema)));
        database.execute("INSERT INTO " + quoted(schema) + "." + quoted("o.d") + " VALUES (1, 7)");

        assertThat(texts())
                .containsExactly(
                        "1 value of the column %s.a".formatted(quoted("o.d")),
                        "1 row of the table %s".formatted(quoted("o.d")));
    }

    @Test
    void countsWhatIsInASchemaOfAnOddName() {
        String inner = "in" + quote + "n.er" + schema;
        apply(
                "CREATE SCHEMA %1$s;\nCREATE TABLE %1$s.%2$s (id int);"
                        .formatted(quoted(inner), quoted("b.4")),
                "DROP SCHEMA %s CASCADE;"
                        .formatted(quoted(inner))
                        .replace(quote == '`' ? " CASCADE" : "\0", ""));
        try {
            database.execute(
                    "INSERT INTO %s.%s VALUES (1)".formatted(quoted(inner), quoted("b.4")));

            assertThat(texts())
                    .containsExactly(
                            "1 row of the table %s.%s".formatted(quoted(inner), quoted("b.4")));
        } finally {
            if (quote == '`') {
                database.execute("DROP SCHEMA " + quoted(inner));
            }
        }
    }

    private String ofSchema(String folded) {
        // A word without quotes is folded as the script's own is.
        return quoted(schema) + "." + folded;
    }
}
