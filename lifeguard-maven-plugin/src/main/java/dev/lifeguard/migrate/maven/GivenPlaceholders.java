package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.Refused;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Placeholders, with those that properties name.
 *
 * @param values by their keys
 */
record GivenPlaceholders(Map<String, String> values) {

    /** Several in one property, or one with its key at the end of the property's name. */
    private static final String PROPERTY = "lifeguard.placeholder";

    GivenPlaceholders {
        values = copy(values);
    }

    /** An element of a pom.xml without text is null. */
    private static Map<String, String> copy(Map<String, String> values) {
        Map<String, String> copy = new TreeMap<>();
        values.forEach((key, value) -> copy.put(key, value == null ? "" : value));
        return copy;
    }

    /** The same with those of properties, which go before those that are here. */
    GivenPlaceholders with(Properties properties) {
        Map<String, String> all = new TreeMap<>(values);
        String list = properties.getProperty(PROPERTY, "");
        for (String one : list.isEmpty() ? new String[0] : list.split(",", -1)) {
            int equals = one.indexOf('=');
            if (equals < 1) {
                throw Refused.because(
                        ("The placeholder \"%s\" has no key and value. Write"
                                        + " -D%s=KEY=VALUE,KEY=VALUE or -D%s.KEY=VALUE.")
                                .formatted(one, PROPERTY, PROPERTY));
            }
            all.put(one.substring(0, equals).strip(), one.substring(equals + 1));
        }
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PROPERTY + ".")) {
                all.put(name.substring(PROPERTY.length() + 1), properties.getProperty(name));
            }
        }
        return new GivenPlaceholders(all);
    }
}
