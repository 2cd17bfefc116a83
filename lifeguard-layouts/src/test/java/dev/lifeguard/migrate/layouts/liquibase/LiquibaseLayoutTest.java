package dev.lifeguard.migrate.layouts.liquibase;

import static dev.lifeguard.migrate.layouts.liquibase.Changelogs.file;
import static dev.lifeguard.migrate.layouts.liquibase.Changelogs.found;
import static dev.lifeguard.migrate.layouts.liquibase.Changelogs.reason;
import static dev.lifeguard.migrate.layouts.liquibase.Changelogs.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layout.Marks.Mark;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LiquibaseLayoutTest {

    private static Found.Versioned versioned(Found found) {
        return (Found.Versioned) found;
    }

    private static List<String> labels(List<Found> found) {
        return found.stream()
                .filter(Found.Versioned.class::isInstance)
                .map(each -> versioned(each).version().toString())
                .distinct()
                .toList();
    }

    @Test
    void readsChangesetsAsTheyStand() throws IOException {
        List<Found> found =
                found(
                        """
                        --changeset me:1 labels:x
                        --comment about it
                        CREATE TABLE a (id int);

                        --rollback DROP TABLE a;

                        --changeset "some one":"b 2" runInTransaction:false
                          CREATE TABLE b (id int);
                        """);

        assertThat(found).hasSize(3);
        assertThat(versioned(found.get(0)).version())
                .hasToString("a.sql::1::me")
                .extracting(MigrationVersion::number)
                .isEqualTo(8_983_984_305_688_420_609L);
        assertThat(text(found.get(0))).isEqualTo("CREATE TABLE a (id int);\n");
        assertThat(found.get(0).file().firstLine()).isEqualTo(4);
        assertThat(versioned(found.get(0)).form().transaction()).isEqualTo(Transaction.USUAL);
        assertThat(text(found.get(1))).isEqualTo("           DROP TABLE a;\n");
        assertThat(versioned(found.get(1)).form().part()).isEqualTo(Part.DOWN);
        assertThat(found.get(1).file().firstLine()).isEqualTo(6);
        assertThat(versioned(found.get(2)).version()).hasToString("a.sql::b 2::some one");
        assertThat(text(found.get(2))).isEqualTo("  CREATE TABLE b (id int);\n");
        assertThat(versioned(found.get(2)).form().transaction()).isEqualTo(Transaction.NONE);
    }

    @Test
    void aChangesetIsTheSameWhateverStandsBehindIt() throws IOException {
        String one = "--changeset me:1\nSELECT 1;\n";

        assertThat(text(found(one).getFirst()))
                .isEqualTo(text(found(one + "\n\n--changeset me:2\nSELECT 2;").getFirst()));
    }

    @Test
    void readsOneThatIsRunAgainWhenEditedAsRepeatable() throws IOException {
        Found found =
                found("--changeset me:v runOnChange:true\nSELECT 1\n--rollback SELECT 2")
                        .getFirst();

        assertThat(((Found.Repeatable) found).version()).hasToString("a.sql::v::me");
        assertThat(((Found.Repeatable) found).version().isRepeatable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dbms:postgresql | true",
                "dbms:mysql,postgresql | true",
                "dbms:!postgresql | false",
                "dbms:!mysql | true",
                "dbms:h2 | false",
                "dbms:none | false",
                "ignore:true | false",
                "context:test | true",
                "context:prod | false",
                "context:\"prod or test\" | true",
                "context:\"prod and test\" | false",
                "context:!test | false",
                "contextFilter:test context:prod | true",
                "labels:a | true",
                "labels:b | false",
                "labels:b,a | true",
                "runAlways:false | true"
            })
    void choosesBy(String attribute, boolean chosen) throws IOException {
        List<Found> found =
                found(
                        "--changeset me:1 " + attribute + "\nSELECT 1;",
                        "PostgreSQL",
                        Map.of("liquibase.contexts", "Test, dev", "liquibase.label-filter", "a"));

        assertThat(found).hasSize(chosen ? 1 : 0);
    }

    @Test
    void choosesEveryContextWhereNoneIsNamed() throws IOException {
        assertThat(found("--changeset me:1 context:!x\nSELECT 1;")).hasSize(1);
        assertThat(found("--changeset me:1 context:@x\nSELECT 1;")).isEmpty();
    }

    @Test
    void replacesParameters() throws IOException {
        String text =
                """
                --property name:kind value:uuid dbms:postgresql
                --property name:kind value:text
                --property name:other value:x-${kind}
                --changeset me:1
                SELECT '${kind} ${other} ${given} ${unknown} ${Kind}'
                """;

        assertThat(text(found(text, "PostgreSQL", Map.of("given", "here")).getFirst()))
                .isEqualTo("SELECT 'uuid x-uuid here ${unknown} uuid'\n");
        assertThat(text(found(text, "H2", Map.of("given", "here")).getFirst()))
                .startsWith("SELECT 'text ");
    }

    @Test
    void leavesOutLinesThatAreIgnored() throws IOException {
        assertThat(
                        text(
                                found(
                                                """
                                                --changeset me:1
                                                SELECT 1;
                                                --ignoreLines:1
                                                --changeset no:thing
                                                SELECT 2;
                                                --ignoreLines:start
                                                SELECT 3;
                                                --ignoreLines:end
                                                SELECT 4;
                                                """)
                                        .getFirst()))
                .isEqualTo("SELECT 1;\n\n\nSELECT 2;\n\n\n\nSELECT 4;\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "Not required: it stays", "not required"})
    void nothingIsToUndoWhereTheRollbackSaysSo(String rollback) throws IOException {
        assertThat(text(found("--changeset me:1\nSELECT 1;\n--rollback " + rollback).get(1)))
                .startsWith("-- lifeguard:nothing-to-undo ");
    }

    @Test
    void readsRollbacksOfSeveralLines() throws IOException {
        assertThat(
                        text(
                                found(
                                                """
                                                --changeset me:1
                                                SELECT 1;
                                                --rollback SELECT 2;
                                                --rollback SELECT 3;
                                                """)
                                        .get(1)))
                .isEqualTo("           SELECT 2;\n           SELECT 3;\n");
        assertThat(
                        text(
                                found(
                                                """
                                                --changeset me:1
                                                SELECT 1;
                                                /* liquibase rollback
                                                  SELECT 2;
                                                SELECT 3; */
                                                SELECT 4;
                                                """)
                                        .get(1)))
                .isEqualTo("  SELECT 2;\nSELECT 3;\n");
    }

    @Test
    void followsARollbackThatNamesAnotherChangeset() throws IOException {
        List<Found> found =
                found(
                        """
                        --changeset me:1
                        CREATE VIEW v AS SELECT 1;
                        --changeset me:2
                        DROP VIEW v;
                        --rollback changesetId:1 changesetAuthor:me
                        """);

        assertThat(text(found.get(2))).isEqualTo("CREATE VIEW v AS SELECT 1;\n");
        assertThat(found.get(2).file().firstLine()).isEqualTo(3);
        assertThat(versioned(found.get(2)).version()).hasToString("a.sql::2::me");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "endDelimiter:GO | a; b\\nGO\\nc | a; b\\n; \\nc",
                "endDelimiter:/ | a / b\\n/\\nc | a / b\\n;\\nc",
                "endDelimiter:// | a '//' -- //\\n// c | a '//' -- //\\n;  c",
                "endDelimiter:\\n/ | a\\n/\\nb | a\\n;\\nb",
                "endDelimiter:;; | a; b;; c | a; b;  c",
                "endDelimiter:@ | a@b | a;b",
                "x:y | a\\ngo\\nb | a\\n; \\nb",
                "x:y | a\\n/\\nb | a\\n;\\nb",
                "x:y | a go b / c | a go b / c",
                "splitStatements:false | a\\nGO\\nb | a\\nGO\\nb"
            })
    void writesSemicolonsForOtherEndsOfStatements(String attribute, String sql, String written)
            throws IOException {
        String lines = sql.replace("\\n", "\n");

        assertThat(text(found("--changeset me:1 " + attribute + "\n" + lines).getFirst()))
                .isEqualTo(written.replace("\\n", "\n") + "\n");
    }

    @Test
    void takesCommentsOutThatMariaDbWouldRun() throws IOException {
        String text = "--changeset me:1 %s\nSELECT '/*! a */' /*! b */;";

        assertThat(text(found(text.formatted(""), "MariaDB", Map.of()).getFirst()))
                .isEqualTo("SELECT '/*! a */'         ;\n");
        assertThat(
                        text(
                                found(text.formatted("stripComments:false"), "MariaDB", Map.of())
                                        .getFirst()))
                .isEqualTo("SELECT '/*! a */' /*! b */;\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--changeset me:1 runAlways:true | has runAlways:true",
                "--changeset me:1 failOnError:false | has failOnError:false",
                "--changeset me:1 runWith:psql | has runWith:psql",
                "--changeset me:1\\n--preconditions onFail:MARK_RAN\\n--precondition-sql-check"
                        + " expectedResult:0 SELECT 0 | has a precondition (sql-check)",
                "--changeset me:1\\n--precondition-table-exists table:a | (table-exists)"
            })
    void refusesToRunWhatOnlyLiquibaseCan(String head, String reason) throws IOException {
        Found.Versioned found =
                versioned(found(head.replace("\\n", "\n") + "\nSELECT 1;").getFirst());

        assertThat(text(found)).startsWith("--changeset me:1\n").endsWith("SELECT 1;\n");
        assertThat(found.file().firstLine()).isEqualTo(2);
        assertThat(found.form().marks().read("changeset"))
                .hasValueSatisfying(
                        mark ->
                                assertThat(((Mark.Refused) mark).reason())
                                        .contains(reason)
                                        .contains("Apply it with Liquibase"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-changeset me:1 | almost a directive",
                "--changeset me | almost a directive",
                "--changeset me: 1 | is no beginning of a changeset",
                "- property a:b c:d | almost a directive",
                "--changeset me:1\\nSELECT 1;\\n-rollback x | almost a directive",
                "--changeset me:1\\nSELECT 1;\\n- precondition-sql-check x | almost a directive",
                "--changeset me:1\\nSELECT 1;\\n--comments x | almost a directive",
                "--changeset me:1\\n--changeset me:2\\nSELECT 1; | holds no SQL",
                "--changeset me:1\\nSELECT 1;\\n--include file:b.sql | paid for",
                "--ignoreLines:x | neither a number nor",
                "--comment x | above the first changeset",
                "--changeset me:1\\nSELECT 1;\\n/* liquibase rollback\\nx | is not closed",
                "--changeset me:1\\n"
                        + "SELECT 1;\\n"
                        + "--rollback changesetId:9 changesetAuthor:x | there is none"
            })
    void refusesAFileThatLiquibaseRefuses(String text, String reason) throws IOException {
        assertThat(reason(found(text.replace("\\n", "\n")).getFirst()))
                .contains("cannot be read in line ")
                .contains(reason);
    }

    @Test
    void namesFilesThatCannotBeRead() throws IOException {
        List<Found> found =
                LiquibaseLayout.LAYOUT.read(
                        List.of(
                                file("changelog.yaml", "databaseChangeLog:\n- changeSet:"),
                                file("data.json", "[]"),
                                file("empty.sql", " \n"),
                                file("plain.sql", "SELECT 1;"),
                                new Changelogs.InMemory(
                                        "latin.sql", "\u00e4", StandardCharsets.ISO_8859_1)));

        assertThat(found)
                .map(each -> each.file().name() + " " + reason(each).replaceFirst("\\..*", ""))
                .containsExactly(
                        "changelog.yaml is a changelog that Liquibase alone can read",
                        "plain.sql does not begin with \"--liquibase formatted sql\"",
                        "latin.sql is not text in UTF-8");
    }

    private static List<Found> ordered(String name, String root) throws IOException {
        String text = "--liquibase formatted sql\n--changeset me:1\nSELECT 1;";
        return LiquibaseLayout.LAYOUT.read(
                List.of(
                        file("changes/a.sql", text),
                        file("changes/b.sql", text),
                        file("changes/old/c.sql", text),
                        file("d.sql", text),
                        file(name, root)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "root.yaml | - include:\\n    file: /db/log/changes/b.sql\\n- includeAll:\\n"
                        + "    path: db/log/changes/old/ # old\\n- include:\\n    file: \"d.sql\"",
                "root.yml | - include:\\n"
                        + "    file: changes/b.sql\\n"
                        + "    relativeToChangelogFile: true\\n"
                        + "- include:\\n"
                        + "    file: changes/old/c.sql\\n"
                        + "- include:\\n"
                        + "    file: db/log/d.sql",
                "root.xml | <?xml version='1.0'?><databaseChangeLog xmlns='x'><!-- x -->\\n"
                        + "<include file='classpath:db/log/changes/b.sql'/>"
                        + "<includeAll path='changes/old' relativeToChangelogFile='true'/>"
                        + "<include file='d.sql'></include></databaseChangeLog>"
            })
    void followsARootThatDoesNothingButInclude(String name, String root) throws IOException {
        String text = (name.endsWith("xml") ? "" : "databaseChangeLog:\n") + root;
        List<Found> found = ordered(name, text.replace("\\n", "\n"));

        assertThat(labels(found))
                .containsExactly(
                        "changes/b.sql::1::me", "changes/old/c.sql::1::me", "d.sql::1::me");
        assertThat(found.getFirst())
                .isInstanceOfSatisfying(
                        Found.LeftOut.class,
                        left ->
                                assertThat(left.file().name() + " " + left.reason())
                                        .isEqualTo(
                                                "changes/a.sql is not run, since \"%s\" does not"
                                                                .formatted(name)
                                                        + " include it."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- include:\\n    file: e.sql | includes \"e.sql\", and there is no such SQL file",
                "- include:\\n    file: d.sql\\n    contextFilter: x | Liquibase alone can read",
                "- changeSet:\\n    id: 1 | Liquibase alone can read",
                "- include: {file: d.sql} | Liquibase alone can read"
            })
    void refusesAnotherRoot(String root, String reason) throws IOException {
        List<Found> found =
                ordered("root.yaml", "databaseChangeLog:\n" + root.replace("\\n", "\n"));

        assertThat(reason(found.getFirst())).contains(reason);
    }

    @Test
    void takesThePathThatAChangesetNames() throws IOException {
        assertThat(labels(found("--changeset me:1 logicalFilePath:/db/x.sql\nSELECT 1;")))
                .containsExactly("db/x.sql::1::me");
    }

    @Test
    void namesANewFileBehindTheLast() {
        LocalDateTime now = LocalDateTime.parse("2026-11-30T06:15:00");

        assertThat(
                        LiquibaseLayout.LAYOUT.newFiles(
                                "x", now, new MigrationVersion(1, "changes/009_a.sql::1::me")))
                .containsOnlyKeys("changes/010_x.sql");
        assertThat(LiquibaseLayout.LAYOUT.newFiles("x", now, null))
                .containsOnlyKeys("20261130061500_x.sql");
    }
}
