package dev.lifeguard.migrate.connect;

import java.util.ArrayList;
import java.util.List;

/**
 * A line {@code host:port:database:user:password} of a password file, with a backslash before a
 * colon or a backslash that is meant (PostgreSQL manual, 34.16). Never printed.
 */
final class PasswordLine {

    private static final int FIELDS = 5;

    private final List<String> fields;

    private PasswordLine(List<String> fields) {
        this.fields = fields;
    }

    static PasswordLine of(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int at = 0; at < line.length(); at++) {
            char next = line.charAt(at);
            if (next == ':' && fields.size() < FIELDS - 1) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (next == ':') {
                break;
            } else {
                boolean escape = next == '\\' && at + 1 < line.length();
                at += escape ? 1 : 0;
                // An escaped star is one, and not any.
                field.append(escape && line.charAt(at) == '*' ? "\\*" : line.charAt(at));
            }
        }
        fields.add(field.toString());
        return new PasswordLine(fields);
    }

    /** Whether it is that of a host, port, database and user. */
    boolean fits(List<String> place) {
        if (fields.size() != FIELDS) {
            return false;
        }
        for (int at = 0; at < place.size(); at++) {
            String field = fields.get(at);
            if (!field.equals("*") && !field.replace("\\*", "*").equals(place.get(at))) {
                return false;
            }
        }
        return true;
    }

    String password() {
        return fields.getLast().replace("\\*", "*");
    }
}
