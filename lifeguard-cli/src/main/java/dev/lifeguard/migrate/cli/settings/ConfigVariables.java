package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.cli.settings.ConfigTables.Place;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the process' environment variables into texts of a configuration file, at {@code ${NAME}}.
 * Two dollar signs before the brace are one, and no variable.
 */
record ConfigVariables(Map<String, String> process) {

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\$?)\\{([^}]*)(}?)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * The text with its variables' values.
     *
     * @param key what it is the value of, for messages
     * @throws dev.lifeguard.migrate.error.ConfigurationException when one is not set
     */
    String resolve(String text, String key, Place place) {
        return text.indexOf("${") < 0
                ? text
                : VARIABLE.matcher(text)
                        .replaceAll(found -> Matcher.quoteReplacement(value(found, key, place)));
    }

    private String value(java.util.regex.MatchResult found, String key, Place place) {
        if (!found.group(1).isEmpty()) {
            return found.group().substring(1);
        }
        String name = found.group(2);
        if (found.group(3).isEmpty() || !NAME.matcher(name).matches()) {
            throw place.refuse(
                    ("the value of \"%s\" has \"${\" without the name of an environment variable"
                                    + " and \"}\" behind it. Write ${NAME}, or $${ for the"
                                    + " characters themselves.")
                            .formatted(key));
        }
        String value = process.get(name);
        if (value == null) {
            throw place.refuse(
                    ("the value of \"%s\" needs the environment variable %s, which is not set."
                                    + " Set it, or write $${%s} for the characters themselves.")
                            .formatted(key, name, name));
        }
        return value;
    }
}
