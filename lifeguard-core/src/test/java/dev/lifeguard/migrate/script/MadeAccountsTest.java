package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which roles and users a statement makes is told by its tokens. */
final class MadeAccountsTest {

    private static List<String> names(String names) {
        return Arrays.stream(names.split(" ")).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CREATE USER app | app@%",
                "CREATE OR REPLACE USER 'App'@'LocalHost' IDENTIFIED BY 'a, b' | App@localhost",
                "CREATE USER IF NOT EXISTS `a``b`@\"10.0.%\", c@127.0.0.1 REQUIRE SSL, d@db.example"
                        + " | a`b@10.0.% c@127.0.0.1 d@db.example",
                "CREATE USER a IDENTIFIED VIA mysql_native_password USING PASSWORD('x, y'), b"
                        + " | a@% b@%",
                "CREATE ROLE reader, writer WITH ADMIN boss | reader@ writer@",
                "/*!50700 CREATE USER old@'%' */ | old@%",
                "CREATE /* CREATE USER no */ USER yes | yes@%",
                "GRANT SELECT ON shop.* TO 'ci'@'%' IDENTIFIED BY 'x', other@h | ci@%",
                "CREATE PROCEDURE p() BEGIN CREATE USER one; CREATE ROLE two; END | one@% two@",
                "EXECUTE IMMEDIATE 'CREATE USER ''quoted''@''h''' | quoted@h",
                "SET STATEMENT max_statement_time=1 FOR CREATE USER timed | timed@%"
            })
    void tellsThoseOfMariaDb(String sql, String made) {
        assertThat(MadeAccounts.in(sql, LexerRules.mysql()))
                .containsExactlyInAnyOrderElementsOf(names(made));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO rights VALUES ('create user accounts')",
                "CREATE TABLE t (a text DEFAULT 'create user accounts') COMMENT 'CREATE USER no'",
                "GRANT SELECT ON a TO reader WITH GRANT OPTION",
                "DROP USER app",
                "ALTER USER app ACCOUNT LOCK"
            })
    void tellsNoneOfOtherStatementsOfMariaDb(String sql) {
        assertThat(MadeAccounts.in(sql, LexerRules.mysql())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CREATE ROLE App LOGIN IN ROLE a, b | app",
                "CREATE USER \"App \"\"1\"\"\" | App~\"1\"",
                "CREATE GROUP U&\"d\\0061ta\" | data",
                "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles) THEN CREATE ROLE app; END IF;"
                        + " END $$ | app",
                "DO $a$ BEGIN EXECUTE $b$CREATE ROLE app$b$; END $a$ | app",
                "DO 'BEGIN EXECUTE ''CREATE ROLE app''; END' | app",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'CREATE ROLE app' | app"
            })
    void tellsThoseOfPostgresql(String sql, String made) {
        assertThat(MadeAccounts.in(sql, LexerRules.postgresql()))
                .containsExactlyInAnyOrderElementsOf(
                        names(made).stream().map(name -> name.replace('~', ' ')).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN EXECUTE format('CREATE ROLE %I', 'app'); END $$",
                "DO $$ BEGIN EXECUTE 'CREATE ROLE ' || quote_ident('app'); END $$"
            })
    void tellsANameThatPostgresqlPutsTogether(String sql) {
        assertThat(MadeAccounts.in(sql, LexerRules.postgresql())).contains("app");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO rights VALUES ('create role accounts')",
                "CREATE USER MAPPING FOR app SERVER s",
                "CREATE TABLE decimal (ci text DEFAULT 'CREATE ROLE ci')",
                "GRANT SELECT ON a TO reader",
                "COMMENT ON TABLE a IS 'EXECUTE ''CREATE ROLE ci'''"
            })
    void tellsNoneOfOtherStatementsOfPostgresql(String sql) {
        assertThat(MadeAccounts.in(sql, LexerRules.postgresql())).isEmpty();
    }
}
