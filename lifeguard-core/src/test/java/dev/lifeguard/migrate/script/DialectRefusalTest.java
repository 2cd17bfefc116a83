package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused in, or reads differently by, the rules of MariaDB, MySQL, SQLite and H2. */
final class DialectRefusalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    a `b; c           | 1:3 | The quoted name that begins here is not closed. Add its\
                     closing ` .
                    a "b\\"           | 1:3 | The string that begins here is not closed. Add its\
                     closing " .
                    a 'b\\'           | 1:3 | The string that begins here is not closed. Add its\
                     closing ' .
                    a /*! b; 'c' /**/ | 1:3 | The comment that begins here is not closed. Add its\
                     closing */ .
                    CREATE PROCEDURE p() BEGIN IF a THEN b; END IF; | 1:22 | The block that begins\
                     here is not closed. Add its END.
                    BEGIN NOT ATOMIC a; | 1:1 | The block that begins here is not closed. Add its\
                     END.
                    a; DELIMITER      | 1:4 | DELIMITER needs behind it what ends a statement from\
                     here on, without a backslash, and between two equal quotes or none. Write\
                     DELIMITER // or the like.
                    delimiter '//     | 1:1 | DELIMITER needs behind it what ends a statement from\
                     here on, without a backslash, and between two equal quotes or none. Write\
                     DELIMITER // or the like.
                    delimiter ""      | 1:1 | DELIMITER needs behind it what ends a statement from\
                     here on, without a backslash, and between two equal quotes or none. Write\
                     DELIMITER // or the like.
                    delimiter \\\\    | 1:1 | DELIMITER needs behind it what ends a statement from\
                     here on, without a backslash, and between two equal quotes or none. Write\
                     DELIMITER // or the like.
                    a \\G             | 1:3 | The mysql command \\G is refused: only mysql could run\
                     it. End the statement with its delimiter.
                    \\. x.sql         | 1:1 | The mysql command \\. is refused: only mysql could run\
                     it. Put that file's SQL here.
                    source x.sql      | 1:1 | The mysql command source is refused: only mysql could\
                     run it. Put that file's SQL here.
                    system ls         | 1:1 | The mysql command system is refused: only mysql could\
                     run it. Take it out.
                    # Down migration  | 1:1 | The comment "# Down migration" is almost a section\
                     marker. Write "-- Down migration" or "-- migrate:down" and nothing else on that\
                     line, or word the comment differently.
                    # lifeguard:no-transaction | 1:1 | The directive "# lifeguard:no-transaction"\
                     stands in a # comment. Write "-- lifeguard:no-transaction" on a line of its\
                     own.
                    a; SET autocommit = 0; b; COMMIT; c | 1:4 | SET AUTOCOMMIT switches autocommit\
                     off, and no COMMIT is behind the statement in line 1: the client would lose\
                     it. Write COMMIT below it, or take this out.
                    SET autocommit = 0; a; CALL p(); COMMIT | 1:24 | CALL may commit by itself, so\
                     that nobody could say what of its block stays when a statement fails, but\
                     stands between SET AUTOCOMMIT in line 1 and its COMMIT. Take these two out.
                    SET autocommit = 2; a | 1:1 | SET AUTOCOMMIT is refused: the section runs in\
                     one transaction, which begins before its first statement and is committed\
                     after its last. Take it out.
                    a; SET @x = 1, SESSION autocommit = 0 | 1:4 | SET AUTOCOMMIT is refused: the\
                     section runs in one transaction, which begins before its first statement and\
                     is committed after its last. Take it out.
                    SET foreign_key_checks = (1), @@session.autocommit = 1 | 1:1 | SET AUTOCOMMIT is\
                     refused: the section runs in one transaction, which begins before its first\
                     statement and is committed after its last. Take it out.
                    FLUSH TABLES WITH READ LOCK | 1:1 | This FLUSH is refused: it keeps the session\
                     from writing, the history's table too. Take it and its UNLOCK TABLES out.
                    flush tables t for export | 1:1 | This FLUSH is refused: it keeps the session\
                     from writing, the history's table too. Take it and its UNLOCK TABLES out.
                    backup stage start | 1:1 | BACKUP is refused: it keeps the session from writing,\
                     the history's table too. Take it out.
                    START TRANSACTION; a; CALL p(); COMMIT | 1:23 | CALL may commit by itself, so\
                     that nobody could say what of its block stays when a statement fails, but\
                     stands between START TRANSACTION in line 1 and its COMMIT. Take these two out.
                    BEGIN; IF a THEN b; END IF; COMMIT | 1:8 | IF may commit by itself, so that\
                     nobody could say what of its block stays when a statement fails, but stands\
                     between BEGIN in line 1 and its COMMIT. Take these two out.
                    a; XA START 'x'   | 1:4 | XA is refused: the section runs in one transaction,\
                     which begins before its first statement and is committed after its last. Take\
                     it out.
                    """)
    void refusesInMariaDbAndMySql(String script, String at, String message) {
        assertThat(TestScripts.refusal(LexerRules.mysql(), script))
                .isEqualTo("LG-302 x.sql:" + at + ": " + message);
    }

    @Test
    void refusesADelimiterInTheMiddleOfAStatement() {
        assertThat(TestScripts.refusal(LexerRules.mysql(), "SELECT 1\n DELIMITER $$\n$$"))
                .isEqualTo(
                        "LG-302 x.sql:2:2: DELIMITER stands in the middle of a statement. End the"
                                + " statement above it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    a [b; c    | 1:3 | The quoted name that begins here is not closed. Add its\
                     closing ] .
                    CREATE TRIGGER t AFTER INSERT ON x BEGIN a; | 1:36 | The block that begins here\
                     is not closed. Add its END.
                    .read x    | 1:1 | The sqlite3 command .read is refused: only sqlite3 could run\
                     it. Put that file's SQL here.
                    a; .import x y | 1:4 | The sqlite3 command .import is refused: only sqlite3\
                     could run it. Write its rows as INSERT statements.
                    .open x    | 1:1 | The sqlite3 command .open is refused: only sqlite3 could run\
                     it. Take it out: a migration runs in the one database it is for.
                    .mode csv  | 1:1 | The sqlite3 command .mode is refused: only sqlite3 could run\
                     it. Take it out.
                    PRAGMA foreign_keys = off; BEGIN; a; ROLLBACK | 1:38 | ROLLBACK is refused in a\
                     section that runs without a transaction, but for blocks from a BEGIN to its\
                     COMMIT: progress is recorded between its statements. Take it out.
                    BEGIN; PRAGMA foreign_keys = off; COMMIT | 1:8 | PRAGMA FOREIGN_KEYS cannot run\
                     in a transaction, but stands between BEGIN in line 1 and its COMMIT. Take\
                     these two out.
                    """)
    void refusesInSqlite(String script, String at, String message) {
        assertThat(TestScripts.refusal(LexerRules.sqlite(), script))
                .isEqualTo("LG-302 x.sql:" + at + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    a $$b; c   | 1:3 | The dollar-quoted string that begins here is not closed. Add\
                     its closing $$ .
                    a /* /* */ | 1:3 | The comment that begins here is not closed. Add its closing\
                     */ .
                    // migrate:up | 1:1 | The comment "// migrate:up" is almost a section marker.\
                     Write "-- Up migration" or "-- migrate:up" and nothing else on that line, or\
                     word the comment differently.
                    drop all objects delete files | 1:1 | DROP ALL OBJECTS is refused: it drops the\
                     table of the history, too. Drop what is meant by its name.
                    a; SHUTDOWN DEFRAG | 1:4 | SHUTDOWN is refused: it closes the database before\
                     the history is written. Take it out.
                    a; SET AUTOCOMMIT FALSE | 1:4 | SET AUTOCOMMIT is refused: the section runs in\
                     one transaction, which begins before its first statement and is committed\
                     after its last. Take it out.
                    a; PREPARE COMMIT b | 1:4 | PREPARE is refused: the section runs in one\
                     transaction, which begins before its first statement and is committed after\
                     its last. Take it out.
                    """)
    void refusesInH2(String script, String at, String message) {
        assertThat(TestScripts.refusal(LexerRules.h2(), script))
                .isEqualTo("LG-302 x.sql:" + at + ": " + message);
    }

    @Test
    void readsQuotesBySqlModesThatTheSessionBeginsWith() throws IOException {
        LexerRules ansi = LexerRules.mysql().without(Feature.DOUBLE_QUOTED_STRINGS);
        LexerRules plain = LexerRules.mysql().without(Feature.BACKSLASH_STRINGS);

        assertThat(TestScripts.texts(ansi, "\"\\\"; 'b\\';'")).containsExactly("\"\\\"", "'b\\';'");
        assertThat(TestScripts.texts(plain, "\"\\\"; 'b\\'; c"))
                .containsExactly("\"\\\"", "'b\\'", "c");
    }
}
