package dev.lifeguard.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What looks like a fault in the migrations of real projects, and is none. */
class FalseAlarmsTest {

    private static final String TABLES =
            """
            CREATE TABLE users (id bigint PRIMARY KEY, email text, nick text, at date);
            CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, other_id bigint, total int);
            CREATE INDEX orders_user ON orders (user_id);
            CREATE INDEX orders_total ON orders (total, user_id);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS '';
            CREATE FUNCTION total(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
            """;

    @Test
    void keysAreCheckedEachByItselfInOneStatementToo() {
        String key = "ALTER TABLE orders ADD FOREIGN KEY (%s) REFERENCES users (id);\n";
        assertThat(found(key.formatted("user_id") + key.formatted("other_id")))
                .doesNotContain("split-alters:2")
                .contains("fk-validates-now:1", "fk-validates-now:2");
        assertThat(
                        found(
                                """
                                ALTER TABLE users ADD UNIQUE (nick);
                                ALTER TABLE users ADD UNIQUE (email);
                                """))
                .containsExactly("unique-builds-index:1", "unique-builds-index:2");
        assertThat(
                        found(
                                """
                                ALTER TABLE users ALTER nick SET NOT NULL;
                                ALTER TABLE users ADD UNIQUE (email);
                                """))
                .containsExactly("set-not-null-scan:1", "unique-builds-index:2");
        assertThat(
                        found(
                                """
                                ALTER TABLE users ALTER nick SET NOT NULL;
                                ALTER TABLE users ADD CHECK (nick <> ''), ADD UNIQUE (email);
                                """))
                .contains("split-alters:2");
    }

    @Test
    void aScriptWithoutATransactionIsToldOfOnce() {
        assertThat(
                        found(
                                """
                                -- lifeguard:no-transaction
                                ALTER TABLE users ADD COLUMN a int;
                                ALTER TABLE users ADD COLUMN b int;
                                ALTER TABLE users ADD COLUMN c int;
                                """))
                .containsExactly("not-rerunnable:3");
    }

    @ParameterizedTest
    @CsvSource({
        "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'glad' BEFORE 'sad'",
        "ALTER TABLE users ALTER nick SET DEFAULT ''",
        "ALTER TABLE users ALTER nick DROP NOT NULL",
        "ALTER TABLE users ALTER nick SET STATISTICS 100",
        "ALTER TABLE users ALTER nick TYPE text",
        "ALTER FUNCTION total(int) OWNER TO app",
        "ALTER TABLE users ENABLE TRIGGER ALL",
        "GRANT SELECT ON users TO app",
    })
    void whatCanRunTwiceLeavesNothingInTheWay(String sql) {
        assertThat(
                        found(
                                "-- lifeguard:no-transaction\n"
                                        + sql
                                        + ";\nALTER TABLE users ADD COLUMN c int;"))
                .doesNotContain("not-rerunnable:3");
    }

    @Test
    void nothingRunsWithWhatTheRunItselfMakes() {
        assertThat(
                        found(
                                """
                                CREATE PROCEDURE fill() LANGUAGE sql AS 'SELECT 1';
                                CREATE TYPE pair AS (a int, b int);
                                CREATE SEQUENCE numbers;
                                DROP PROCEDURE fill();
                                DROP TYPE pair;
                                DROP SEQUENCE numbers;
                                """))
                .isEmpty();
        assertThat(found("DROP FUNCTION total(int)")).containsExactly("old-code-incompatible:1");
    }

    @Test
    void anApplicationCallsNoTriggersFunction() {
        assertThat(found("DROP FUNCTION note()")).isEmpty();
        assertThat(
                        found(
                                "DROP FUNCTION note(); CREATE FUNCTION note() RETURNS int LANGUAGE"
                                        + " sql AS 'SELECT 1'"))
                .isEmpty();
    }

    @Test
    void whatAQueryCallsATableIsNone() {
        assertThat(
                        found(
                                """
                                WITH few AS (SELECT id FROM users WHERE id < 10 AND id > 1)
                                INSERT INTO orders (id) SELECT id FROM few;
                                """))
                .isEmpty();
        assertThat(
                        found(
                                """
                                WITH moved AS (DELETE FROM orders RETURNING id)
                                INSERT INTO users (id) SELECT id FROM moved;
                                """))
                .containsExactly("bulk-dml:1");
        assertThat(
                        found(
                                """
                                WITH many AS (SELECT id FROM users)
                                INSERT INTO orders (id) SELECT id FROM many;
                                """))
                .containsExactly("bulk-dml:1");
    }

