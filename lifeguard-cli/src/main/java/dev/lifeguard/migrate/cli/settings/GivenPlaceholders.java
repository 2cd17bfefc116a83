package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.script.Placeholders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The placeholders that are declared: by an option, by a variable {@code LIFEGUARD_PLACEHOLDER_…},
 * or in the configuration file, in this order.
 */
final class GivenPlaceholders {

    /** What the name of a variable that declares one begins with. */
    static final String VARIABLE = "LIFEGUARD_PLACEHOLDER_";

    private static final String OPTION = "--placeholder";

    private final Map<String, String> environment;
    private final Optional<ConfigFile> file;
    private final SaidSettings.Collector said;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> origins = new TreeMap<>();

    GivenPlaceholders(
            Map<String, String> environment,
            Optional<ConfigFile> file,
            SaidSettings.Collector said) {
        this.environment = environment;
        this.file = file;
        this.said = said;
    }

    /**
     * Reads all.
     *
     * @param options {@code KEY=VALUE} each
     * @param faults gets what is wrong with them
     */
    Placeholders read(List<String> options, List<String> faults) {
        for (String option : options) {
            read(option, faults);
        }
        environment.forEach(
                (variable, value) -> {
                    if (variable.startsWith(VARIABLE)) {
                        declare(variable.substring(VARIABLE.length()), value, variable);
                    }
                });
        // Many write all variables in capitals, and placeholders in small letters.
        environment.forEach(
                (variable, value) -> {
                    if (variable.startsWith(VARIABLE)) {
                        String name = variable.substring(VARIABLE.length());
                        if (name.equals(name.toUpperCase(Locale.ROOT))) {
                            declare(name.toLowerCase(Locale.ROOT), value, variable);
                        }
                    }
                });
        file.ifPresent(
                read ->
                        read.placeholders(values.keySet())
                                .forEach(
                                        (name, setting) ->
                                                declare(name, setting.value(), setting.origin())));
        List<String> unusable = Placeholders.faults(values);
        unusable.forEach(fault -> faults.add(fault + "."));
        origins.forEach((name, origin) -> said.addHidden("placeholders." + name, origin));
        return unusable.isEmpty() ? new Placeholders(values) : Placeholders.NONE;
    }

    private void read(String option, List<String> faults) {
        int equals = option.indexOf('=');
        if (equals < 0) {
            faults.add(
                    "The placeholder \"%s\" has no value. Write it as KEY=VALUE."
                            .formatted(option));
        } else if (!declare(option.substring(0, equals), option.substring(equals + 1), OPTION)) {
            faults.add(
                    "The placeholder \"%s\" is given twice. Leave one of them out."
                            .formatted(option.substring(0, equals)));
        }
    }

    /** Whether it was not declared yet. */
    private boolean declare(String name, String value, String origin) {
        boolean isNew = values.putIfAbsent(name, value) == null;
        if (isNew) {
            origins.put(name, origin);
        }
        return isNew;
    }
}
