package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.SqliteToken.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A constraint of a column or a table of SQLite, a default and a collation too, as it is written.
 *
 * @param kind the word that it begins with, behind its name
 * @param name with its quotes, or what stands for it where it has none
 * @param text all of it
 */
record SqliteConstraint(String kind, String name, String text) {

    /** The tokens of a constant with a sign and parentheses. */
    private static final int SIGNED = 4;

    /** Which one comes first makes no difference, so this is always the order. */
    private static final List<String> KINDS =
            List.of(
                    "PRIMARY",
                    "NOT",
                    "NULL",
                    "UNIQUE",
                    "COLLATE",
                    "DEFAULT",
                    "GENERATED",
                    "CHECK",
                    "FOREIGN",
                    "REFERENCES",
                    "");

    static final Comparator<SqliteConstraint> ORDER =
            Comparator.comparingInt(each -> KINDS.indexOf(each.kind()));

    /**
     * Reads one.
     *
     * @param tokens from the first word on, or CONSTRAINT
     * @param names the columns of the table
     */
    static SqliteConstraint of(List<SqliteToken> tokens, Map<String, String> names) {
        if (!tokens.getFirst().isWord("CONSTRAINT") || tokens.size() < 2) {
            SqliteConstraint unnamed = unnamed(tokens, names);
            String standsFor = unnamed.text().replaceFirst(" REFERENCES .*", "");
            return new SqliteConstraint(
                    unnamed.kind(),
                    unnamed.kind().equals("PRIMARY") ? "PRIMARY KEY" : standsFor,
                    unnamed.text());
        }
        String name = SqliteWords.quoted(tokens.get(1).name());
        if (tokens.size() == 2) {
            return new SqliteConstraint("", name, "CONSTRAINT " + name);
        }
        SqliteConstraint rest = unnamed(tokens.subList(2, tokens.size()), names);
        return new SqliteConstraint(
                rest.kind(), name, "CONSTRAINT %s %s".formatted(name, rest.text()));
    }

    private static SqliteConstraint unnamed(List<SqliteToken> tokens, Map<String, String> names) {
        String word = tokens.getFirst().upper();
        String kind = word.equals("AS") ? "GENERATED" : word;
        String text =
                switch (kind) {
                    case "GENERATED" -> generated(tokens, names);
                    case "COLLATE" -> "COLLATE " + SqliteWords.collation(tokens.getLast().name());
                    case "DEFAULT" -> "DEFAULT " + value(tokens, names);
                    default -> SqliteText.of(tokens, names);
                };
        return new SqliteConstraint(KINDS.contains(kind) ? kind : "", text, text);
    }

    /** A constant has no parentheses, and in double quotes stands a text. */
    private static String value(List<SqliteToken> tokens, Map<String, String> names) {
        List<SqliteToken> value = tokens.subList(1, tokens.size());
        if (value.size() == 1 && value.getFirst().text().startsWith("\"")) {
            return "'" + value.getFirst().name().replace("'", "''") + "'";
        }
        boolean constant =
                value.size() > 2
                        && value.size() <= SIGNED
                        && value.getFirst().is("(")
                        && value.get(value.size() - 2).kind() == Kind.CONSTANT
                        && (value.size() < SIGNED || value.get(1).is("+") || value.get(1).is("-"));
        return SqliteText.of(constant ? value.subList(1, value.size() - 1) : value, names);
    }

    /** With what it means where nothing else is said. */
    private static String generated(List<SqliteToken> tokens, Map<String, String> names) {
        int open = 0;
        while (!tokens.get(open).is("(")) {
            open++;
        }
        int close = SqliteParts.close(tokens, open);
        boolean stored = tokens.getLast().isWord("STORED");
        return "GENERATED ALWAYS AS %s %s"
                .formatted(
                        SqliteText.of(tokens.subList(open, close + 1), names),
                        stored ? "STORED" : "VIRTUAL");
    }
}
