package dev.lifeguard.migrate.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationFileName.Part;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MigrationFileNameTest {

    private static final Pattern ADVISED = Pattern.compile("Name it \"([^\"]+)\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    20260101120000_a.sql                   | a
                    20260101120000_create_users.sql        | create_users
                    20260101120000_2fa.sql                 | 2fa
                    20260101120000__a.sql                  | _a
                    20260101120000_v1.2-rc.1.sql           | v1.2-rc.1
                    20260101120000_größe_名前.sql          | größe_名前
                    20240229235959_leap_day.sql            | leap_day
                    20260101120000_upload.sql              | upload
                    20260101120000_a.uppercase.sql         | a.uppercase
                    20260101120000_a.sql.sql               | a.sql
                    20260101120000_shut_down.sql           | shut_down
                    20260101120000_undo.sql                | undo
                    20260101120000_a.undone.sql            | a.undone
                    20260101120000_a.down.old.sql          | a.down.old
                    """)
    void readsAWholeMigration(String fileName, String name) {
        assertThat(MigrationFileName.parse(fileName)).isEqualTo(sql(fileName, name, Part.WHOLE));
    }

    @Test
    void readsTheUpHalfOfAPair() {
        String fileName = "20260101120000_create_users.up.sql";

        assertThat(MigrationFileName.parse(fileName))
                .isEqualTo(sql(fileName, "create_users", Part.UP));
    }

    @Test
    void readsTheDownHalfOfAPair() {
        String fileName = "20260101120000_create_users.down.sql";

        assertThat(MigrationFileName.parse(fileName))
                .isEqualTo(sql(fileName, "create_users", Part.DOWN));
    }

    @Test
    void readsAJavaMigration() {
        assertThat(MigrationFileName.parse("m20260101120000_create_users.java"))
                .isEqualTo(
                        new MigrationFileName.Java(
                                MigrationVersion.parse("20260101120000"), "create_users"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    V20260101120000__a.sql                 | 20260101120000_a.sql
                    v20260101120000_a.up.sql               | 20260101120000_a.up.sql
                    20260101120000_a.SQL                   | 20260101120000_a.sql
                    20260101120000_a.Sql                   | 20260101120000_a.sql
                    20260101120000_a.UP.sql                | 20260101120000_a.up.sql
                    20260101120000_a.Down.sql              | 20260101120000_a.down.sql
                    20260101120000_A.DOWN.SQL              | 20260101120000_A.down.sql
                    20260101120000-a.sql                   | 20260101120000_a.sql
                    20260101120000a.sql                    | 20260101120000_a.sql
                    20260101120000 create  users.sql       | 20260101120000_create_users.sql
                    20260101120000_create users.sql        | 20260101120000_create_users.sql
                    20260101120000_größe (neu)!.sql        | 20260101120000_größe_neu_.sql
                    20260101120000_a🦩b.sql                | 20260101120000_a_b.sql
                    20260101120000.sql                     | 20260101120000_name.sql
                    20260101120000_.sql                    | 20260101120000_name.sql
                    20260101120000_.up.sql                 | 20260101120000_name.up.sql
                    20260101120000.down.sql                | 20260101120000_name.down.sql
                    20260101120000_a.rollback.sql          | 20260101120000_a.down.sql
                    20260101120000_a.undo.sql              | 20260101120000_a.down.sql
                    20260101120000_a.revert.sql            | 20260101120000_a.down.sql
                    20260101120000_a.dn.sql                | 20260101120000_a.down.sql
                    20260101120000_a.down..sql             | 20260101120000_a.down.sql
                    20260101120000_a.downs.sql             | 20260101120000_a.down.sql
                    20260101120000_a.up..sql               | 20260101120000_a.up.sql
                    20260101120000_a.undo.down.sql         | 20260101120000_a.down.sql
                    20260101120000_a.down.up.sql           | 20260101120000_a.up.sql
                    20260101120000.up.down.sql             | 20260101120000_name.down.sql
                    2026010112000_a.sql                    | 20260101120000_a.sql
                    20260101_a.sql                         | 20260101000000_a.sql
                    202601011200_a.sql                     | 20260101120000_a.sql
                    20260101120000_a.java                  | m20260101120000_a.java
                    M20260101120000_a.java                 | m20260101120000_a.java
                    m20260101120000_a.JAVA                 | m20260101120000_a.java
                    m20260101120000_a-b.c.java             | m20260101120000_a_b_c.java
                    m20260101120000.java                   | m20260101120000_name.java
                    m20260101120000_a.sql                  | 20260101120000_a.sql
                    """)
    void namesTheNearestNameWithItsVersion(String fileName, String nearest) {
        assertThat(reason(fileName))
                .isEqualTo("fits no pattern of a migration. Name it \"%s\".", nearest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    V1__a.sql                              | YYYYMMDDHHMMSS_a.sql
                    V1.2__a.sql                            | YYYYMMDDHHMMSS_a.sql
                    V2_4_1__a b.sql                        | YYYYMMDDHHMMSS_a_b.sql
                    U2.3__a_1__b.sql                       | YYYYMMDDHHMMSS_a_1__b.down.sql
                    V1.1.sql                               | YYYYMMDDHHMMSS_1.sql
                    V1_create_users.up.sql                 | YYYYMMDDHHMMSS_create_users.up.sql
                    001_create_users.sql                   | YYYYMMDDHHMMSS_create_users.sql
                    0001-create-users.down.sql             | YYYYMMDDHHMMSS_create-users.down.sql
                    1700000_a.sql                          | YYYYMMDDHHMMSS_a.sql
                    202601011200000_a.sql                  | YYYYMMDDHHMMSS_a.sql
                    a.sql                                  | YYYYMMDDHHMMSS_a.sql
                    users.sql                              | YYYYMMDDHHMMSS_users.sql
                    roles.sql                              | YYYYMMDDHHMMSS_roles.sql
                    views.up.sql                           | YYYYMMDDHHMMSS_views.up.sql
                    Main.java                              | mYYYYMMDDHHMMSS_Main.java
                    UserTable.java                         | mYYYYMMDDHHMMSS_UserTable.java
                    create users.sql                       | YYYYMMDDHHMMSS_create_users.sql
                    .sql                                   | YYYYMMDDHHMMSS_name.sql
                    _.sql                                  | YYYYMMDDHHMMSS_name.sql
                    up.sql                                 | YYYYMMDDHHMMSS_up.sql
                    """)
    void namesTheNearestNameWithoutAVersion(String fileName, String nearest) {
        assertThat(reason(fileName))
                .isEqualTo(
                        "fits no pattern of a migration. Name it \"%s\", with the UTC date and"
                                + " time as its version.",
                        nearest);
    }

    @Test
    void namesAnUndoScriptOfAnotherToolAsADownFile() {
        assertThat(reason("U1__a.sql"))
                .isEqualTo(
                        "fits no pattern of a migration. Name it \"YYYYMMDDHHMMSS_a.down.sql\","
                                + " with the UTC date and time as its version.");
    }

    @ParameterizedTest
    @CsvSource({
        "20260231120000_a.sql, 20260231120000, 20260228120000_a.sql",
        "20240230120000_a.up.sql, 20240230120000, 20240229120000_a.up.sql",
        "20261301120000_a.sql, 20261301120000, 20261201120000_a.sql",
        "20260001000000_a.sql, 20260001000000, 20260101000000_a.sql",
        "20260100000000_a.sql, 20260100000000, 20260101000000_a.sql",
        "20260101240000_a.sql, 20260101240000, 20260101230000_a.sql",
        "20260101126060_a.sql, 20260101126060, 20260101125959_a.sql",
        "00000000000000_a.sql, 00000000000000, 00010101000000_a.sql",
        "99999999999999_a.sql, 99999999999999, 99991231235959_a.sql",
        "m20260231120000_a.java, 20260231120000, m20260228120000_a.java"
    })
    void refusesADateThatDoesNotExist(String fileName, String version, String nearest) {
        assertThat(reason(fileName))
                .isEqualTo(
                        "has the version %s, a date and time that does not exist. Name it \"%s\".",
                        version, nearest);
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000_unix.sql, 20231114221320_unix.sql",
        "1700000000123_unix.sql, 20231114221320_unix.sql",
        "1999999999_a.up.sql, 20330518033319_a.up.sql",
        "2024012012_a.sql, 20240120120000_a.sql"
    })
    void readsSecondsAndMillisecondsSince1970AsADate(String fileName, String nearest) {
        assertThat(reason(fileName))
                .isEqualTo("fits no pattern of a migration. Name it \"%s\".", nearest);
    }

    @Test
    void acceptsANameThatFillsItsColumn() {
        String name = "n".repeat(255);
        String fileName = "20260101120000_" + name + ".sql";

        assertThat(MigrationFileName.parse(fileName)).isEqualTo(sql(fileName, name, Part.WHOLE));
    }

    @Test
    void refusesANameThatIsLongerThanItsColumn() {
        String fileName = "20260101120000_" + "n".repeat(256) + ".sql";

        assertThat(reason(fileName))
                .isEqualTo("has a name of 256 characters. Shorten it to at most 255.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V20260101120000__a.sql",
                "20260231999999 -- a.DOWN.SQL",
                "20260101120000...sql",
                "20260101120000_.UP.down.Up.sql",
                "20260101120000_é\u0301 x.java",
                "2026010112000_.java"
            })
    void advisesANameThatIsValid(String fileName) {
        Matcher advised = ADVISED.matcher(reason(fileName));

        assertThat(advised.find()).isTrue();
        assertThat(MigrationFileName.parse(advised.group(1)))
                .isNotInstanceOf(MigrationFileName.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.sql", "A.SQL", "b.java", "B.Java", ".sql"})
    void concernsFilesOfSqlAndJava(String fileName) {
        assertThat(MigrationFileName.concerns(fileName)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "a.sql~", "a.sql.bak", "sql", "asql", "a.class", ""})
    void concernsNoOtherFiles(String fileName) {
        assertThat(MigrationFileName.concerns(fileName)).isFalse();
    }

    private static MigrationFileName sql(String fileName, String name, Part part) {
        return new MigrationFileName.Sql(
                MigrationVersion.parse(fileName.substring(0, 14)), name, part);
    }

    private static String reason(String fileName) {
        assertThat(MigrationFileName.parse(fileName)).isInstanceOf(MigrationFileName.Invalid.class);
        return ((MigrationFileName.Invalid) MigrationFileName.parse(fileName)).reason();
    }

    @Test
    void aNameThatIsNotUtf8IsToBeRenamedWhereNamesAreUtf8() {
        assertThat(UnreadableName.reason("UTF-8"))
                .isEqualTo(
                        "a name that is not UTF-8, as the locale says that names are. Rename it");
        assertThat(UnreadableName.reason("ANSI_X3.4-1968"))
                .isEqualTo(
                        "a name that this JVM cannot read: by the locale it was started in, names"
                                + " are in ANSI_X3.4-1968. Start it with LC_ALL=C.UTF-8");
    }

    @Test
    void aNameThatTheJvmCouldNotReadIsNoMisnamedOne() {
        assertThat(MigrationFileName.parse("20240101000000_\uFFFD\uFFFDmlaut.sql"))
                .isEqualTo(new MigrationFileName.Invalid("has " + UnreadableName.reason() + "."));
    }
}
