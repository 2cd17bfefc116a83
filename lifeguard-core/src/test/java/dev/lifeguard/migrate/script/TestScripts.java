package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scripts as texts, and what the reader makes of them. */
final class TestScripts {

    private TestScripts() {}

    static ScriptOutline outline(String script) throws IOException {
        return outline(ScriptForm.SECTIONS, script);
    }

    static ScriptOutline outline(ScriptForm form, String script) throws IOException {
        return outline(form, ScriptContent.of("x.sql", script));
    }

    static ScriptOutline outline(ScriptForm form, ScriptContent script) throws IOException {
        return ScriptOutline.read(
                script, form, new ScriptRules(LexerRules.postgresql(), Placeholders.NONE));
    }

    static ScriptOutline outline(LexerRules rules, String script) throws IOException {
        return outline(rules, ScriptContent.of("x.sql", script));
    }

    static ScriptOutline outline(LexerRules rules, ScriptContent script) throws IOException {
        return ScriptOutline.read(
                script, ScriptForm.SECTIONS, new ScriptRules(rules, Placeholders.NONE));
    }

    static Section up(String script) throws IOException {
        return outline(script).up().orElseThrow();
    }

    static List<SqlStatement> statements(String script) throws IOException {
        return statements(up(script));
    }

    static List<SqlStatement> statements(Section section) throws IOException {
        List<SqlStatement> statements = new ArrayList<>();
        try (StatementReader reader = section.open()) {
            Optional<SqlStatement> next = reader.next();
            while (next.isPresent()) {
                statements.add(next.get());
                next = reader.next();
            }
        }
        return statements;
    }

    static List<String> texts(String script) throws IOException {
        return statements(script).stream().map(SqlStatement::text).toList();
    }

    static List<String> texts(LexerRules rules, String script) throws IOException {
        Section up = outline(rules, script).up().orElseThrow();
        return statements(up).stream().map(SqlStatement::text).toList();
    }

    static String refusal(LexerRules rules, String script) {
        return refusal(rules, ScriptContent.of("x.sql", script));
    }

    static String refusal(LexerRules rules, ScriptContent script) {
        InvalidScriptException thrown =
                catchThrowableOfType(InvalidScriptException.class, () -> outline(rules, script));
        assertThat(thrown).as("the script is refused").isNotNull();
        return String.valueOf(thrown.getMessage());
    }

    /** The whole message with which a script is refused. */
    static String refusal(String script) {
        return refusal(ScriptForm.SECTIONS, ScriptContent.of("x.sql", script));
    }

    static String refusal(ScriptForm form, ScriptContent script) {
        InvalidScriptException thrown =
                catchThrowableOfType(InvalidScriptException.class, () -> outline(form, script));
        assertThat(thrown).as("the script is refused").isNotNull();
        return String.valueOf(thrown.getMessage());
    }

    /** A file of these bytes. */
    static ScriptContent bytes(byte... bytes) {
        return streams(() -> new ByteArrayInputStream(bytes));
    }

    /** A file whose stream gives one byte at a time. */
    static ScriptContent byteByByte(byte... bytes) {
        return streams(
                () ->
                        new ByteArrayInputStream(bytes) {
                            @Override
                            public synchronized int read(byte[] target, int from, int most) {
                                return super.read(target, from, Math.min(most, 1));
                            }
                        });
    }

    static ScriptContent streams(Opener opener) {
        return new ScriptContent() {
            @Override
            public String fileName() {
                return "x.sql";
            }

            @Override
            public InputStream open() {
                return opener.open();
            }
        };
    }

    /** Makes a new stream of the same bytes. */
    interface Opener {

        InputStream open();
    }
}
