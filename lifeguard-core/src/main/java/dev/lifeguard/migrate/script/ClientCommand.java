package dev.lifeguard.migrate.script;

/** A psql command in a script, which only psql itself could run. */
final class ClientCommand {

    private ClientCommand() {}

    /**
     * Whether a script may hold the command: pg_dump writes these two around what it dumps, and
     * they say nothing but that no other command comes in between.
     */
    static boolean isHarmless(String name) {
        return name.equals("restrict") || name.equals("unrestrict");
    }

    /** Why the command is refused, and what to do instead. */
    static String refusal(String name) {
        return "The psql command \\%s is refused: only psql could run it. %s"
                .formatted(name, advice(name));
    }

    private static String advice(String name) {
        return switch (name) {
            case "." -> "A line \\. ends the data of a COPY … FROM STDIN, and none is before it.";
            case ";" -> "Write a semicolon without the backslash.";
            case "set", "unset", "getenv", "prompt" -> "Write the value itself where it is used.";
            case "i", "include", "ir", "include_relative" -> "Put that file's SQL here.";
            case "c", "connect" -> "Take it out: a migration runs in the one database it is for.";
            case "copy" ->
                    "Write COPY … FROM STDIN; with the data below it and a line \\. at its end.";
            case "if", "elif", "else", "endif" -> "Write the condition in SQL, in a DO block.";
            case "g", "gx", "gset", "gexec", "gdesc", "crosstabview", "watch" ->
                    "End the statement with a semicolon.";
            default -> "Take it out.";
        };
    }
}
