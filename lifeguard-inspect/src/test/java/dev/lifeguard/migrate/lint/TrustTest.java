package dev.lifeguard.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes findings worth reading. */
class TrustTest {

    private static final String USERS =
            "CREATE TABLE users (id bigint PRIMARY KEY, email text, nick varchar(10));";

    @Test
    void aStatementHasOneDiagnosis() {
        assertThat(users("ALTER TABLE users ADD CONSTRAINT k UNIQUE (email)"))
                .containsExactly("unique-builds-index:1");
        assertThat(users("ALTER TABLE users ADD COLUMN k uuid DEFAULT gen_random_uuid() UNIQUE"))
                .containsExactly("volatile-default:1");
    }

    @Test
    void eachCommandOfAnAlterTableHasItsOwn() {
        assertThat(
                        users(
                                """
                                ALTER TABLE users ADD COLUMN a int,
                                DROP COLUMN nick,
                                ALTER email SET NOT NULL\
                                """))
                .containsExactly("drop-column:1", "set-not-null-scan:1");
    }

    @Test
    void onlyACheckOfThatColumnThatIsValidProvesNotNull() {
        String add = "ALTER TABLE users ADD CONSTRAINT n CHECK (%s IS NOT NULL) NOT VALID";
        String validate = "ALTER TABLE users VALIDATE CONSTRAINT n";
        String set = "ALTER TABLE users ALTER email SET NOT NULL";
        assertThat(migrations(add.formatted("email"), validate, set)).isEmpty();
        assertThat(migrations(add.formatted("nick"), validate, set))
                .containsExactly("set-not-null-scan:1");
        assertThat(migrations(add.formatted("email"), set)).containsExactly("set-not-null-scan:1");
        assertThat(migrations(add.formatted("email"), validate + ";\n" + set)).isEmpty();
        assertThat(migrations(add.formatted("email"), validate, set + ", DROP CONSTRAINT n"))
                .containsExactly("set-not-null-scan:1");
    }

    @Test
    void aFunctionIsWhatItIsDeclaredToBe() {
        String function = "CREATE FUNCTION f() RETURNS int LANGUAGE sql %s AS 'SELECT 1'";
        String add = "ALTER TABLE users ADD COLUMN a int DEFAULT f()";
        assertThat(migrations(function.formatted("STABLE"), add)).isEmpty();
        assertThat(migrations(function.formatted(""), add)).containsExactly("volatile-default:1");
        assertThat(new LintedMigrations().applied(USERS).then(add).findings())
                .extracting(it -> it.level().word() + " " + it.rule().ruleName())
                .containsExactly("warning volatile-default");
        assertThat(users("ALTER TABLE users ADD COLUMN a timestamptz DEFAULT now()")).isEmpty();
    }

    @Test
    void aDomainIsConstrainedFromItsConstraintOn() {
        LintedMigrations migrations =
                new LintedMigrations()
                        .applied(USERS + "CREATE DOMAIN code AS text;")
                        .then(
                                "ALTER TABLE users ADD COLUMN a code;"
                                        + "\nALTER TABLE users ADD COLUMN b code[]")
                        .then("ALTER DOMAIN code ADD CONSTRAINT c CHECK (VALUE <> '') NOT VALID")
                        .then("ALTER TABLE users ADD COLUMN c code, ADD COLUMN d code[]")
                        .then("CREATE TABLE n (a int); ALTER TABLE n ADD COLUMN b code");

        assertThat(migrations.found()).filteredOn(it -> it.startsWith("constrained")).hasSize(1);
    }

    @Test
    void aTypeThatIsNotKnownIsNotCertain() {
        assertThat(new LintedMigrations().then("ALTER TABLE t ALTER a TYPE text").findings())
                .extracting(it -> it.level().word() + " " + it.rule().ruleName())
                .containsExactly("warning type-change-rewrites");
        assertThat(users("ALTER TABLE users ALTER nick TYPE text")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE TABLE a (b money)                                             | money-type
                    GRANT ALL ON ALL TABLES IN SCHEMA public TO app                      | overbroad-grant
                    GRANT INSERT ON users TO PUBLIC                                      | overbroad-grant
                    CREATE POLICY p ON users AS RESTRICTIVE USING (true)                 | restrictive-policy
                    CREATE TABLE copy AS SELECT * FROM users                             | create-table-as
                    DELETE FROM users WHERE 1 = 1                                        | tautological-dml
                    UPDATE users SET nick = '' WHERE id = id                             | tautological-dml
                    DROP FUNCTION note()                                                 | drop-trigger-function
                    CREATE OR REPLACE FUNCTION note() RETURNS trigger LANGUAGE plpgsql IMMUTABLE AS '' | function-volatility-change
                    REFRESH MATERIALIZED VIEW CONCURRENTLY totals                        | refresh-without-unique-index
                    ALTER TABLE users ADD a int; ALTER TABLE orders ADD b int            | compounding-locks
                    UPDATE users SET nick = email WHERE nick IS NULL                     | bulk-dml
                    """)
    void finds(String sql, String rule) {
        assertThat(known(sql)).containsExactly(rule + ":1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GRANT SELECT ON users TO app
                    CREATE TEMP TABLE copy AS SELECT 1
                    DELETE FROM users WHERE id = 1
                    UPDATE users SET nick = '' WHERE id IN (1, 2)
                    INSERT INTO users SELECT 1, 'a', 'b'
                    ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0) NOT VALID
                    CREATE INDEX CONCURRENTLY i ON users (nick)
                    COMMENT ON TABLE users IS 'x'
                    """)
    void findsNothing(String sql) {
        assertThat(known(sql)).isEmpty();
    }

    @Test
    void aWayDownThatDropsWhatWasThereLosesIt() {
        assertThat(
                        users(
                                """
                                -- Up migration
                                CREATE TABLE a (b bigint);
                                -- Down migration
                                DROP TABLE users;\
                                """))
                .containsExactly("down-missing-object:2", "down-loses-data:4");
        assertThat(
                        users(
                                """
                                -- Up migration
                                CREATE TABLE a (b bigint);
                                -- Down migration
                                DROP TABLE a;\
                                """))
                .isEmpty();
    }

    @Test
    void theSampleHasNoErrors() throws IOException {
        LintedMigrations migrations = new LintedMigrations();
        try (Stream<Path> files = Files.list(Path.of("../migrations"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".sql")).sorted().toList()) {
                migrations.then(Files.readString(file));
            }
        }

        assertThat(migrations.findings())
                .filteredOn(it -> it.level() == LintLevel.ERROR)
                .extracting(it -> it.file() + ":" + it.line() + " " + it.message())
                .isEmpty();
    }

    private static List<String> users(String sql) {
        return migrations(sql);
    }

    private static List<String> migrations(String... scripts) {
        LintedMigrations migrations = new LintedMigrations().applied(USERS);
        for (String sql : scripts) {
            migrations.then(sql);
        }
        return migrations.found();
    }

    private static List<String> known(String sql) {
        return new LintedMigrations()
                .applied(
                        USERS
                                + """
                                CREATE TABLE orders (id bigint PRIMARY KEY);
                                CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM orders;
                                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS '';
                                CREATE TRIGGER audit BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note();
                                """)
                .then(sql)
                .found();
    }
}
