package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client mariadb makes of a file, found by trying it (10.11). */
final class MysqlClientTest {

    private static final LexerRules RULES = LexerRules.mysql();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--x; y\na;",
                "-------\na;",
                "--> statement-breakpoint\na;",
                "  --x\n--\n--\ty\na;",
                "/* b */ --x; y\na;",
                "# b\n--1+2;\na;",
                "a; --x; y\n",
                "DELIMITER //\n--x//\na//"
            })
    void takesDashesBeforeAStatementForAComment(String script) throws IOException {
        assertThat(TestScripts.texts(RULES, script)).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1\n--x\n", "SELECT 1 --x", "SELECT 1--1"})
    void takesDashesInAStatementForMinuses(String script) throws IOException {
        assertThat(TestScripts.texts(RULES, script + ";")).containsExactly(script.strip());
    }

    @Test
    void findsAMarkerWithoutABlank() throws IOException {
        ScriptOutline outline = TestScripts.outline(RULES, "--Up migration\na;\n--migrate:down\nb");

        assertThat(outline.up().orElseThrow().statementCount()).isEqualTo(1);
        assertThat(outline.down()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '^',
            textBlock =
                    """
                    '//'       ! a;b// c//
                    "$$"       ! a;b$$ c$$
                    `;;`       ! a;b;; c;;
                    '//' x     ! a;b// c//
                    // x       ! a;b// c//
                    """)
    void takesTheQuotesOffADelimiter(String delimiter, String statements) throws IOException {
        assertThat(TestScripts.texts(RULES, "delimiter " + delimiter + "\n" + statements))
                .containsExactly("a;b", "c");
    }

    @Test
    void takesQuotesOffTheSemicolonAndABlankIntoADelimiter() throws IOException {
        assertThat(
                        TestScripts.texts(
                                RULES, "delimiter 'x y'\na x y\ndelimiter ';'\nb; DELIMITER //"))
                .containsExactly("a", "b");
    }

    @Test
    void knowsThatARawByteMayBeOfABinaryColumn() {
        byte[] bytes = "INSERT INTO t VALUES ('\u00FF')".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(TestScripts.refusal(RULES, TestScripts.bytes(bytes)))
                .isEqualTo(
                        "LG-302 x.sql:1:24: Byte 0xFF at byte offset 23 is not UTF-8. If it is in a"
                            + " dump's binary column, make the dump with --hex-blob; if the file"
                            + " says SET NAMES with another encoding, make it anew with utf8mb4;"
                            + " else save the file as UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO `a` VALUES\n(1);",
                "REPLACE INTO `a` (`b`) VALUES ('select');",
                "/*!40000 ALTER TABLE `a` DISABLE KEYS */; INSERT IGNORE INTO a VALUES (1);"
                        + " /*!40000 ALTER TABLE `a` ENABLE KEYS */;",
                ""
            })
    void leavesTheLocksAroundADumpsRowsOut(String rows) throws IOException {
        String script = "LOCK TABLES `a` WRITE;\n" + rows + "\nUNLOCK TABLES;\nx";

        assertThat(TestScripts.texts(RULES, script)).noneMatch(text -> text.contains("LOCK"));
        assertThat(TestScripts.texts(RULES, script)).contains("x");
    }

    @Test
    void makesOneTransactionOfRowsWithoutTheirLocks() throws IOException {
        Section section =
                TestScripts.outline(
                                RULES,
                                "LOCK TABLES a WRITE; INSERT INTO a VALUES (1); UNLOCK TABLES")
                        .up()
                        .orElseThrow();

        assertThat(section.needsNoTransaction()).isFalse();
        assertThat(section.statementCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    UPDATE a SET b = 1                 | UPDATE
                    INSERT INTO a SELECT * FROM b      | INSERT
                    ALTER TABLE a ADD COLUMN keys int  | ALTER TABLE
                    SELECT 1                           | SELECT
                    """)
    void refusesLocksAroundAnythingElse(String statement, String name) {
        String script = "x;\nLOCK TABLES a WRITE;\n" + statement + ";\nUNLOCK TABLES;";

        assertThat(TestScripts.refusal(RULES, script))
                .isEqualTo(
                        "LG-302 x.sql:2:1: LOCK TABLES is refused: it keeps the session from the"
                            + " table of the history. Only around the rows of a dump is it left"
                            + " out, but %s in line 3 stands between it and UNLOCK TABLES. Take it"
                            + " and its UNLOCK TABLES out.",
                        name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IF 1 THEN TRUNCATE TABLE a; END IF",
                "CASE 1 WHEN 1 THEN TRUNCATE TABLE a; END CASE",
                "FOR i IN 1..2 DO TRUNCATE TABLE a; END FOR",
                "LOOP TRUNCATE TABLE a; END LOOP",
                "REPEAT TRUNCATE TABLE a; UNTIL 1 END REPEAT",
                "WHILE 1 DO TRUNCATE TABLE a; END WHILE",
                "SET STATEMENT lock_wait_timeout = 1 FOR ANALYZE TABLE a",
                "SET STATEMENT lock_wait_timeout = 1 FOR CALL p()",
                "EXECUTE IMMEDIATE 'TRUNCATE TABLE a'"
            })
    void knowsWhatMayCommitByItself(String statement) throws IOException {
        Section section = TestScripts.outline(RULES, statement + "; x;").up().orElseThrow();

        assertThat(section.statementCount()).isEqualTo(2);
        assertThat(section.outsideTransaction())
                .get()
                .extracting(SqlStatement::text)
                .isEqualTo(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET STATEMENT max_statement_time = 1 FOR INSERT INTO a VALUES (1)",
                "SELECT IF(1, 2, 3)",
                "SELECT CASE WHEN 1 THEN 2 END",
                "SELECT REPEAT('a', 2)"
            })
    void knowsWhatDoesNot(String statement) throws IOException {
        Section section = TestScripts.outline(RULES, statement + "; x;").up().orElseThrow();

        assertThat(section.needsNoTransaction()).isFalse();
    }

    @Test
    void namesWhatRunsWithASettingOfItsOwn() throws IOException {
        Section section =
                TestScripts.outline(
                                RULES, "SET STATEMENT a = 1, b = (2) FOR ALTER TABLE c ADD d int")
                        .up()
                        .orElseThrow();

        assertThat(section.outsideTransaction())
                .get()
                .extracting(SqlStatement::summary)
                .isEqualTo("ALTER TABLE");
    }
}
