package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import org.junit.jupiter.api.Test;

/** What was made in a session whose sql_mode reads texts in another way. */
final class MariaDbModesTest {

    /** mydumper 142: the server writes backslashes there that this mode reads as two. */
    @Test
    void keepsCommentsAndTypesOfAModeWithoutBackslashes() {
        String text =
                loadedAgain(
                        """
                        DELIMITER //
                        SET sql_mode = 'NO_BACKSLASH_ESCAPES'//
                        CREATE PROCEDURE p() COMMENT 'it''s \\ n' SELECT 'a\\b'//
                        CREATE PROCEDURE q() ALTER TABLE t COMMENT 'a\\\\b'//
                        CREATE FUNCTION f(e enum('a\\', 'b')) RETURNS enum('x\\')
                            COMMENT '\\\\' RETURN 'x\\'//
                        CREATE EVENT e ON SCHEDULE EVERY '1:30' HOUR_MINUTE
                            STARTS '2034-01-01 00:00:00' DISABLE COMMENT 'a
                        b\\c' DO SELECT 'a\\\\b'//
                        SET sql_mode = 'NO_BACKSLASH_ESCAPES,ORACLE'//
                        CREATE PACKAGE k COMMENT '\\''\\' AS PROCEDURE p1; END//
                        CREATE PACKAGE BODY k COMMENT '\\' AS
                            PROCEDURE p1 AS BEGIN SELECT 'a\\\\b'; END; END//
                        SET sql_mode = ''//
                        CREATE PROCEDURE r() COMMENT 'a\\\\b' SELECT 'a\\\\b'//
                        """);

        assertThat(text)
                .contains(
                        "CREATE PROCEDURE `p`()\n    COMMENT 'it''s \\ n'\nSELECT 'a\\b';",
                        "CREATE PROCEDURE `q`()\nALTER TABLE t COMMENT 'a\\\\b';",
                        " RETURNS enum('x\\') CHARSET ",
                        "\n    COMMENT '\\\\'\nRETURN 'x\\';",
                        " COMMENT 'a\nb\\c' DO SELECT 'a\\\\b';",
                        "CREATE PACKAGE \"k\"    COMMENT '\\''\\'\n",
                        "CREATE PACKAGE BODY \"k\"    COMMENT '\\'\n",
                        "CREATE PROCEDURE `r`()\n    COMMENT 'a\\\\b'\nSELECT 'a\\\\b';");
    }

    /** mysqldump-php 88: a text that ends with a backslash hides nothing behind it. */
    @Test
    void loadsViewsBehindThoseThatAFunctionOfItReads() {
        String text =
                loadedAgain(
                        """
                        CREATE TABLE t (id int);
                        CREATE VIEW z_view AS SELECT id FROM t;
                        SET sql_mode = 'NO_BACKSLASH_ESCAPES';
                        CREATE FUNCTION f() RETURNS varchar(9) READS SQL DATA
                            RETURN concat('\\', (SELECT max(id) FROM z_view), '\\');
                        CREATE VIEW a_view AS SELECT f() AS f FROM t;
                        """);

        assertThat(text.indexOf("VIEW `z_view`"))
                .isPositive()
                .isLessThan(text.indexOf("VIEW `a_view`"));
    }

    /** Makes a schema, and loads its snapshot, whose own must be the same. */
    private static String loadedAgain(String schema) {
        try (ContractDatabase original = MariaDbSnapshots.with(schema)) {
            String text = MariaDbSnapshots.of(original).text();
            try (ContractDatabase loaded = MariaDbSnapshots.with(text)) {
                assertThat(MariaDbSnapshots.of(loaded).text()).isEqualTo(text);
            }
            return text;
        }
    }
}
