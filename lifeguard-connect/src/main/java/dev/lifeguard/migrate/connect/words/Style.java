package dev.lifeguard.migrate.connect.words;

/** Colours on a terminal that takes them, and plain text anywhere else. */
public enum Style {
    /** Escape sequences. */
    COLORED,
    /** None. */
    PLAIN;

    public String bold(String text) {
        return with("1", text);
    }

    public String dim(String text) {
        return with("2", text);
    }

    public String red(String text) {
        return with("31", text);
    }

    public String green(String text) {
        return with("32", text);
    }

    public String yellow(String text) {
        return with("33", text);
    }

    private String with(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
    }
}
