package dev.lifeguard.migrate.lint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names as SQL writes them. */
final class Identifier {

    /** PostgreSQL cuts what is longer. */
    static final int LONGEST = 63;

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    /** PostgreSQL manual, appendix C: reserved, also those that can be functions or types. */
    private static final Set<String> RESERVED =
            Set.of(
                    ("all analyse analyze and any array as asc asymmetric authorization binary both"
                         + " case cast check collate collation column concurrently constraint"
                         + " create cross current_catalog current_date current_role current_schema"
                         + " current_time current_timestamp current_user default deferrable desc"
                         + " distinct do else end except false fetch for foreign freeze from full"
                         + " grant group having ilike in initially inner intersect into is isnull"
                         + " join lateral leading left like limit localtime localtimestamp natural"
                         + " not notnull null offset on only or order outer overlaps placing"
                         + " primary references returning right select session_user similar some"
                         + " symmetric system_user table tablesample then to trailing true union"
                         + " unique user using variadic verbose when where window with")
                            .split(" "));

    private Identifier() {}

    static String quoted(String name) {
        return PLAIN.matcher(name).matches() && !RESERVED.contains(name)
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String list(List<String> names) {
        return names.stream().map(Identifier::quoted).collect(Collectors.joining(", "));
    }

    /** A new name, cut so that the server takes all of it. */
    static String made(String... parts) {
        String name = String.join("_", parts);
        while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            name = name.substring(0, name.length() - 1);
        }
        return quoted(name);
    }
}
