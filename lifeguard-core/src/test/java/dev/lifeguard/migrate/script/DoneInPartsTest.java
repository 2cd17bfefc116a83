package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DoneInPartsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL p()",
                "EXECUTE s",
                "EXECUTE IMMEDIATE 'DROP TABLE a'",
                "IF a THEN b; END IF",
                "BEGIN NOT ATOMIC a; END",
                "SET STATEMENT a = 1 FOR CALL p()",
                "SET STATEMENT a = 1 FOR DROP TABLE a, b",
                "DROP TABLE a, b",
                "DROP VIEW IF EXISTS a, b",
                "DROP DATABASE a",
                "CREATE OR REPLACE TABLE a (b int)",
                "CREATE USER a, b",
                "ALTER USER a, b PASSWORD EXPIRE",
                "RENAME USER a TO b, c TO d",
                "GRANT SELECT (a, b) ON c TO d, e",
                "REVOKE SELECT ON a FROM b, c"
            })
    void aPartOfItMayStayOnMariaDb(String statement) throws IOException {
        assertThat(kind(statement, LexerRules.mysql())).isEqualTo(StatementKind.OUTSIDE_IN_PARTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE a",
                "DROP PROCEDURE a",
                "ALTER TABLE a ADD b int, ADD c int",
                "RENAME TABLE a TO b, c TO d",
                "CREATE TABLE a (b int, c int)",
                "CREATE OR REPLACE VIEW a AS SELECT 1, 2",
                "GRANT SELECT, INSERT ON a TO b",
                "REVOKE SELECT, INSERT ON a FROM b",
                "SET STATEMENT a = 1, b = 2 FOR DROP TABLE a"
            })
    void allOfItOrNothingIsDoneOnMariaDb(String statement) throws IOException {
        assertThat(kind(statement, LexerRules.mysql()))
                .isEqualTo(StatementKind.OUTSIDE_TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXECUTE IMMEDIATE 'a'", "RUNSCRIPT FROM 'a.sql'"})
    void aPartOfItMayStayOnH2(String statement) throws IOException {
        assertThat(kind(statement, LexerRules.h2())).isEqualTo(StatementKind.OUTSIDE_IN_PARTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP TABLE a, b", "TRUNCATE TABLE a"})
    void allOfItOrNothingIsDoneOnH2(String statement) throws IOException {
        assertThat(kind(statement, LexerRules.h2())).isEqualTo(StatementKind.OUTSIDE_TRANSACTION);
    }

    private static StatementKind kind(String statement, LexerRules rules) throws IOException {
        String script = "delimiter //\n" + statement + " //\n";
        String one = rules.equals(LexerRules.mysql()) ? script : statement;
        return TestScripts.statements(TestScripts.outline(rules, one).up().orElseThrow())
                .getFirst()
                .kind();
    }
}
