package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
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
                    a; BEGIN; b; COMMIT;                | 1:4  | BEGIN
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
    void refusesABlockThatEndsEarly() {
        assertThat(TestScripts.refusal("BEGIN; a;\nCOMMIT; b; COMMIT;"))
                .isEqualTo(
                        "LG-302 x.sql:2:1: COMMIT is refused before the end of its section, which"
                            + " runs in one transaction. Take it and its BEGIN out, or split the"
                            + " migration in two.");
    }

    @Test
    void refusesABlockWithoutAnEnd() {
        assertThat(TestScripts.refusal("-- Up migration\nBEGIN; a;\n-- Down migration\nCOMMIT;"))
                .isEqualTo(
                        "LG-302 x.sql:2:1: BEGIN has no COMMIT at the end of its section. Take it"
                                + " out: the section runs in one transaction anyway.");
    }

    @Test
    void refusesABlockAroundAStatementThatCannotBeInOne() {
        assertThat(TestScripts.refusal("BEGIN;\na;\n VACUUM t;\nCOMMIT;"))
                .isEqualTo(
                        "LG-302 x.sql:3:2: VACUUM cannot run in a transaction, but its section"
                                + " begins with BEGIN. Take that and its COMMIT out.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    BEGIN; a; COMMIT;                         | 2:1  | BEGIN
                    a; SAVEPOINT b;                           | 2:4  | SAVEPOINT
                    SET a = 1; ROLLBACK                       | 2:12 | ROLLBACK
                    BEGIN READ ONLY; a; COMMIT;               | 2:1  | BEGIN
                    """)
    void refusesTransactionControlByDirective(String script, String at, String name) {
        assertThat(TestScripts.refusal("-- lifeguard:no-transaction\n" + script))
                .isEqualTo(
                        "LG-302 x.sql:%s: %s is refused in a section that runs without a"
                            + " transaction: progress is recorded between its statements. Take it"
                            + " out.",
                        at, name);
    }

    @Test
    void refusesTransactionControlBesideAStatementThatCannotBeInATransaction() {
        assertThat(TestScripts.refusal("SAVEPOINT a;\nCREATE INDEX CONCURRENTLY i ON t (a);"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: SAVEPOINT is refused in a section that runs without a"
                            + " transaction: progress is recorded between its statements. Take it"
                            + " out.");
    }

    @Test
    void tellsTheFirstStatementThatCannotBeInATransaction() throws IOException {
        Section section = TestScripts.up("a;\nVACUUM t; VACUUM u;");

        assertThat(section.needsNoTransaction()).isTrue();
        assertThat(section.noTransactionDirective()).isFalse();
        assertThat(section.outsideTransaction())
                .contains(
                        new SqlStatement(
                                2,
                                "VACUUM t",
                                new Position(2, 1, 3),
                                StatementKind.OUTSIDE_TRANSACTION,
                                "VACUUM",
                                List.of(),
                                new Effect.Repeatable()));
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
