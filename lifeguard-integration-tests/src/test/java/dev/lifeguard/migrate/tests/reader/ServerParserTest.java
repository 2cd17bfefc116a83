package dev.lifeguard.migrate.tests.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptContent;
import dev.lifeguard.migrate.script.ScriptOutline;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The reader finds the statements that the server's own parser finds, in number and text.
 *
 * <p>Left out are scripts that the server cannot read as a whole: those with data of a COPY, and
 * those that change how strings read. Where the server stops at an error, the statements up to
 * there are compared. The frame of a block, its BEGIN and its COMMIT, is none of the reader's.
 */
@OnPostgres
final class ServerParserTest {

    private static final Pattern LINE_COMMENT = Pattern.compile("--[^\n\r]*");
    private static final Pattern INNERMOST_COMMENT =
            Pattern.compile("/\\*((?!/\\*|\\*/).)*+\\*/", Pattern.DOTALL);

    private static final Pattern FRAME =
            Pattern.compile("(?i)(BEGIN|START|COMMIT|END)(\\s+(WORK|TRANSACTION))?");

    private final PostgresServer server;
    @AutoClose private final Twin twin;

    ServerParserTest(PostgresServer server) throws SQLException {
        this.server = server;
        twin = new Twin(server);
    }

    @TestFactory
    Stream<DynamicTest> findsTheServersStatements() throws IOException {
        return Corpus.of(server).stream()
                .filter(ServerParserTest::isOneQuery)
                .map(it -> DynamicTest.dynamicTest(it.name(), () -> compare(it)));
    }

    private static boolean isOneQuery(SqlCase script) {
        String text = script.text();
        return !script.hasCopyData()
                && !text.contains("standard_conforming_strings")
                && !text.startsWith("\\");
    }

    private void compare(SqlCase script) throws SQLException, IOException {
        String text = script.text().replaceFirst("^\uFEFF", "");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        twin.clear();
        ServerParser.Reading parsed = new ServerParser(twin.database()).read(bytes);
        Optional<List<SqlStatement>> statements = statements(text);
        if (statements.isEmpty()) {
            assertThat(parsed).isEqualTo(new ServerParser.Reading(List.of(), false));
            return;
        }
        List<SqlStatement> read = statements.get();
        List<ServerParser.Piece> pieces =
                parsed.pieces().stream().filter(piece -> !isFrame(bytes, piece)).toList();
        assertThat(pieces).as(text).hasSizeLessThanOrEqualTo(read.size());
        if (parsed.whole()) {
            assertThat(pieces).as(text).hasSameSizeAs(read);
        }
        for (int i = 0; i < pieces.size(); i++) {
            ServerParser.Piece piece = pieces.get(i);
            assertThat(bare(bytes, piece, text, read.get(i))).isEqualTo(read.get(i).text());
        }
    }

    /** What the server took, without blanks and comments around; as it is if others are around. */
    private static String bare(
            byte[] bytes, ServerParser.Piece piece, String text, SqlStatement statement) {
        String taken = utf8(bytes, piece.start(), piece.end());
        int before = utf8(bytes, 0, piece.start()).length();
        int from = text.offsetByCodePoints(0, (int) statement.start().offset()) - before;
        int to = from + statement.text().length();
        if (from < 0 || to > taken.length()) {
            return taken;
        }
        boolean alone = isBlank(taken.substring(0, from)) && isBlank(taken.substring(to));
        return alone ? taken.substring(from, to) : taken;
    }

    private static boolean isFrame(byte[] bytes, ServerParser.Piece piece) {
        return FRAME.matcher(withoutComments(utf8(bytes, piece.start(), piece.end())).strip())
                .matches();
    }

    private static String utf8(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static boolean isBlank(String text) {
        return withoutComments(text).isBlank();
    }

    private static String withoutComments(String text) {
        String left = LINE_COMMENT.matcher(text).replaceAll("");
        String before;
        do {
            before = left;
            left = INNERMOST_COMMENT.matcher(before).replaceAll(" ");
        } while (!left.equals(before));
        return left;
    }

    private static Optional<List<SqlStatement>> statements(String text) throws IOException {
        ScriptContent content = ScriptContent.of("case.sql", text);
        List<SqlStatement> statements = new ArrayList<>();
        try (StatementReader reader =
                ScriptOutline.read(
                                content,
                                ScriptForm.SECTIONS,
                                new ScriptRules(LexerRules.postgresql(), Placeholders.NONE))
                        .up()
                        .orElseThrow()
                        .open()) {
            Optional<SqlStatement> next = reader.next();
            while (next.isPresent()) {
                statements.add(next.get());
                next = reader.next();
            }
            return Optional.of(statements);
        } catch (InvalidScriptException refused) {
            return Optional.empty();
        }
    }
}
