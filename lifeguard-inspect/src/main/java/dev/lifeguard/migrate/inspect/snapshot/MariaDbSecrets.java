package dev.lifeguard.migrate.inspect.snapshot;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What engines that read other servers have in the options, comments and partitions of their
 * tables: the passwords of these servers, which no snapshot says.
 */
final class MariaDbSecrets {

    private static final Set<String> ENGINES = Set.of("SPIDER", "FEDERATED", "CONNECT");

    private static final Set<String> OPTIONS = Set.of("CONNECTION", "OPTION_LIST");

    private static final String KEY = "(?i)(\\b\\w*(?:password|passwd|pwd|secret|token)\\w*\\s*";

    /** As Spider has them, and in braces as ODBC does. */
    private static final Pattern QUOTED =
            Pattern.compile(
                    KEY
                            + "=?\\s*)(?:(\")(?:\\\\.|[^\"\\\\])*+\"|(')(?:\\\\.|[^'\\\\])*+'"
                            + "|(?<==)\\{[^}]*+\\})",
                    Pattern.DOTALL);

    /** Up to the next key, as a password can have any sign. */
    private static final Pattern PLAIN =
            Pattern.compile(
                    KEY + "=\\s*)(?![\"'\\s]).*?(?=\\s*[,;&]\\s*\\w[\\w .]*=|$)", Pattern.DOTALL);

    /** Behind the user, who has no colon; the last sign before the server ends it. */
    private static final Pattern IN_URL =
            Pattern.compile("(?<=://)([^:/@]*):.*(?=@)", Pattern.DOTALL);

    /** The form of Oracle's URLs. */
    private static final Pattern OF_ORACLE =
            Pattern.compile("(?<=:thin:)([^/@]*)/.*(?=@)", Pattern.DOTALL);

    private MariaDbSecrets() {}

    /** Whether tables of an engine have them anywhere. */
    static boolean isKept(MariaDbTokens options) {
        int engine = options.find("ENGINE", 0);
        String name = options.at(options.next(options.next(engine + 1) + 1));
        return ENGINES.contains(name.toUpperCase(Locale.ROOT));
    }

    /** Whether an option has them, whatever the engine is. */
    static boolean isOption(String option) {
        String name = MariaDbTokens.name(MariaDbTokens.of(option).at(0));
        return OPTIONS.contains(name.toUpperCase(Locale.ROOT));
    }

    /** Some SQL with each text without its passwords. */
    static String without(String sql) {
        MariaDbTokens tokens = MariaDbTokens.of(sql);
        StringBuilder text = new StringBuilder();
        for (int place = 0; place < tokens.size(); place++) {
            String token = tokens.at(place);
            text.append(token.startsWith("'") ? ofConstant(token) : token);
        }
        return text.toString();
    }

    private static String ofConstant(String constant) {
        String said = MariaDbConstant.text(constant);
        String plain = QUOTED.matcher(said).replaceAll("$1$2$2$3$3");
        plain = PLAIN.matcher(plain).replaceAll("$1");
        plain = IN_URL.matcher(plain).replaceFirst("$1");
        plain = OF_ORACLE.matcher(plain).replaceFirst("$1");
        return plain.equals(said) ? constant : MariaDbConstant.of(plain);
    }
}
