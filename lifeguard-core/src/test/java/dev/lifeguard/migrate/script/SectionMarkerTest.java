package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.layout.ScriptForm;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SectionMarkerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- Down migration",
                "--down migration",
                "  \t--  DOWN  \t MIGRATION \t ",
                "-- migrate:down",
                "--Migrate:Down"
            })
    void beginsASectionAtAMarker(String marker) throws IOException {
        ScriptOutline outline = TestScripts.outline("-- Up migration\na\n" + marker + "\nb");

        assertThat(TestScripts.statements(outline.up().orElseThrow()))
                .extracting(SqlStatement::text)
                .containsExactly("a");
        assertThat(TestScripts.statements(outline.down().orElseThrow()))
                .extracting(SqlStatement::text)
                .containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- Down migrations",
                "-- Down Migration:",
                "-- === Down Migration ===",
                "--- down migration",
                "-- Migration: Down",
                "--migrate: down",
                "-- migrate : down",
                "-- migrate down",
                "-- Down",
                "-- [DOWN]",
                "-- Downs",
                "-- !Downs",
                "-- Begin down section",
                "-- migrate:down transaction:false",
                "-- migrate:downwards",
                "-- +migrate Down",
                "-- +goose Down",
                "-- rambler down",
                "-- //@UNDO",
                "--//@undo now",
                "-- @undo",
                "-- ========================================== Down migration ==================",
                "---- create above / drop below ----",
                "-- Down migration: drops item",
                "-- Down migration (drops it)",
                "-- Down Migration drops item",
                "-- DownMigration",
                "-- down_migration",
                "-- migrateDown",
                "-- Rollback",
                "-- rollback:",
                "-- Roll back",
                "-- === ROLLBACK ===",
                "-- Rollback script",
                "-- Rollback script: drops item",
                "-- Undo section - drops item",
                "-- Revert",
                "-- Revert migration",
                "-- Revert flipr:users from pg",
                "-- Downgrade",
                "-- Running downgrade 1975ea83b712 -> ae10",
                "-- @DOWN",
                "-- @down drop it",
                "-- +Down",
                "--//@UNDO",
                "-- migrate:rollback",
                "-- Down statements below",
                "/* Down migration */",
                "/* migrate:down */",
                "/* undo */",
                "/* Down */",
                "-- Backward",
                "-- Backwards:",
                "-- Reverse migration",
                "-- Dwon migration",
                "-- Donw Migration",
                "-- Dow migration:",
                "-- Don migrations",
                "-- Downn migration",
                "-- Doown migraton",
                "-- === Dwon Migartion ===",
                "-- down migraiton",
                "-- DOWN MIGRATOIN",
                "/* dwon migration */"
            })
    void refusesWhatIsAlmostAMarker(String comment) {
        assertThat(TestScripts.refusal("-- Up migration\n" + comment + "\n"))
                .isEqualTo(
                        "LG-302 x.sql:2:1: The comment \"%s\" is almost a section marker. Write"
                            + " \"-- Down migration\" or \"-- migrate:down\" and nothing else on"
                            + " that line, or word the comment differently.",
                        comment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- UP",
                "-- Up migration:",
                "-- Up migrations",
                "--migrate: up",
                "-- migrate up",
                "-- +migrate Up",
                "-- +goose Up",
                "-- +micrate Up",
                "--liquibase formatted sql",
                "--changeset jane:1",
                "-- Up script",
                "-- Ip migration",
                "-- pu migration",
                "-- Up migartion"
            })
    void saysHowAnUpMarkerIsWritten(String comment) {
        assertThat(TestScripts.refusal(comment))
                .isEqualTo(
                        "LG-302 x.sql:1:1: The comment \"%s\" is almost a section marker. Write"
                            + " \"-- Up migration\" or \"-- migrate:up\" and nothing else on that"
                            + " line, or word the comment differently.",
                        comment);
    }

    @ParameterizedTest
    @CsvSource({
        "-- Down\u00A0migration, U+00A0 (NO-BREAK SPACE)",
        "-- \uFEFFDown migration, U+FEFF (ZERO WIDTH NO-BREAK SPACE)",
        "-- Do\u200Bwn migration, U+200B (ZERO WIDTH SPACE)",
        "-- D\u043Ewn migration, U+043E (CYRILLIC SMALL LETTER O)"
    })
    void namesTheCharacterThatNobodySees(String comment, String character) {
        assertThat(TestScripts.refusal("-- Up migration\na;\n" + comment + "\nb;\n"))
                .isEqualTo(
                        "LG-302 x.sql:3:1: The comment \"%s\" is almost a section marker: it holds"
                            + " %s. Write \"-- Down migration\" or \"-- migrate:down\" and nothing"
                            + " else on that line, or word the comment differently.",
                        comment, character);
    }

    @Test
    void saysWhatToDoWithOtherToolsLines() {
        assertThat(TestScripts.refusal("a;\n-- +goose StatementBegin\nb;\n"))
                .isEqualTo(
                        "LG-302 x.sql:2:1: The comment \"-- +goose StatementBegin\" is another"
                                + " tool's. Take it out: statements need no such mark.");
        assertThat(TestScripts.refusal("-- +goose NO TRANSACTION\na;\n"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: The comment \"-- +goose NO TRANSACTION\" is another"
                                + " tool's. Write \"-- lifeguard:no-transaction\" above the"
                                + " section's first statement.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a; ", "a ", "a /* b */ "})
    void refusesAMarkerBehindAStatement(String before) {
        assertThat(TestScripts.refusal(before + "-- Down migration\nDROP TABLE a;\n"))
                .endsWith(
                        "The comment \"-- Down migration\" begins no section here: something"
                                + " stands before it, which may be an invisible character. Put it"
                                + " on a line of its own, or word it differently.");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "\uFEFF|-- migrate:down|U+FEFF (ZERO WIDTH NO-BREAK SPACE)",
                "\uFEFF|-- DOWN  MIGRATION|U+FEFF (ZERO WIDTH NO-BREAK SPACE)",
                "\u200B|-- Down migration|U+200B (ZERO WIDTH SPACE)",
                "  \u00A0 |-- Down migration|U+00A0 (NO-BREAK SPACE)",
                "\u2060\u200B|-- Up migration|U+2060 (WORD JOINER)",
            })
    void namesTheInvisibleCharacterBeforeAMarker(String before, String comment, String character) {
        for (String above : List.of("a;\n", "a\n", "a;\r\n\r\n", "-- c\n", "a; -- c\n", "")) {
            if (above.isEmpty() && before.equals("\uFEFF")) {
                continue;
            }
            for (Dialect dialect : Dialect.known()) {
                assertThat(
                                TestScripts.refusal(
                                        dialect.lexerRules(),
                                        above + before + comment + "\nDROP TABLE a;\n"))
                        .as("%s behind \"%s\"", dialect.productName(), above)
                        .endsWith(
                                ("The comment \"%s\" begins no section here: %s, which is not"
                                     + " drawn, stands before it on its line. Take that character"
                                     + " out, or word the comment differently.")
                                        .formatted(comment, character));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- Rollback", "-- Down migrations", "-- DOWN", "/* Down migration */"})
    void namesItBeforeWhatIsAlmostAMarker(String comment) {
        assertThat(TestScripts.refusal("a;\n\uFEFF" + comment + "\nDROP TABLE a;\n"))
                .contains("U+FEFF (ZERO WIDTH NO-BREAK SPACE), which is not drawn, stands before");
    }

    @Test
    void namesItBeforeADirective() {
        assertThat(TestScripts.refusal("-- c\n\uFEFF-- lifeguard:no-transaction\na;\n"))
                .isEqualTo(
                        "LG-302 x.sql:2:2: The directive \"-- lifeguard:no-transaction\" has to"
                            + " stand on a line of its own above the first statement of its"
                            + " section: U+FEFF (ZERO WIDTH NO-BREAK SPACE), which is not drawn,"
                            + " stands before it on its line.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x -- Rollback", "\u00E9 -- Rollback", "a; \uFEFF -- notes"})
    void proseBehindWhatIsSeenIsNoMarker(String line) throws IOException {
        assertThat(TestScripts.outline("a;\n" + line + "\nb;\n").down()).isEmpty();
    }

    @Test
    void refusesWhatIsAlmostAMarkerInAStatement() {
        assertThat(TestScripts.refusal("CREATE TABLE t (a int)\n-- Down migration!\nDROP TABLE t"))
                .startsWith("LG-302 x.sql:2:1: The comment \"-- Down migration!\" is almost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- @DOWN", "-- +migrate Down", "--//@UNDO", "-- Rollback script"})
    void refusesAToolsMarkInAStatement(String comment) {
        assertThat(TestScripts.refusal("CREATE TABLE t (a int)\n" + comment + "\nDROP TABLE t"))
                .startsWith("LG-302 x.sql:2:1: The comment \"" + comment + "\" is almost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- +migrate Down", "-- +goose Down", "-- migrate:down x"})
    void refusesAToolsMarkBehindAStatement(String comment) {
        assertThat(TestScripts.refusal("a; " + comment + "\nDROP TABLE t"))
                .startsWith("LG-302 x.sql:1:4: The comment \"" + comment + "\" is almost");
    }

    @Test
    void refusesAStatementAboveTheFirstSection() {
        assertThat(TestScripts.refusal("-- a\n SET a = 1;\nb;\n-- Up migration\n"))
                .isEqualTo(
                        "LG-302 x.sql:2:2: This statement stands above the first section. Move it"
                                + " below \"-- Up migration\" in line 4.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "b;                          | This statement",
                "-- lifeguard:no-transaction | The directive \"-- lifeguard:no-transaction\""
            })
    void sendsNothingBelowADownSection(String above, String what) {
        assertThat(TestScripts.refusal(above + "\n-- Down migration\nc;\n"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: %s stands above \"-- Down migration\" in line 2 and below"
                                        .formatted(what)
                                + " no up section. Write \"-- Up migration\" above it.");
    }

    @Test
    void refusesADirectiveAboveTheFirstSection() {
        assertThat(TestScripts.refusal("-- lifeguard:no-transaction \na;\n-- migrate:up\n"))
                .isEqualTo(
                        "LG-302 x.sql:1:1: The directive \"-- lifeguard:no-transaction\" stands"
                            + " above the first section. Move it below \"-- migrate:up\" in line"
                            + " 3.");
    }

    @Test
    void refusesASecondUpSection() {
        String message =
                "LG-302 x.sql:3:1: A second up section begins with \"-- migrate:up\". A script has"
                        + " one, before its down section. Put their statements together.";

        assertThat(TestScripts.refusal("-- Up migration\na;\n-- migrate:up\n")).isEqualTo(message);
        assertThat(TestScripts.refusal("-- Up migration\n-- migrate:down\n-- migrate:up\n"))
                .isEqualTo(message);
    }

    @Test
    void refusesASecondDownSection() {
        assertThat(TestScripts.refusal("-- Up migration\n-- Down migration\n--Down migration\n"))
                .isEqualTo(
                        "LG-302 x.sql:3:1: A second down section begins with \"--Down migration\"."
                                + " Put their statements together.");
    }

    @Test
    void refusesADownSectionWithoutAnUpSection() {
        assertThat(TestScripts.refusal("-- a comment\n-- Down migration\n-- Up migration\n"))
                .isEqualTo(
                        "LG-302 x.sql:2:1: The down section begins with \"-- Down migration\", but"
                                + " no up section is above it. Put \"-- Up migration\" and its"
                                + " statements above it.");
    }

    static Stream<ScriptForm> halves() {
        return Stream.of(ScriptForm.UP_ONLY, ScriptForm.DOWN_ONLY);
    }

    @ParameterizedTest
    @MethodSource("halves")
    void refusesAMarkerInAFileThatIsOneSection(ScriptForm form) {
        ScriptContent script = ScriptContent.of("x.up.sql", "a;\n-- Up migration\n");

        assertThat(TestScripts.refusal(form, script))
                .isEqualTo(
                        "LG-302 x.up.sql:2:1: The section marker \"-- Up migration\" stands in a"
                                + " file that is one section as a whole. Take it out.");
    }

    @Test
    void readsAFileThatIsOneSectionAsThatSection() throws IOException {
        ScriptOutline up = TestScripts.outline(ScriptForm.UP_ONLY, "a; b");
        ScriptOutline down = TestScripts.outline(ScriptForm.DOWN_ONLY, "-- nothing");

        assertThat(up.up().orElseThrow().statementCount()).isEqualTo(2);
        assertThat(up.down()).isEmpty();
        assertThat(down.up()).isEmpty();
        assertThat(down.down().orElseThrow().statementCount()).isZero();
    }

    @Test
    void givesASectionsTextAsItIsInTheFile() throws IOException {
        String above = "\uFEFF-- a\r\n-- Up migration\r\n";
        String script = above + "\r\né; \r\n  -- Down migration  \r\n-- c\r\nb\r\n";
        ScriptOutline outline = TestScripts.outline(script);

        assertThat(outline.up().orElseThrow().text()).isEqualTo("\r\né; \r\n");
        assertThat(outline.down().orElseThrow().text()).isEqualTo("-- c\r\nb\r\n");
    }

    @ParameterizedTest
    @MethodSource("halves")
    void refusesWhatIsAlmostAMarkerInAFileOfOneSection(ScriptForm form) {
        String advice =
                " is almost a section marker, but stands in a file that is one section as a whole."
                        + " Take it out, or word it differently.";

        assertThat(TestScripts.refusal(form, ScriptContent.of("x.sql", "a (\n-- migrate up\n)")))
                .isEqualTo("LG-302 x.sql:2:1: The comment \"-- migrate up\"" + advice);
        assertThat(TestScripts.refusal(form, ScriptContent.of("x.sql", "/* Up migration */ a")))
                .isEqualTo("LG-302 x.sql:1:1: The comment \"/* Up migration */\"" + advice);
    }

    @Test
    void givesTheWholeTextOfAFileWithoutSections() throws IOException {
        assertThat(TestScripts.up(" a;\n\n-- c").text()).isEqualTo(" a;\n\n-- c");
    }

    @Test
    void readsASectionThatTheFileEndsIn() throws IOException {
        ScriptOutline outline = TestScripts.outline("-- Up migration\na\n-- Down migration");

        assertThat(outline.down().orElseThrow().text()).isEmpty();
        assertThat(outline.down().orElseThrow().statementCount()).isZero();
    }
}
