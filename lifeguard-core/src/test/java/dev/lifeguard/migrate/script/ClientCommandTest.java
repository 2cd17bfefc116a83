package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    \\set X on        | set      | Write the value itself where it is used.
                    \\i other.sql     | i        | Put that file's SQL here.
                    \\connect db      | connect  | Take it out: a migration runs in the one\
                     database it is for.
                    \\copy t FROM 'x' | copy     | Write COPY … FROM STDIN; with the data below it\
                     and a line \\. at its end.
                    \\if :x           | if       | Write the condition in SQL, in a DO block.
                    \\gexec           | gexec    | It runs each value of the query's result as a\
                     statement. Write these statements themselves, or a DO block that loops over\
                     the query and EXECUTEs each value.
                    \\gset            | gset     | Write the value itself where it is used.
                    \\gx              | gx       | End the statement with a semicolon.
                    \\.               | .        | A line \\. ends the data of a COPY … FROM STDIN,\
                     and none is before it.
                    \\;               | ;        | Write a semicolon without the backslash.
                    \\timing          | timing   | Take it out.
                    \\! ls            | !        | Take it out.
                    \\? x             | ?        | Take it out.
                    \\Ä               | Ä        | Take it out.
                    """)
    void refusesACommandAndSaysWhatToDo(String command, String name, String advice) {
        assertThat(TestScripts.refusal("SELECT 1\n  " + command + "\n"))
                .isEqualTo(
                        "LG-302 x.sql:2:3: The psql command \\%s is refused: only psql could run"
                                + " it. %s",
                        name, advice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SELECT 1 \\restrict x   | 1:10
                    SELECT 1; \\unrestrict x| 1:11
                    """)
    void refusesRestrictWhereItIsNotAlone(String script, String at) {
        assertThat(TestScripts.refusal(script))
                .startsWith("LG-302 x.sql:" + at + ": The psql command \\")
                .endsWith("restrict is refused: only psql could run it. Take it out.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1\t${name}\n\\.", "a; b\n\\.", "1\t\\N\n\\."})
    void saysThatAPlaceholderIsMissingAboveTheDataOfACopy(String data) {
        String command =
                data.contains("N") ? "3:3: The psql command \\N" : "4:1: The psql command \\.";

        assertThat(TestScripts.refusal("SELECT 1;\nCOPY ${a.b} FROM STDIN;\n" + data + "\n"))
                .isEqualTo(
                        "LG-302 x.sql:%s is refused: only psql could run it. The COPY in line 2"
                            + " holds \"${a.b}\", and no placeholder is declared, so its data was"
                            + " read as SQL. Declare the placeholder.",
                        command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM STDIN;\n${a}\n\\.\n\\.",
                "SELECT 'COPY ${a}';\n\\.",
                "-- Up migration\nCOPY ${a} FROM STDIN;\n-- Down migration\n\\."
            })
    void saysNothingOfPlaceholdersElsewhere(String script) {
        assertThat(TestScripts.refusal(script))
                .endsWith(
                        "A line \\. ends the data of a COPY … FROM STDIN, and none is before it.");
    }
}
