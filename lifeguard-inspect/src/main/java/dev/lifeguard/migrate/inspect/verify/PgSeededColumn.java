package dev.lifeguard.migrate.inspect.verify;

import dev.lifeguard.migrate.inspect.verify.SeededColumn.Parent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of PostgreSQL that gets made-up values.
 *
 * @param type of a domain the one below it
 * @param category that of {@code pg_type.typcategory}
 * @param modifier {@code atttypmod}; -1 where there is none
 * @param labels of an enum, in their order
 * @param checks what the constraints of this column alone, and of its domain, say
 */
record PgSeededColumn(
        String type, char category, int modifier, List<String> labels, String checks) {

    private static final int LENGTH_OF_HEADER = 4;
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'::");
    private static final Pattern EQUALS =
            Pattern.compile("= ANY|= (?:\\(?'[^']*'::)", Pattern.CASE_INSENSITIVE);

    static SeededColumn of(ResultSet row) throws SQLException {
        PgSeededColumn column = ofType(row);
        String parent = row.getString(7);
        return new SeededColumn(
                row.getString(1),
                column::value,
                parent.equals("0")
                        ? Optional.empty()
                        : Optional.of(new Parent(parent, row.getString(8))));
    }

    private static PgSeededColumn ofType(ResultSet row) throws SQLException {
        return new PgSeededColumn(
                row.getString(2),
                row.getString(3).charAt(0),
                row.getInt(4),
                List.of((String[]) row.getArray(5).getArray()),
                row.getString(6));
    }

    /**
     * A value as a literal.
     *
     * @param row its number from 1 to 9; values of two rows differ where the type has so many
     */
    String value(int row) {
        return "'" + text(row).replace("'", "''") + "'";
    }

    private String text(int row) {
        List<String> allowed = allowed();
        if (!allowed.isEmpty()) {
            return allowed.get((row - 1) % allowed.size());
        }
        return switch (type) {
            case "uuid" -> "00000000-0000-4000-8000-00000000000" + row;
            case "json", "jsonb" -> "{}";
            case "xml" -> "<a/>";
            case "bytea" -> "\\x0" + row;
            case "macaddr" -> "02:00:00:00:00:0" + row;
            case "macaddr8" -> "02:00:00:00:00:00:00:0" + row;
            case "inet", "cidr" -> "192.0.2." + row;
            case "time", "timetz" -> "00:00:0" + row;
            case "point" -> "(1,%s)".formatted(row);
            case "lseg", "box" -> "((0,0),(1,%s))".formatted(row);
            case "path", "polygon" -> "((0,0),(1,1),(1,%s))".formatted(row + 1);
            case "circle" -> "<(0,0),%s>".formatted(row);
            case "line" -> "{1,1,%s}".formatted(row);
            default -> byCategory(row);
        };
    }

    private String byCategory(int row) {
        return switch (category) {
            case 'N' -> Integer.toString(row);
            case 'B' -> row % 2 == 1 ? "true" : "false";
            case 'D' -> "2020-01-0" + row;
            case 'T' -> row + " seconds";
            case 'A' -> "{}";
            case 'R' -> "empty";
            case 'E' -> labels.isEmpty() ? "" : labels.get((row - 1) % labels.size());
            case 'V' -> "0".repeat(Math.max(0, modifier - 1)) + row % 2;
            default -> shortened("a" + row);
        };
    }

    /** The end of a text that a column of so many characters takes. */
    private String shortened(String text) {
        int most = modifier - LENGTH_OF_HEADER;
        return modifier > LENGTH_OF_HEADER && text.length() > most
                ? text.substring(text.length() - most)
                : text;
    }

    /** The texts among which a constraint lets one choose. */
    private List<String> allowed() {
        List<String> texts = new ArrayList<>();
        if (category == 'S' && EQUALS.matcher(checks).find()) {
            Matcher found = LITERAL.matcher(checks);
            while (found.find()) {
                texts.add(found.group(1).replace("''", "'"));
            }
        }
        return texts;
    }
}
