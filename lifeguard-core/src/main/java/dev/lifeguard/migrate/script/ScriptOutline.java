package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sections of a script, found by reading it whole before anything of it runs. Immutable.
 *
 * <p>A section begins at a comment line that its {@link Marks} say: in this project's own layout at
 * {@code -- Up migration}, {@code -- migrate:up}, {@code -- Down migration} or {@code --
 * migrate:down}, in any case. The up section comes first. A file without such a line is all up.
 */
public final class ScriptOutline {

    /** What {@code generate} writes, and what is refused as long as nothing is added to it. */
    public static final String TEMPLATE =
            """
            -- Up migration
            -- Write here the statements that make the change.

            -- Down migration
            -- Write here the statements that take it back, or one of these two as a line of its own:
            --   -- lifeguard:irreversible REASON
            --   -- lifeguard:nothing-to-undo REASON
            """;

    private static final Set<String> TEMPLATE_LINES =
            TEMPLATE.lines().collect(Collectors.toUnmodifiableSet());

    private final @Nullable Section up;
    private final @Nullable Section down;

    ScriptOutline(@Nullable Section up, @Nullable Section down) {
        this.up = up;
        this.down = down;
    }

    /**
     * Reads a script from its beginning to its end.
     *
     * @throws IOException if it cannot be read
     * @throws InvalidScriptException if it is not text in UTF-8, if a placeholder is not declared,
     *     if it cannot be cut into sections and statements, or if a statement cannot run as the
     *     section has to
     */
    public static ScriptOutline read(ScriptContent content, ScriptForm form, ScriptRules rules)
            throws IOException {
        return new OutlineScan(new ScriptSource(content, rules, form)).read();
    }

    /** The up section; empty only for a file that is the down section. */
    public Optional<Section> up() {
        return Optional.ofNullable(up);
    }

    /**
     * Whether both sections are there, and nothing is in them but what {@code generate} wrote.
     *
     * @throws IOException if the script cannot be read
     */
    public static boolean isUntouched(Section up, Section down) throws IOException {
        return up.statementCount() == 0
                && down.statementCount() == 0
                && (up.text() + "\n" + down.text())
                        .lines()
                        .map(String::strip)
                        .allMatch(line -> line.isEmpty() || TEMPLATE_LINES.contains(line));
    }

    /** The down section; empty if the script has none. */
    public Optional<Section> down() {
        return Optional.ofNullable(down);
    }
}
