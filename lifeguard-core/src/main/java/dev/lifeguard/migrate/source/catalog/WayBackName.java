package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of SQL that is named like the way back of another one, with another sign than the dot:
 * {@code a_down.sql} beside {@code a.sql}, {@code a_up.sql} or {@code a-up.sql}. It would be
 * applied as a migration. Alone such a name may say what a migration does, as {@code shut_down}.
 */
final class WayBackName {

    private static final Pattern DOWN =
            Pattern.compile("(?is)(.+)[_-](down|undo|roll[_-]?back|revert|backwards?)");
    private static final Pattern UP = Pattern.compile("(?is)(.+)[_-]up");

    private WayBackName() {}

    /** Whether one is a whole file that is named like the way back of the other one. */
    static boolean isOf(Script down, Script up) {
        if (!isWhole(down) || !(up instanceof SqlScript)) {
            return false;
        }
        String stem = stem(DOWN, down.name());
        return stem != null && (stem.equals(up.name()) || stem.equals(stem(UP, up.name())));
    }

    private static boolean isWhole(Script script) {
        return script instanceof SqlScript sql && sql.form().equals(ScriptForm.SECTIONS);
    }

    /** What each of them that is named like a way back is the way back of. */
    static Map<Script, Script> in(List<Script> scripts) {
        Map<Script, Script> found = new HashMap<>();
        List<Script> downs =
                scripts.stream().filter(each -> stem(DOWN, each.name()) != null).toList();
        for (Script down : downs) {
            scripts.stream()
                    .filter(up -> isOf(down, up))
                    .findFirst()
                    .ifPresent(up -> found.put(down, up));
        }
        return found;
    }

    /** Why it is refused, behind the name of its file. */
    static String reason(Script down, Script up) {
        if (up.version().isRepeatable()) {
            return ("is named like the way back of \"%s\", but would be applied. A repeatable"
                            + " migration has no way back: take it out, or give it a name that says"
                            + " what it does.")
                    .formatted(up.fileName());
        }
        String stem = stem(DOWN, down.name());
        return ("is named like the way back of \"%s\", but would be applied. Name it"
                        + " \"%s_%s.down.sql\" and that one \"%s_%s.up.sql\", or give this one a"
                        + " name that says what it does.")
                .formatted(up.fileName(), up.version(), stem, up.version(), stem);
    }

    private static @Nullable String stem(Pattern shape, String name) {
        if (name.indexOf('_') < 0 && name.indexOf('-') < 0) {
            return null;
        }
        Matcher matcher = shape.matcher(name);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
