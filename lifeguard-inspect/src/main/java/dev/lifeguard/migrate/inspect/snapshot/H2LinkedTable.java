package dev.lifeguard.migrate.inspect.snapshot;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A linked table of H2, which names another database and its password: {@code CREATE LINKED TABLE
 * name (driver, url, user, password, table)}.
 */
final class H2LinkedTable {

    private static final String MASK = "***";
    private static final int URL = 1;
    private static final int PASSWORD = 3;

    /** What stands before a text with characters that are not ASCII. */
    private static final Set<String> UNICODE = Set.of("U", "&");

    private static final Pattern USER_INFO = Pattern.compile("://(?:[^\\s'\"]|'')*@");
    private static final Pattern PARAMETER =
            Pattern.compile(
                    "(?i)((?:password|passwd|pwd|secret|token)\\s*=\\s*)(?:[^&;\\s'\"]|'')*");

    private H2LinkedTable() {}

    /** Its statement with a mask where the password is, and where one is in the URL. */
    static String withoutSecrets(List<String> tokens) {
        StringBuilder sql = new StringBuilder();
        int depth = 0;
        int argument = 0;
        for (String token : tokens) {
            depth += token.equals("(") ? 1 : 0;
            depth -= token.equals(")") ? 1 : 0;
            argument += token.equals(",") && depth == 1 ? 1 : 0;
            boolean text = depth == 1 && token.startsWith("'");
            if (argument == PASSWORD && depth == 1 && UNICODE.contains(token)) {
                continue;
            }
            if (text && argument == PASSWORD) {
                sql.append(token.equals("''") ? token : "'" + MASK + "'");
            } else {
                sql.append(text && argument == URL ? masked(token) : token);
            }
        }
        return sql.toString();
    }

    private static String masked(String url) {
        String masked = USER_INFO.matcher(url).replaceAll("://" + MASK + "@");
        return PARAMETER.matcher(masked).replaceAll("$1" + MASK);
    }
}
