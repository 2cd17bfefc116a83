package dev.lifeguard.migrate.inspect.snapshot;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What makes something in a database of MariaDB.
 *
 * @param phase when its statements run
 * @param type what it is
 * @param name the name that it has in its database; of a part that of the whole, a point, and its
 *     own
 * @param whole what it belongs to; it itself where it is no part
 * @param statements one after the other, without what ends them
 */
record MariaDbObject(
        Phase phase, ObjectType type, String name, Whole whole, List<String> statements) {

    /** What several clients take for the end of a statement whose body has semicolons. */
    private static final List<String> DELIMITERS = List.of("$$", "//", ";;", "$$$$", "////");

    /** When statements run, in this order. */
    enum Phase {
        DATABASE,
        SEQUENCES,
        TABLES,
        /** Those that hold what other tables hold. */
        MERGED,
        ROUTINES,
        VIEWS,
        /** When rows can be there, which no trigger shall see. */
        TRIGGERS,
        EVENTS,
        GRANTS,
        /** Never: the server would refuse them. */
        NEVER
    }

    /** An object that a file is written for. */
    record Whole(ObjectType type, String name) {}

    MariaDbObject {
        statements = List.copyOf(statements);
    }

    /** One that is no part of another. */
    static MariaDbObject of(Phase phase, ObjectType type, String name, List<String> statements) {
        return new MariaDbObject(phase, type, name, new Whole(type, name), statements);
    }

    boolean isPart() {
        return !whole.equals(new Whole(type, name)) || type == ObjectType.GRANT;
    }

    /** It as SQL of the client {@code mariadb}. */
    String sql() {
        return statements.stream().map(this::ended).collect(Collectors.joining("\n"));
    }

    /** In other statements a semicolon stands in texts and names alone, which the client reads. */
    private String ended(String statement) {
        MariaDbTokens tokens = tokens(statement);
        String end = tokens.at(tokens.size() - 1).matches("(?s)(?:--|#).*") ? "\n" : "";
        if (!hasBody() || !statement.contains(";")) {
            return statement + end + ";";
        }
        String delimiter =
                DELIMITERS.stream()
                        .filter(each -> !statement.contains(each))
                        .findFirst()
                        .orElse("$lifeguard$");
        return "DELIMITER %1$s\n%2$s%3$s%1$s\nDELIMITER ;".formatted(delimiter, statement, end);
    }

    private boolean hasBody() {
        return phase == Phase.ROUTINES || phase == Phase.TRIGGERS || phase == Phase.EVENTS;
    }

    /** The names that its statements say, quoted or not, in lower case. */
    Set<String> names() {
        return statements.stream()
                .flatMap(statement -> tokens(statement).names().stream())
                .collect(Collectors.toSet());
    }

    /** A statement before it says its sql_mode. */
    private MariaDbTokens tokens(String statement) {
        String mode =
                statements.stream()
                        .filter(each -> each.startsWith("SET sql_mode"))
                        .findFirst()
                        .orElse("");
        return MariaDbTokens.ofMode(mode, statement);
    }

    /**
     * It as plain SQL, for what compares it: without what is said of the database before and after
     * it, which would be another text where the database alone was changed.
     */
    String compared() {
        return statements.stream()
                .filter(sql -> phase == Phase.DATABASE || !sql.startsWith("ALTER DATABASE"))
                .map(statement -> statement + ";")
                .collect(Collectors.joining("\n"));
    }
}
