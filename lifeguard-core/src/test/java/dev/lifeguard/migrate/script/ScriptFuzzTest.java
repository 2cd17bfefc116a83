package dev.lifeguard.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Reads random scripts: whatever comes, they are read or refused, and read right.
 *
 * <p>With the system property {@code lifeguard.fuzz} it begins with that seed and goes on for ever.
 */
@Timeout(120)
final class ScriptFuzzTest {

    private static final int SEEDS = 2;
    private static final int SCRIPTS = 1000;

    private static final Duration PROGRESS = Duration.ofSeconds(10);

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
            create␣trigger␣t␣begin␣ create␣event␣e␣do␣begin␣ begin␣not␣atomic␣ if␣a␣then; end␣if; x:
            loop; end␣loop; repeat␣until end␣repeat; while␣do␣ end␣while; for declare␣handler end␣case;
            ↵delimiter␣$$↵ ↵DELIMITER␣//↵ delimiter␣;↵ $$↵ // ↵delimiter␣go↵ go /*! /*!50003␣ /*M!1 */;
            # --x `a;b` `` ` [a;b] ↵.read␣x↵ set␣sql_mode='ansi_quotes'; PRAGMA␣foreign_keys=1; // ${
            SET␣sql_mode='no_backslash_escapes'; ${a} '${a}' $${a} $$${b} ${b} ${c} ${d} $$$${c} -${b}
            'a'↵'b;c' E'a'↵'\\'b' SAVEPOINT␣a; RELEASE␣a; CREATE␣RULE␣r␣DO␣ALSO␣(a;␣b);
            """;

    private static final List<String> FRAGMENTS =
            Pattern.compile("[ \n]").splitAsStream(PIECES).toList();

    private static final Placeholders PLACEHOLDERS =
            new Placeholders(Map.of("a", "'", "b", "x;\ny --", "c", ""));

    private static final Map<String, LexerRules> DIALECTS =
            new TreeMap<>(
                    Map.of(
                            "h2", LexerRules.h2(),
                            "mysql", LexerRules.mysql(),
                            "postgresql", LexerRules.postgresql(),
                            "sqlite", LexerRules.sqlite()));

    /** Null for the same few seeds each time. */
    private static final @Nullable Long FIRST_SEED = Long.getLong("lifeguard.fuzz");

    @Test
    void readsOrRefusesWhateverComes() throws IOException {
        long shown = System.nanoTime();
        long first = FIRST_SEED == null ? 1 : FIRST_SEED;
        long last = FIRST_SEED == null ? SEEDS : Long.MAX_VALUE;
        for (long seed = first; seed <= last; seed++) {
            for (Map.Entry<String, LexerRules> dialect : DIALECTS.entrySet()) {
                readOrRefuse(seed, dialect.getKey(), dialect.getValue());
            }
            if (FIRST_SEED != null && System.nanoTime() - shown > PROGRESS.toNanos()) {
                shown = System.nanoTime();
                System.out.printf("All scripts up to seed %s were read right.%n", seed);
            }
        }
    }

    private static void readOrRefuse(long seed, String dialect, LexerRules rules)
            throws IOException {
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < SCRIPTS; i++) {
            String script = script(random);
            String name = "seed " + seed + ", " + dialect + ": " + shown(script);
            boolean replaced = random.nextInt(4) == 0;
            Reader reader = new Reader(rules, replaced ? PLACEHOLDERS : Placeholders.NONE);
            try {
                Reading reading = reader.check(name, script);
                read += reading.refusal().isEmpty() ? 1 : 0;
            } catch (RuntimeException e) {
                throw new AssertionError(name, e);
            }
        }

        assertThat(read).as("scripts that were not refused").isGreaterThan(SCRIPTS / 12);
    }

    /** The script on one line. */
    private static String shown(String script) {
        return script.replace('\n', '↵').replace('\r', '␍').replace('\t', '⇥').replace("%", "%%");
    }

    private record Reading(List<SqlStatement> up, List<SqlStatement> down, String refusal) {}

    private record Reader(LexerRules rules, Placeholders placeholders) {

        Reading check(String name, String script) throws IOException {
            byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
            Reading reading = read(TestScripts.bytes(bytes));
            assertThat(read(TestScripts.byteByByte(bytes))).as(name).isEqualTo(reading);
            if (placeholders.values().isEmpty()) {
                checkPlaces(name, script, reading);
                checkAgain(name, script, reading.up());
            }
            return reading;
        }

        private static void checkPlaces(String name, String script, Reading reading) {
            List<SqlStatement> statements = new ArrayList<>(reading.up());
            statements.addAll(reading.down());
            int mark = script.startsWith("\uFEFF") ? 1 : 0;
            int after = 0;
            for (SqlStatement statement : statements) {
                int offset = (int) statement.start().offset() + mark;
                int index = script.offsetByCodePoints(0, offset);
                assertThat(index).as(name).isGreaterThanOrEqualTo(after);
                assertThat(script.startsWith(statement.text(), index)).as(name).isTrue();
                after = index + statement.text().length();
            }
        }

        /** Statements that are read again one below the other are read as the same ones. */
        private void checkAgain(String name, String script, List<SqlStatement> statements)
                throws IOException {
            List<String> texts = statements.stream().map(SqlStatement::text).toList();
            boolean alone =
                    statements.stream().noneMatch(it -> it.kind() == StatementKind.COPY_FROM_STDIN);
            boolean changed =
                    rules.has(Feature.DELIMITER_COMMAND)
                            && (script.toLowerCase(Locale.ROOT).contains("delimiter")
                                    || texts.stream().anyMatch(text -> text.endsWith("--")));
            if (alone && !changed && !texts.isEmpty() && !texts.getFirst().startsWith("\uFEFF")) {
                assertThat(TestScripts.texts(rules, String.join(";\n", texts)))
                        .as(name)
                        .isEqualTo(texts);
            }
        }

        private Reading read(ScriptContent content) throws IOException {
            try {
                ScriptOutline outline =
                        ScriptOutline.read(
                                content, ScriptForm.SECTIONS, new ScriptRules(rules, placeholders));
                List<SqlStatement> up = TestScripts.statements(outline.up().orElseThrow());
                assertThat(up).hasSize(outline.up().orElseThrow().statementCount());
                if (outline.down().isEmpty()) {
                    return new Reading(up, List.of(), "");
                }
                Section down = outline.down().get();
                assertThat(TestScripts.statements(down)).hasSize(down.statementCount());
                return new Reading(up, TestScripts.statements(down), "");
            } catch (InvalidScriptException e) {
                return new Reading(List.of(), List.of(), String.valueOf(e.getMessage()));
            }
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
