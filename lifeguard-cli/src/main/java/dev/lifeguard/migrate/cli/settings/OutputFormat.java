package dev.lifeguard.migrate.cli.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the result looks like on stdout. */
public enum OutputFormat {
    /** For people. */
    TEXT,
    /** One JSON document. */
    JSON;

    static final String VARIABLE = "LIFEGUARD_OUTPUT";
    private static final String OPTION = "--output";
    private static final String FORMAT = "--format";

    static Optional<OutputFormat> parse(String text) {
        return switch (text) {
            case "text" -> Optional.of(TEXT);
            case "json" -> Optional.of(JSON);
            default -> Optional.empty();
        };
    }

    /**
     * What is asked for where the settings cannot be used as a whole.
     *
     * @param unsaid what is meant where neither an argument nor the variable says it
     */
    public static OutputFormat wanted(
            List<String> arguments, Map<String, String> environment, OutputFormat unsaid) {
        String wanted = environment.getOrDefault(VARIABLE, "");
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            if (argument.startsWith(OPTION + "=")) {
                wanted = argument.substring(OPTION.length() + 1);
            } else if (argument.equals(OPTION) && at + 1 < arguments.size()) {
                wanted = arguments.get(at + 1);
            } else if (asksForJson(argument, arguments.subList(at + 1, arguments.size()))) {
                return JSON;
            }
        }
        return parse(wanted).orElse(unsaid);
    }

    /** Commands with more forms than these have an option of their own, which goes before this. */
    private static boolean asksForJson(String argument, List<String> behind) {
        return argument.equals(FORMAT + "=json")
                || (argument.equals(FORMAT)
                        && !behind.isEmpty()
                        && behind.getFirst().equals("json"));
    }
}
