package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.plan.PlanStep;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The roles that scripts make, in blocks too. */
public final class MadeRoles {

    private static final Pattern MADE =
            Pattern.compile(
                    "\\bCREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:ROLE|USER|GROUP)\\s+"
                            + "(?:IF\\s+NOT\\s+EXISTS\\s+)?(?!MAPPING\\b)"
                            + "(\"(?:[^\"]|\"\")+\"|'[^']+'|`[^`]+`|[\\w$]+)",
                    Pattern.CASE_INSENSITIVE);

    private MadeRoles() {}

    /** One too many does no harm: it is only told apart from those that are there before. */
    public static Set<String> in(Iterable<PlanStep> steps) {
        Set<String> made = new TreeSet<>();
        for (PlanStep step : steps) {
            step.forEachStatement(
                    statement -> {
                        Matcher found = MADE.matcher(statement.text());
                        while (found.find()) {
                            made.add(name(found.group(1)));
                        }
                    });
        }
        return made;
    }

    private static String name(String written) {
        String name = written.substring(1, Math.max(1, written.length() - 1));
        return switch (written.charAt(0)) {
            case '"' -> name.replace("\"\"", "\"");
            case '\'', '`' -> name;
            default -> written.toLowerCase(Locale.ROOT);
        };
    }
}
