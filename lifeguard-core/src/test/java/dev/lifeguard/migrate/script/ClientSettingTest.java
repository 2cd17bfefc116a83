package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientSettingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET client_encoding = 'LATIN1'",
                "SET SESSION client_encoding TO latin1",
                "SET LOCAL Client_Encoding = SQL_ASCII",
                "SET \"client_encoding\" = 'win1252'",
                "SET NAMES 'LATIN1'"
            })
    void refusesAnotherEncoding(String set) {
        assertThat(TestScripts.refusal("a;\n " + set + ";"))
                .isEqualTo(
                        "LG-302 x.sql:2:2: The client's encoding can only be UTF8, in which scripts"
                                + " are read and sent. Save the file as UTF-8 and take this"
                                + " statement out.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET datestyle = 'German, DMY'",
                "SET DateStyle TO sql, mdy",
                "SET LOCAL datestyle = postgres"
            })
    void refusesAnotherStyleOfDates(String set) {
        assertThat(TestScripts.refusal(set + ";"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: The style of dates can only be ISO, with any order of"
                            + " day, month and year: the database's driver reads no other. Write"
                            + " the dates of this script in that form.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET client_encoding = 'UTF8'",
                "SET client_encoding TO 'utf-8'",
                "SET client_encoding TO DEFAULT",
                "SET NAMES 'UTF8'",
                "SET NAMES",
                "SET datestyle = 'ISO, DMY'",
                "SET datestyle = dmy",
                "SET datestyle TO DEFAULT",
                "SET work_mem = '1MB'",
                "SET TIME ZONE 'Europe/Berlin'",
                "SET ROLE sql",
                "UPDATE a SET client_encoding = 'LATIN1'"
            })
    void letsOthersBe(String statement) throws IOException {
        assertThat(TestScripts.texts(statement + ";")).containsExactly(statement);
    }
}
