package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.script.ScriptOutline.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads random scripts: whatever comes, they are read or refused, and read right. */
@Timeout(120)
final class ScriptFuzzTest {

    private static final int SCRIPTS = 2000;

    private static final String PIECES =
            """
            ' '' " "" $$ $a$ $é$ $1 $ a$b a$$ é E' e'\\ ' U&' u&" B' x' N' n' \\ \\' -- - --c↵ /* */ / *
            /*x*/ /*/ **/ ( ) ( ) [ ] ; ; ;↵ ;; ↵ ↵ ␍↵ ␍ ⇥ 1 1.5 . 1e a b as END end case CASE
            create␣function␣f() CREATE␣OR␣REPLACE␣PROCEDURE␣p() BEGIN␣ATOMIC␣ end; BEGIN; COMMIT;
            SELECT insert␣into␣t :: < >= + # ? @ 😀 , _ select␣'a;b'; select␣$$;$$; VACUUM;
            set␣standard_conforming_strings␣=␣off; SET␣standard_conforming_strings␣TO␣on;
            'C:\\' 'x\\';'
            copy␣t␣from␣stdin;↵1;2'↵\\.↵ ↵copy␣t␣(a)␣from␣stdin;␣--x↵\\.↵ COPY␣t␣TO␣STDOUT; \\.↵
            ↵--␣Up␣migration↵ ↵--␣Down␣migration↵ ↵--␣migrate:down↵ ↵--␣migrate␣up↵
            \uFEFF \u00A0 \u0000
            ↵--␣lifeguard:no-transaction↵ ↵--␣lifeguard:irreversible␣x↵ ↵--␣lifeguard: \\restrict␣x↵
            'a'↵'b;c' E'a'↵'\\'b' SAVEPOINT␣a; RELEASE␣a; CREATE␣RULE␣r␣DO␣ALSO␣(a;␣b);
            """;

    private static final List<String> FRAGMENTS =
            Pattern.compile("[ \n]").splitAsStream(PIECES).toList();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsOrRefusesWhateverComes(long seed) throws IOException {
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < SCRIPTS; i++) {
            String script = script(random);
            Reading reading = read(TestScripts.bytes(script.getBytes(StandardCharsets.UTF_8)));
            check(script, reading);
            read += reading.refusal().isEmpty() ? 1 : 0;
        }

        assertThat(read).as("scripts that were not refused").isGreaterThan(SCRIPTS / 10);
    }

    /** The script on one line. */
    private static String shown(String script) {
        return script.replace('\n', '↵').replace('\r', '␍').replace('\t', '⇥').replace("%", "%%");
    }

    private record Reading(List<SqlStatement> up, List<SqlStatement> down, String refusal) {}

    private static void check(String script, Reading reading) throws IOException {
        byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
        assertThat(read(TestScripts.byteByByte(bytes))).as(shown(script)).isEqualTo(reading);
        List<SqlStatement> statements = new ArrayList<>(reading.up());
        statements.addAll(reading.down());
        int mark = script.startsWith("\uFEFF") ? 1 : 0;
        int after = 0;
        for (SqlStatement statement : statements) {
            int offset = (int) statement.start().offset() + mark;
            int index = script.offsetByCodePoints(0, offset);
            assertThat(index).as(shown(script)).isGreaterThanOrEqualTo(after);
            assertThat(script.startsWith(statement.text(), index)).as(shown(script)).isTrue();
            after = index + statement.text().length();
        }
        checkAgain(script, reading.up());
    }

    /** Statements that are read again one below the other are read as the same ones. */
    private static void checkAgain(String script, List<SqlStatement> statements)
            throws IOException {
        List<String> texts = statements.stream().map(SqlStatement::text).toList();
        boolean alone =
                statements.stream().noneMatch(it -> it.kind() == StatementKind.COPY_FROM_STDIN);
        if (alone && !texts.isEmpty() && !texts.getFirst().startsWith("\uFEFF")) {
            assertThat(TestScripts.texts(String.join(";\n", texts)))
                    .as(shown(script))
                    .isEqualTo(texts);
        }
    }

    private static Reading read(ScriptContent content) throws IOException {
        try {
            ScriptOutline outline = TestScripts.outline(Layout.SECTIONS, content);
            List<SqlStatement> up = TestScripts.statements(outline.up().orElseThrow());
            assertThat(up).hasSize(outline.up().orElseThrow().statementCount());
            if (outline.down().isEmpty()) {
                return new Reading(up, List.of(), "");
            }
            return new Reading(up, TestScripts.statements(outline.down().get()), "");
        } catch (InvalidScriptException e) {
            return new Reading(List.of(), List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static String script(Random random) {
        StringBuilder script = new StringBuilder(random.nextInt(3) == 0 ? "-- Up migration\n" : "");
        int count = 1 + random.nextInt(15);
        for (int i = 0; i < count; i++) {
            script.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
            script.append(random.nextInt(3) == 0 ? " " : "");
        }
        return mutated(script, random)
                .replace('␣', ' ')
                .replace('↵', '\n')
                .replace('␍', '\r')
                .replace('⇥', '\t');
    }

    /** Sometimes with a piece taken out; half a character becomes a question mark. */
    private static String mutated(StringBuilder script, Random random) {
        if (random.nextInt(4) == 0) {
            int from = random.nextInt(script.length());
            script.delete(from, Math.min(script.length(), from + random.nextInt(4)));
        }
        return new String(
                script.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
