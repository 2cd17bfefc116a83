package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TransactionShapeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN; a; b; COMMIT;",
                "begin work; a; b; end",
                "BEGIN TRANSACTION READ WRITE; a; b; COMMIT WORK",
                "START TRANSACTION ISOLATION LEVEL READ COMMITTED; a; b; END TRANSACTION AND NO"
                        + " CHAIN;",
                "-- c\nBEGIN -- d\n; a; b; /* e */ COMMIT; -- f"
            })
    void leavesABlockAroundTheSectionOut(String script) throws IOException {
        Section section = TestScripts.up(script);

        assertThat(section.statementCount()).isEqualTo(2);
        assertThat(section.needsNoTransaction()).isFalse();
        assertThat(TestScripts.texts(script)).containsExactly("a", "b");
        assertThat(TestScripts.statements(script))
                .extracting(SqlStatement::number)
                .containsExactly(1, 2);
    }

    @Test
    void leavesABlockAroundNothingOut() throws IOException {
        assertThat(TestScripts.up("BEGIN; COMMIT;").statementCount()).isZero();
        assertThat(TestScripts.texts("BEGIN; COMMIT;")).isEmpty();
    }

    @Test
    void allowsSavepoints() throws IOException {
        String script = "SAVEPOINT a; x; ROLLBACK WORK TO a; ROLLBACK TO SAVEPOINT a; RELEASE a";

        assertThat(TestScripts.texts(script)).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    a; COMMIT;                          | 1:4  | COMMIT
                    a; END;                             | 1:4  | END
                    BEGIN; a; COMMIT; b; COMMIT;        | 1:22 | COMMIT
                    ROLLBACK;                           | 1:1  | ROLLBACK
                    abort                               | 1:1  | ABORT
                    BEGIN; a; ROLLBACK; COMMIT;         | 1:11 | ROLLBACK
                    BEGIN; a; COMMIT AND CHAIN;         | 1:11 | COMMIT
                    BEGIN; START TRANSACTION; COMMIT    | 1:8  | START TRANSACTION
                    a; PREPARE TRANSACTION 'x';         | 1:4  | PREPARE TRANSACTION
                    COMMIT PREPARED 'x'                 | 1:1  | COMMIT PREPARED
                    ROLLBACK PREPARED 'x'               | 1:1  | ROLLBACK PREPARED
                    """)
    void refusesOtherTransactionControl(String script, String at, String name) {
        assertThat(TestScripts.refusal(script))
                .isEqualTo(
                        "LG-302 x.sql:%s: %s is refused: the section runs in one transaction, which"
                            + " begins before its first statement and is committed after its last."
                            + " Take it out.",
                        at, name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN ISOLATION LEVEL SERIALIZABLE",
                "BEGIN READ ONLY",
                "BEGIN WORK READ WRITE, NOT DEFERRABLE",
                "BEGIN READ WRITE, ISOLATION LEVEL REPEATABLE READ"
            })
    void refusesOtherTransactionModes(String begin) {
        assertThat(TestScripts.refusal(begin + "; a; COMMIT;"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: BEGIN is refused with other modes than READ WRITE and"
                                + " ISOLATION LEVEL READ COMMITTED. Take them out.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "SET LOCAL TRANSACTION READ ONLY",
                "SET TRANSACTION SNAPSHOT '1'"
            })
    void refusesToChangeTheModes(String set) {
        assertThat(TestScripts.refusal(set + "; a;"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: SET TRANSACTION is refused with other modes than READ"
                                + " WRITE and ISOLATION LEVEL READ COMMITTED. Take them out.");
    }

    @Test
    void refusesABlockWithoutAnEnd() {
        assertThat(TestScripts.refusal("-- Up migration\nBEGIN; a;\n-- Down migration\nCOMMIT;"))
                .isEqualTo(
                        "LG-302 x.sql:2:1: BEGIN has no COMMIT in its section. Take it out: the"
                                + " section runs in one transaction anyway.");
        assertThat(TestScripts.refusal("VACUUM;\nBEGIN; a;"))
                .isEqualTo(
                        "LG-302 x.sql:2:1: BEGIN has no COMMIT in its section. Write the COMMIT"
                                + " below the statements that belong together.");
    }

    @Test
    void refusesABlockAroundAStatementThatCannotBeInOne() {
        assertThat(TestScripts.refusal("x;\nBEGIN;\na;\n VACUUM t;\nCOMMIT;"))
                .isEqualTo(
                        "LG-302 x.sql:4:2: VACUUM cannot run in a transaction, but stands between"
                                + " BEGIN in line 2 and its COMMIT. Take these two out.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a; BEGIN; b; COMMIT; c;              | a b c
                    BEGIN; a; COMMIT; BEGIN; b; COMMIT;  | a b
                    a; BEGIN; COMMIT; END_OF_IT;         | a END_OF_IT
                    SET x = 1; START TRANSACTION; COMMIT; RESET x | SET x = 1 RESET x
                    """)
    void leavesABlockAroundAPartOut(String script, String texts) throws IOException {
        assertThat(String.join(" ", TestScripts.texts(script))).isEqualTo(texts);
        assertThat(TestScripts.up(script).statementCount())
                .isEqualTo(TestScripts.statements(script).size());
        assertThat(TestScripts.up(script).needsNoTransaction()).isFalse();
        assertThat(TestScripts.up(script).shortStatements())
                .contains(TestScripts.statements(script));
    }

    @Test
    void countsOnlyWhatIsSentBeforeAStatementThatCannotBeInATransaction() throws IOException {
        Section section = TestScripts.up("BEGIN; a; b; COMMIT;\nVACUUM t;");

        assertThat(section.outsideTransaction())
                .get()
                .extracting(SqlStatement::number)
                .isEqualTo(3);
        assertThat(section.statementCount()).isEqualTo(3);
    }

    @Test
    void tellsInWhichBlockAStatementIs() throws IOException {
        String script =
                "a; BEGIN; b; c; COMMIT; d; VACUUM; BEGIN; COMMIT; BEGIN; SAVEPOINT e; END;";

        assertThat(blocks(LexerRules.postgresql(), script))
                .containsExactly("a 0", "b 1", "c 1", "d 0", "VACUUM 0", "SAVEPOINT e 3");
    }

    @Test
    void endsABlockAtAStatementThatCommitsByItself() throws IOException {
        String script = "BEGIN; a; DROP TABLE b; c; COMMIT; d; BEGIN; TRUNCATE e; BEGIN; f; COMMIT";

        for (LexerRules rules : List.of(LexerRules.mysql(), LexerRules.h2())) {
            assertThat(blocks(rules, script))
                    .containsExactly("a 1", "DROP TABLE b 0", "c 0", "d 0", "TRUNCATE e 0", "f 3");
        }
    }

    private static List<String> blocks(LexerRules rules, String script) throws IOException {
        List<String> blocks = new ArrayList<>();
        Section section = TestScripts.outline(rules, script).up().orElseThrow();
        try (StatementReader reader = section.open()) {
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                blocks.add(next.get().text() + " " + reader.block());
            }
            assertThat(reader.block()).isZero();
        }
        return blocks;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET LOCAL search_path = b",
                "SET LOCAL ROLE b",
                "SELECT set_config('search_path', 'b', true)",
                "SELECT pg_catalog.set_config('search_path', 'b', true)",
                "SET CONSTRAINTS ALL DEFERRED",
                "CREATE TEMP TABLE b (c int) ON COMMIT DROP",
                "CREATE LOCAL TEMPORARY TABLE IF NOT EXISTS b ON COMMIT DELETE ROWS AS SELECT 1 c",
                "DECLARE b CURSOR FOR SELECT 1"
            })
    void refusesWhatABlockWouldSetForWhatIsBehindIt(String set) throws IOException {
        assertThat(TestScripts.refusal("BEGIN;\n" + set + "; a; COMMIT; b;"))
                .isEqualTo(
                        "LG-302 x.sql:2:1: %s is refused: what it does would last beyond the COMMIT"
                            + " below it, since the section runs in one transaction. Put \"--"
                            + " lifeguard:no-transaction\" above its first statement, or move what"
                            + " is below the COMMIT to a migration of its own.",
                        set.startsWith("CREATE")
                                ? "CREATE TABLE"
                                : set.substring(0, set.indexOf(' ')));
        assertThat(TestScripts.texts("a; BEGIN; " + set + "; COMMIT;")).containsExactly("a", set);
        assertThat(TestScripts.texts(set + "; BEGIN; COMMIT; a")).containsExactly(set, "a");
        assertThat(TestScripts.texts("-- lifeguard:no-transaction\nBEGIN; " + set + "; COMMIT; a"))
                .containsExactly(set, "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE b (c int)",
                "CREATE TEMP TABLE b (c int) ON COMMIT PRESERVE ROWS",
                "CREATE TABLE b (c int REFERENCES d ON DELETE CASCADE)",
                "DECLARE b CURSOR WITH HOLD FOR SELECT 1"
            })
    void takesWhatACommitLeavesAsItIs(String made) throws IOException {
        assertThat(TestScripts.texts("BEGIN; " + made + "; COMMIT; a")).containsExactly(made, "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = b",
                "SET LOCAL lock_timeout = '2s'",
                "SET LOCAL maintenance_work_mem = '1GB'",
                "SELECT set_config('search_path', 'b', false)",
                "SET SESSION ROLE b"
            })
    void leavesWhatABlockSetsOtherwise(String set) throws IOException {
        assertThat(TestScripts.texts("BEGIN; " + set + "; COMMIT; a;")).containsExactly(set, "a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a; COMMIT;                                | 2:4  | COMMIT
                    BEGIN; BEGIN; a; COMMIT;                  | 2:8  | BEGIN
                    BEGIN; a; ROLLBACK;                       | 2:11 | ROLLBACK
                    SET a = 1; ROLLBACK                       | 2:12 | ROLLBACK
                    """)
    void refusesTransactionControlByDirective(String script, String at, String name) {
        assertThat(TestScripts.refusal("-- lifeguard:no-transaction\n" + script))
                .isEqualTo(
                        "LG-302 x.sql:%s: %s is refused in a section that runs without a"
                            + " transaction, but for blocks from a BEGIN to its COMMIT: progress is"
                            + " recorded between its statements. Take it out.",
                        at, name);
    }

    @Test
    void refusesOtherModesByDirective() {
        assertThat(TestScripts.refusal("-- lifeguard:no-transaction\nBEGIN READ ONLY; a; COMMIT;"))
                .isEqualTo(
                        "LG-302 x.sql:2:1: BEGIN is refused with other modes than READ WRITE and"
                                + " ISOLATION LEVEL READ COMMITTED. Take them out.");
    }

    @Test
    void refusesTransactionControlBesideAStatementThatCannotBeInATransaction() {
        assertThat(TestScripts.refusal("SAVEPOINT a;\nCREATE INDEX CONCURRENTLY i ON t (a);"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: SAVEPOINT is refused in a section that runs without a"
                                + " transaction, but between BEGIN and COMMIT: progress is recorded"
                                + " between its statements. Take it out.");
    }

    @Test
    void tellsTheFirstStatementThatCannotBeInATransaction() throws IOException {
        Section section = TestScripts.up("a;\nVACUUM t; VACUUM u;");

        assertThat(section.needsNoTransaction()).isTrue();
        assertThat(section.noTransactionDirective()).isFalse();
        SqlStatement outside = section.outsideTransaction().orElseThrow();
        assertThat(outside.number()).isEqualTo(2);
        assertThat(outside.text()).isEqualTo("VACUUM t");
        assertThat(outside.start()).isEqualTo(new Position(2, 1, 3));
        assertThat(outside.kind()).isEqualTo(StatementKind.OUTSIDE_TRANSACTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PREPARE transaction AS SELECT 1",
                "SET TRANSACTION READ WRITE",
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
                "SELECT 1 AS begin",
                "CREATE TABLE begin (a int)",
                "DO $$ BEGIN COMMIT; END $$",
                "\"begin\""
            })
    void leavesWhatOnlyLooksLikeTransactionControl(String script) throws IOException {
        assertThat(TestScripts.texts(script)).containsExactly(script);
    }
}
