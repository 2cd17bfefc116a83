package dev.lifeguard.migrate.connect.words;

/** A word of an advised command. */
public final class ShellWord {

    private ShellWord() {}

    /** As it is typed into a POSIX shell: in quotes where it would be read in another way. */
    public static String of(String text) {
        return text.matches("[A-Za-z0-9_@%+=:,./-]+")
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }
}
