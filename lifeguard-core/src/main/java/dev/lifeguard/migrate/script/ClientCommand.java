package dev.lifeguard.migrate.script;

import java.util.Optional;

/** A command of a database's client in a script, which only that client could run. */
final class ClientCommand {

    private ClientCommand() {}

    /** The client whose command it is. */
    enum Client {
        PSQL,
        MYSQL,
        SQLITE3;

        String program() {
            return switch (this) {
                case PSQL -> "psql";
                case MYSQL -> "mysql";
                case SQLITE3 -> "sqlite3";
            };
        }
    }

    /**
     * Whether a script may hold the command of psql: pg_dump writes these two around what it dumps,
     * and they say nothing but that no other command comes in between.
     */
    static boolean isHarmless(String name) {
        return name.equals("restrict") || name.equals("unrestrict");
    }

    /**
     * Why the command, as written with its first character, is refused, and what to do instead.
     *
     * @param before a COPY above it that would explain it
     */
    static String refusal(Client client, String command, Optional<CopyAsWritten> before) {
        String advice = before.map(CopyAsWritten::advice).orElseGet(() -> advice(client, command));
        return "The %s command %s is refused: only %s could run it. %s"
                .formatted(client.program(), command, client.program(), advice);
    }

    private static String advice(Client client, String command) {
        return switch (client) {
            case PSQL -> adviceOnPsql(command.substring(1));
            case MYSQL -> adviceOnMysql(command);
            case SQLITE3 -> adviceOnSqlite(command.substring(1));
        };
    }

    private static String adviceOnPsql(String name) {
        return switch (name) {
            case "." -> "A line \\. ends the data of a COPY … FROM STDIN, and none is before it.";
            case ";" -> "Write a semicolon without the backslash.";
            case "set", "unset", "getenv", "prompt", "gset", "bind" ->
                    "Write the value itself where it is used.";
            case "i", "include", "ir", "include_relative" -> "Put that file's SQL here.";
            case "c", "connect" -> "Take it out: a migration runs in the one database it is for.";
            case "copy" ->
                    "Write COPY … FROM STDIN; with the data below it and a line \\. at its end.";
            case "if", "elif", "else", "endif" -> "Write the condition in SQL, in a DO block.";
            case "gexec" ->
                    "It runs each value of the query's result as a statement. Write these"
                            + " statements themselves, or a DO block that loops over the query and"
                            + " EXECUTEs each value.";
            case "g", "gx", "gdesc", "crosstabview", "watch" ->
                    "End the statement with a semicolon.";
            default -> "Take it out.";
        };
    }

    private static String adviceOnMysql(String command) {
        return switch (command) {
            case "\\g", "\\G" -> "End the statement with its delimiter.";
            case "\\d" -> "Write DELIMITER.";
            case "\\u" -> "Take it out: a migration runs in the one database it is for.";
            default ->
                    command.equals("\\.") || command.equalsIgnoreCase("source")
                            ? "Put that file's SQL here."
                            : "Take it out.";
        };
    }

    private static String adviceOnSqlite(String name) {
        return switch (name) {
            case "read" -> "Put that file's SQL here.";
            case "import" -> "Write its rows as INSERT statements.";
            case "open" -> "Take it out: a migration runs in the one database it is for.";
            default -> "Take it out.";
        };
    }
}