    @Test
    void anIndexThatBeginsWithAnotherColumnReplacesNone() {
        String drop = "-- lifeguard:no-transaction\nDROP INDEX CONCURRENTLY orders_total;\n";
        String create = "CREATE INDEX CONCURRENTLY %s ON orders (%s)";
        assertThat(found(drop + create.formatted("a", "other_id, user_id")))
                .doesNotContain("replace-index-order:3");
        assertThat(found(drop + create.formatted("a", "total, other_id")))
                .contains("replace-index-order:3");
    }

    @Test
    void aKeyThatRefersToAnotherIsAsLongAsThatOne() {
        assertThat(
                        found(
                                """
                                CREATE TABLE a (id int PRIMARY KEY REFERENCES users (id));
                                CREATE TABLE b (id int, CONSTRAINT k PRIMARY KEY (id),
                                  CONSTRAINT f FOREIGN KEY (id) REFERENCES users (id));
                                """))
                .doesNotContain("short-int-key:1", "short-int-key:2");
    }

    @Test
    void theStyleOfAProjectIsToldOfOnce() {
        assertThat(
                        new LintedMigrations()
                                .then(
                                        """
                                        CREATE TABLE "User" ("createdAt" timestamptz);
                                        CREATE TABLE "Order" (id bigint);
                                        """)
                                .then("CREATE TABLE \"Item\" (id bigint)")
                                .found())
                .containsExactly("naming:1");
        assertThat(
                        new LintedMigrations()
                                .applied("CREATE TABLE \"User\" (id bigint)")
                                .then("CREATE TABLE \"Item\" (id bigint)")
                                .found())
                .isEmpty();
    }

    @Test
    void aWayBackThatForgetsWhatMayBeThereStopsNobody() {
        assertThat(
                        new LintedMigrations()
                                .applied(TABLES)
                                .then(
                                        """
                                        -- Up migration
                                        CREATE TABLE IF NOT EXISTS a (b bigint);
                                        -- Down migration
                                        SELECT 1;\
                                        """)
                                .findings())
                .extracting(LintFinding::message)
                .containsExactly(
                        "The down section does not drop the table a, so it stays, and the next up"
                                + " takes it as it is.");
    }

    @Test
    void whatGoesWithWhatIsDroppedNeedsNoDropOfItsOwn() {
        assertThat(
                        new LintedMigrations()
                                .applied(TABLES)
                                .then(
                                        """
                                        -- Up migration
                                        CREATE MATERIALIZED VIEW totals AS SELECT id FROM orders;
                                        CREATE UNIQUE INDEX totals_id ON totals (id);
                                        ALTER TABLE orders ADD COLUMN note text;
                                        CREATE INDEX orders_note ON orders (lower(note));
                                        CREATE SEQUENCE items_id;
                                        CREATE TABLE items (id bigint);
                                        ALTER SEQUENCE items_id OWNED BY items.id;
                                        -- Down migration
                                        DROP MATERIALIZED VIEW totals;
                                        ALTER TABLE orders DROP COLUMN note;
                                        DROP TABLE items;\
                                        """)
                                .found())
                .noneMatch(it -> it.startsWith("down-missing-object"));
    }

    @Test
    void aCheckThatTheSameTransactionHasValidatedProves() {
        assertThat(
                        new LintedMigrations()
                                .applied(
                                        TABLES
                                                + "ALTER TABLE users ADD CONSTRAINT n CHECK (nick"
                                                + " IS NOT NULL) NOT VALID;")
                                .then(
                                        """
                                        ALTER TABLE users VALIDATE CONSTRAINT n;
                                        ALTER TABLE users ALTER nick SET NOT NULL;
                                        ALTER TABLE users DROP CONSTRAINT n;
                                        """)
                                .found())
                .isEmpty();
    }

    @Test
    void citextIsTextWithIndexesOfItsOwn() {
        assertThat(found("ALTER TABLE users ALTER nick TYPE citext")).isEmpty();
        assertThat(
                        new LintedMigrations()
                                .applied(TABLES + "CREATE INDEX users_nick ON users (nick);")
                                .then("ALTER TABLE users ALTER nick TYPE citext")
                                .findings())
                .extracting(LintFinding::message)
                .containsExactly(
                        "The values of nick stay as they are, but its indexes are built anew, and"
                                + " nobody reads or writes users until that is done.");
    }

    private static List<String> found(String sql) {
        return new LintedMigrations().applied(TABLES).then(sql).found();
    }
}
