package dev.lifeguard.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other linters find, or are blamed for not finding. */
class OverlookedTest {

    private static final String TABLES =
            """
            CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL DEFAULT '', nick text);
            CREATE TABLE k (id bigint PRIMARY KEY, a int, b int);
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO k VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1, a = 2",
                "INSERT INTO k (a, a) VALUES (1, 2)",
                "MERGE INTO k USING users u ON k.id = u.id WHEN NOT MATCHED THEN INSERT (a, a)"
                        + " VALUES (1, 2)",
                "MERGE INTO k USING users u ON k.id = u.id WHEN MATCHED THEN UPDATE SET a = 1, a ="
                        + " 2",
                "UPDATE k SET a = row(1, 2), a.x = 1 WHERE id = 1",
                "WITH u AS (UPDATE k SET a = 1, a = 2 WHERE id = 1 RETURNING a) SELECT 1",
                "CREATE FOREIGN TABLE t (a int, a text) SERVER s",
                "CREATE VIEW v (a, a) AS SELECT 1, 2",
                "CREATE VIEW v AS SELECT 1 a, 2 a",
                "CREATE VIEW v (b) AS SELECT 1, a, 2 a FROM k",
                "CREATE VIEW v AS SELECT 1, 2",
                "CREATE MATERIALIZED VIEW v AS SELECT id, k.id FROM k",
                "CREATE TABLE z AS SELECT max(a), max(b) FROM k"
            })
    void findsAColumnThatIsThereTwice(String sql) {
        assertThat(found(sql)).contains("error duplicate-column");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE k SET a.x = 1, a.y = 2 WHERE id = 1",
                "UPDATE k SET a[1] = 1, a[2] = 2 WHERE id = 1",
                "CREATE VIEW v (a, c) AS SELECT 1, 2",
                "CREATE VIEW v AS SELECT k.*, a FROM k",
                "CREATE VIEW v AS SELECT a, (SELECT 1 AS a) AS c FROM k",
                "CREATE VIEW v AS SELECT a::text, b::text FROM k",
                "CREATE VIEW v AS VALUES (1, 2)",
                "CREATE VIEW v AS SELECT a FROM k UNION SELECT b FROM k"
            })
    void findsNoneWhereThereIsNone(String sql) {
        assertThat(found(sql)).doesNotContain("error duplicate-column");
    }

    /** The new table is nobody's, but the one that it refers to is locked while it is read. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE TABLE c AS SELECT id AS k FROM k; ALTER TABLE c ADD FOREIGN KEY (k) REFERENCES k (id) | fk-validates-now:1
                    SELECT id AS k INTO c FROM k; ALTER TABLE c ADD FOREIGN KEY (k) REFERENCES k (id) | fk-validates-now:1
                    CREATE TABLE c (k bigint); INSERT INTO c SELECT id FROM k; ALTER TABLE c ADD FOREIGN KEY (k) REFERENCES k (id) | fk-validates-now:1
                    CREATE TABLE c (k bigint REFERENCES k (id)); INSERT INTO c SELECT id FROM k | work-after-strong-lock:1
                    ALTER TABLE k ADD COLUMN u bigint REFERENCES users (id); INSERT INTO users SELECT id FROM k | work-after-strong-lock:1
                    CREATE TABLE e1 PARTITION OF e DEFAULT; UPDATE k SET a = 1 | work-after-strong-lock:1
                    """)
    void whatANewTableRefersToIsLockedAsLongAsItsRowsAreRead(String sql, String expected) {
        assertThat(
                        new LintedMigrations()
                                .applied(
                                        TABLES
                                                + "CREATE TABLE e (id bigint) PARTITION BY LIST"
                                                + " (id);")
                                .then(sql)
                                .found())
                .contains(expected);
    }

    @Test
    void aLockThatLetsOthersReadKeepsWritersAlone() {
        assertThat(
                        new LintedMigrations()
                                .applied(TABLES)
                                .then(
                                        "CREATE TABLE c (k bigint REFERENCES k (id));"
                                                + " INSERT INTO c SELECT id FROM k;")
                                .report()
                                .findings())
                .extracting(LintFinding::message)
                .contains(
                        "The transaction has locked public.k and keeps that to its end, so whoever"
                                + " writes to public.k waits while this INSERT of all rows of"
                                + " public.k goes through all rows.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE c AS SELECT id AS k FROM k WITH NO DATA; ALTER TABLE c ADD FOREIGN"
                        + " KEY (k) REFERENCES k (id)",
                "CREATE TABLE c (k bigint); INSERT INTO c VALUES (1); ALTER TABLE c ADD FOREIGN KEY"
                        + " (k) REFERENCES k (id)",
                "CREATE TABLE c (k bigint); INSERT INTO c SELECT id FROM k WHERE id = 1; ALTER"
                        + " TABLE c ADD FOREIGN KEY (k) REFERENCES k (id)",
                "CREATE TABLE c (k bigint REFERENCES k (id)); INSERT INTO c VALUES (1)",
                "CREATE TABLE c (k bigint REFERENCES k (id)); CREATE TABLE d (u bigint REFERENCES"
                        + " users (id)); ALTER TABLE users ADD COLUMN z int"
            })
    void aNewTableWithFewRowsIsSoonRead(String sql) {
        assertThat(new LintedMigrations().applied(TABLES).then(sql).found())
                .doesNotContain(
                        "fk-validates-now:1", "work-after-strong-lock:1", "compounding-locks:1");
    }

    @Test
    void theIndexOfAForeignKeyIsAdvisedAsItsTableTakesIt() {
        String key = " ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES users (id) NOT VALID";

        assertThat(safeWay("CREATE TABLE c (a bigint REFERENCES users (id))"))
                .isEqualTo(
                        """
                        -- in this migration, while the table is empty:
                        CREATE INDEX c_a_idx ON c (a);\
                        """);
        assertThat(safeWay("ALTER TABLE k" + key))
                .isEqualTo(
                        """
                        -- a migration without a transaction, with this one statement
                        -- lifeguard:no-transaction
                        CREATE INDEX CONCURRENTLY k_a_idx ON k (a);\
                        """);
        assertThat(safeWay("ALTER TABLE e" + key))
                .isEqualTo(
                        """
                        CREATE INDEX e_a_idx ON ONLY e (a);
                        -- a migration without a transaction, with this one statement
                        -- lifeguard:no-transaction
                        CREATE INDEX CONCURRENTLY e1_e_a_idx ON public.e1 (a);
                        -- in the next migration:
                        ALTER INDEX e_a_idx ATTACH PARTITION e1_e_a_idx;\
                        """);
    }

    private static String safeWay(String sql) {
        return new LintedMigrations()
                        .applied(TABLES + "CREATE TABLE e (a bigint) PARTITION BY LIST (a);")
                        .applied("CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1);")
                        .then(sql)
                        .report()
                        .findings()
                        .stream()
                        .filter(it -> it.rule() == LintRule.FK_WITHOUT_INDEX)
                        .findFirst()
                        .orElseThrow()
                        .safeWay();
    }

    @ParameterizedTest
    @CsvSource({
        "ALTER TABLE users ALTER nick TYPE timestamp, naive-timestamp",
        "ALTER TABLE users ALTER nick TYPE char(3), char-n",
        "ALTER TABLE users ALTER nick TYPE json, json-not-jsonb",
    })
    void looksAtATypeThatAColumnIsGiven(String sql, String rule) {
        assertThat(
                        new LintedMigrations()
                                .then("CREATE TABLE users (id bigint, nick text); " + sql)
                                .found())
                .containsExactly(rule + ":1");
    }

    @Test
    void nullIsNoDefaultWithATypeEither() {
        assertThat(found("ALTER TABLE users ADD COLUMN a int DEFAULT NULL::int NOT NULL"))
                .containsExactly("error required-column-no-default");
    }

    @Test
    void aColumnThatIsRequiredFromNowOnStopsWhatRunsNow() {
        String required = "warning old-code-incompatible";
        assertThat(found("ALTER TABLE users ALTER email DROP DEFAULT")).containsExactly(required);
        assertThat(
                        found(
                                """
                                ALTER TABLE users ADD COLUMN a text DEFAULT '' NOT NULL;
                                ALTER TABLE users ALTER COLUMN a DROP DEFAULT;
                                """))
                .containsExactly(required);
        assertThat(
                        found(
                                """
                                ALTER TABLE users ADD COLUMN a int,
                                  ADD CONSTRAINT a_there CHECK (a IS NOT NULL) NOT VALID;
                                """))
                .containsExactly(required);
        assertThat(found("ALTER TABLE users ALTER nick DROP DEFAULT")).isEmpty();
        assertThat(
                        found(
                                """
                                ALTER TABLE users ALTER email DROP DEFAULT;
                                ALTER TABLE users ALTER email SET DEFAULT 'x';
                                """))
                .isEmpty();
        assertThat(
                        found(
                                """
                                ALTER TABLE users ADD COLUMN a int DEFAULT 1;
                                ALTER TABLE users ADD CHECK (a IS NOT NULL) NOT VALID;
                                """))
                .isEmpty();
        assertThat(found("ALTER TABLE users ADD CHECK (nick IS NOT NULL) NOT VALID")).isEmpty();
    }

    @Test
    void looksIntoABlockOfPlainStatements() {
        String block =
                """
                DO $$ BEGIN
                 ALTER TABLE "k" ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES users(id);
                EXCEPTION
                 WHEN duplicate_object THEN null;
                END $$;
                """;
        assertThat(new LintedMigrations().applied(TABLES).then(block).found())
                .containsExactly("fk-validates-now:2");
        assertThat(
                        new LintedMigrations()
                                .applied(TABLES)
                                .then(
                                        """
                                        -- lifeguard:allow drop-column nobody reads it
                                        DO $$
                                        -- both at once
                                        BEGIN
                                          ALTER TABLE k DROP COLUMN a;
                                          ALTER TABLE k DROP COLUMN b;
                                        END;
                                        $$ LANGUAGE plpgsql;
                                        """)
                                .found())
                .isEmpty();
        assertThat(
                        new LintedMigrations()
                                .then(
                                        """
                                        DO $$ BEGIN
                                         CREATE TYPE mood AS ENUM ('sad');
                                        EXCEPTION
                                         WHEN duplicate_object OR unique_violation THEN NULL;
                                        END $$;
                                        CREATE TABLE t (a bigint, m mood);
                                        """)
                                .found())
                .containsExactly("enum-create:2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN EXECUTE 'ALTER TABLE k DROP COLUMN a'; END $$",
                "DO $x$ BEGIN EXECUTE $$ALTER TABLE k DROP COLUMN a$$; END $x$",
                "DO $$ DECLARE b text := 'BEGIN'; BEGIN ALTER TABLE k DROP a; END $$",
                "DO $$ BEGIN BEGIN ALTER TABLE k DROP a; EXCEPTION WHEN undefined_column THEN RAISE"
                        + " NOTICE 'it is; gone'; END; END $$",
                "DO $$ /* IF /* ; */ */ BEGIN -- END;\n RAISE NOTICE 'a'; ALTER TABLE k DROP a;"
                        + " END $$",
                """
                DO $do$
                BEGIN
                  IF EXISTS (
                    SELECT 1 FROM information_schema.columns
                    WHERE table_name = 'k' AND lower(column_name) = 'a'
                  ) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'then') THEN
                    ALTER TABLE k DROP COLUMN a;
                  ELSE
                    RAISE NOTICE 'k has no a';
                  END IF;
                END
                $do$ LANGUAGE plpgsql;
                """
            })
    void looksIntoABlockWhoseStatementsAreKnown(String sql) {
        assertThat(found(sql)).containsExactly("error drop-column");
    }

    @Test
    void aFindingInABlockIsWhereItsStatementIs() {
        assertThat(
                        new LintedMigrations()
                                .applied(TABLES)
                                .then(
                                        """
                                        DO $$
                                        BEGIN
                                          IF NOT EXISTS (SELECT FROM pg_indexes) THEN
                                            EXECUTE 'CREATE INDEX i ON k (a)';
                                            ALTER TABLE k DROP COLUMN b;
                                          END IF;
                                        END $$;
                                        """)
                                .found())
                .containsExactly("index-blocks-writes:4", "drop-column:5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'k'); END $$",
                "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'k'; END $$",
                "DO $$ BEGIN EXECUTE 'DROP TABLE k' USING 1; END $$",
                "DO $$ BEGIN EXECUTE 'COMMENT ON TABLE k IS ''a'''; END $$",
                "DO $$ BEGIN EXECUTE 'DROP TABLE k; DROP TABLE users'; END $$",
                "DO $$ BEGIN PERFORM 1; DELETE FROM k; END $$",
                "DO $$ BEGIN IF (SELECT count(*) FROM k) = 0 THEN DROP TABLE k; END IF; END $$",
                "DO $$ BEGIN IF is_old() THEN DROP TABLE k; END IF; END $$",
                "DO $$ BEGIN IF true THEN NULL; ELSE DROP TABLE k; END IF; END $$",
                "DO $$ BEGIN IF CASE WHEN true THEN true END THEN DROP TABLE k; END IF; END $$",
                "DO $$ BEGIN IF true THEN DROP TABLE k; ELSIF false THEN NULL; END IF; END $$",
                "DO $$ BEGIN IF true THEN RAISE NOTICE 'none'; END IF; END $$",
                "DO $$ BEGIN FOR i IN 1..2 LOOP DROP TABLE k; END LOOP; END $$",
                "DO $$ DECLARE a int; BEGIN a := 1; DROP TABLE k; END $$",
                "DO $$ BEGIN DROP TABLE k; COMMIT; END $$",
                "DO $$ BEGIN DROP TABLE k; RETURN; END $$",
                "DO $$ BEGIN SELECT 1 INTO a; END $$",
                "DO $$ DECLARE a int; BEGIN DELETE FROM k WHERE id = a; END $$",
                "DO $$ BEGIN DROP TABLE k; EXCEPTION WHEN others THEN DROP TABLE users; END $$",
                "DO LANGUAGE plperl $$ BEGIN DROP TABLE k; END $$",
                "DO 'BEGIN UPDATE k SET a = ''1'' WHERE id = 1; END'"
            })
    void doesNotLookIntoABlockThatDoesMore(String sql) {
        assertThat(found(sql)).containsExactly("info opaque-code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT partman.run_maintenance()",
                "SELECT create_hypertable('users', 'at')",
                "SELECT * FROM rebuild(1)",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM users'; SELECT f()",
                "CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN a; END"
                        + " $$; SELECT f(id) FROM users",
                "CALL rebuild()"
            })
    void saysThatACallIsNotLookedInto(String sql) {
        assertThat(found(sql)).containsExactly("info opaque-code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT setval('users_id_seq', 5), pg_catalog.set_config('a.b', 'c', false)",
                "SELECT pg_notify('a', 'b'), now(), count(*) FROM users",
                "SELECT lower(email), public.slug(email) FROM users",
                "CREATE FUNCTION f() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1'; SELECT f()",
                "INSERT INTO k (a) SELECT slug('a')"
            })
    void saysNothingOfACallThatWritesNoTable(String sql) {
        assertThat(found(sql)).isEmpty();
    }

    @Test
    void aColumnThatTakesTheNameOfAnotherIsMissedUnderItsOwn() {
        assertThat(
                        found(
                                """
                                ALTER TABLE users RENAME email TO mail;
                                ALTER TABLE users RENAME nick TO email;
                                """))
                .containsExactly("error rename-column", "error rename-column");
        assertThat(
                        found(
                                """
                                ALTER TABLE users RENAME email TO email_old;
                                ALTER TABLE users RENAME email_new TO email;
                                """))
                .isEmpty();
    }

    @Test
    void anotherCollationBuildsIndexesAnew() {
        String table = "CREATE TABLE names (name varchar(50), other varchar(50));\n";
        String index = "CREATE INDEX names_name ON names (name);\n";
        String change = "ALTER TABLE names ALTER name TYPE text";

        assertThat(foundOn(table + index, change + " COLLATE \"C\""))
                .containsExactly("warning type-change-rewrites");
        assertThat(foundOn(table + index, change)).isEmpty();
        assertThat(foundOn(table, change + " COLLATE \"C\"")).isEmpty();
    }

    private static List<String> foundOn(String tables, String sql) {
        return new LintedMigrations()
                .applied(tables).then(sql).report().findings().stream()
                        .map(it -> it.level().word() + " " + it.rule().ruleName())
                        .toList();
    }

    @Test
    void theBodyOfAFunctionInSqlIsParsed() {
        String function = "CREATE FUNCTION one() RETURNS int LANGUAGE %s AS $$\n %s 1 $$;\n";

        assertThat(found(function.formatted("sql", "SELEC"))).containsExactly("error syntax-error");
        assertThat(found(function.formatted("sql", "SELECT"))).isEmpty();
        assertThat(found(function.formatted("plpgsql", "SELEC"))).isEmpty();
        assertThat(
                        found(
                                "SET LOCAL check_function_bodies = off;\n"
                                        + function.formatted("sql", "SELEC")))
                .isEmpty();
        LintFinding error =
                new LintedMigrations()
                        .then(function.formatted("sql", "SELEC"))
                        .report()
                        .findings()
                        .getFirst();
        assertThat(error.line() + ":" + error.column() + " " + error.message())
                .isEqualTo(
                        "2:2 PostgreSQL does not understand the function's body: syntax error at or"
                                + " near \"SELEC\".");
    }

    private static List<String> found(String sql) {
        return new LintedMigrations()
                .applied(TABLES).then(sql).findings().stream()
                        .map(it -> it.level().word() + " " + it.rule().ruleName())
                        .toList();
    }
}
