package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which other databases a statement is about is told by its tokens. */
final class ReachTraceTest {

    private static StatementFacts facts(String sql, LexerRules rules) throws IOException {
        Section section = TestScripts.outline(rules, "-- Up migration\n" + sql).up().orElseThrow();
        return TestScripts.statements(section).getFirst().facts();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "USE shop",
                "/*!40000 DROP DATABASE IF EXISTS shop*/",
                "CREATE OR REPLACE DATABASE shop",
                "DROP SCHEMA shop",
                "ALTER DATABASE `shop` CHARACTER SET utf8mb4",
                "ALTER DATABASE shop COLLATE utf8mb4_bin",
                "CREATE PROCEDURE p() BEGIN DROP DATABASE shop; END",
                "SET STATEMENT max_statement_time = 1 FOR CREATE DATABASE shop"
            })
    void isAboutAnotherDatabaseOfMariaDb(String sql) throws IOException {
        assertThat(facts(sql, LexerRules.mysql()).has(Trait.LEAVES_DATABASE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                "ALTER SCHEMA COLLATE utf8mb4_bin",
                "CREATE TABLE used (a varchar(9) DEFAULT 'USE shop')",
                "SELECT DATABASE()"
            })
    void isAboutTheSessionsDatabaseOfMariaDb(String sql) throws IOException {
        assertThat(facts(sql, LexerRules.mysql()).has(Trait.LEAVES_DATABASE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE shop.orders ADD a int | shop",
                "DROP TABLE IF EXISTS `shop`.`orders`, spare . t | shop spare",
                "DELETE FROM shop.orders WHERE shop = 1 | shop",
                "INSERT INTO shop.2024_orders VALUES (1) | shop",
                "UPDATE orders o JOIN users ON users.id = o.id SET o.a = users.b | ''",
                "SELECT shop.orders.id FROM shop.orders | shop",
                "SELECT o.* FROM orders AS o | ''",
                "GRANT SELECT ON shop.* TO reader | shop",
                "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW INSERT INTO log.rows SET b = NEW.b"
                        + " | NEW log",
                "INSERT INTO a VALUES ('FROM shop.orders', 1.5) | ''",
                "RENAME TABLE a TO shop.a | shop"
            })
    void tellsNamesThatMayBeDatabases(String sql, String names) throws IOException {
        assertThat(facts(sql, LexerRules.mysql()).qualifiers())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(names.split(" ")).filter(it -> !it.isEmpty()).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATTACH '/srv/archive.db' AS a",
                "ATTACH DATABASE 'file:a.db?mode=ro' AS a",
                "ATTACH ':memory:' || '' AS a",
                "VACUUM INTO 'copy.db'",
                "VACUUM main INTO 'copy.db'"
            })
    void isAboutAnotherFileOfSqlite(String sql) throws IOException {
        assertThat(facts(sql, LexerRules.sqlite()).has(Trait.LEAVES_DATABASE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATTACH ':memory:' AS a",
                "ATTACH DATABASE '' AS a",
                "VACUUM",
                "INSERT INTO a VALUES ('ATTACH')"
            })
    void isAboutNoOtherFileOfSqlite(String sql) throws IOException {
        assertThat(facts(sql, LexerRules.sqlite()).has(Trait.LEAVES_DATABASE)).isFalse();
    }
}
