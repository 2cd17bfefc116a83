package dev.lifeguard.migrate.inspect.drift;

import java.util.List;
import java.util.regex.Pattern;

/** Objects of which no difference is told, by patterns for their names. */
public final class IgnoredObjects {

    private final List<Pattern> patterns;

    /**
     * Those of some patterns.
     *
     * @param globs qualified names without quotes, as {@code public.events_*}: {@code *} stands for
     *     any characters, {@code ?} for one. What belongs to such an object is ignored with it
     */
    public IgnoredObjects(List<String> globs) {
        patterns = globs.stream().map(IgnoredObjects::pattern).toList();
    }

    private static Pattern pattern(String glob) {
        StringBuilder pattern = new StringBuilder();
        for (int at = 0; at < glob.length(); at++) {
            char each = glob.charAt(at);
            pattern.append(
                    switch (each) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(each));
                    });
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    /** None. */
    public static IgnoredObjects none() {
        return new IgnoredObjects(List.of());
    }

    /** Whether an object is one of them, by its qualified name. */
    public boolean includes(String object) {
        String name = object.replaceAll("[\"`]", "");
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
