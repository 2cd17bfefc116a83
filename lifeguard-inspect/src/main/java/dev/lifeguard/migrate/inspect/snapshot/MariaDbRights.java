package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.connect.words.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user needs so that the catalogue shows all: it leaves out, without a word, triggers,
 * events and routines of others.
 */
final class MariaDbRights {

    /** The error of a server that was started without tables of privileges. */
    private static final int WITHOUT_GRANTS = 1290;

    private static final List<String> NEEDED = List.of("EVENT", "EXECUTE", "TRIGGER");

    private static final Pattern GRANT =
            Pattern.compile("GRANT (.+?) ON (?:\\*\\.\\*|`((?:[^`]|``)+)`\\.\\*) TO .*");

    private MariaDbRights() {}

    /**
     * Refuses a user who would see a part.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when one of the rights is missing
     */
    static void require(Statement statement, String database) throws SQLException {
        List<String> missing = new ArrayList<>(NEEDED);
        for (String line : grants(statement)) {
            Matcher grant = GRANT.matcher(line);
            if (grant.matches()
                    && isFor(Objects.requireNonNullElse(grant.group(2), "%"), database)) {
                List<String> given = List.of(grant.group(1).split(", ", -1));
                missing.removeIf(each -> given.contains(each) || given.contains("ALL PRIVILEGES"));
            }
        }
        if (!missing.isEmpty()) {
            throw Refused.because(
                    "The user %s lacks %s on the database %s, so what is in it cannot be seen whole. Grant that, or name another user."
                            .formatted(
                                    MariaDbSession.one("SELECT CURRENT_USER()", statement),
                                    String.join(", ", missing),
                                    MariaDbTokens.shown(database)));
        }
    }

    /** Those of the user and of the roles that are in force; a server can be without any. */
    private static List<String> grants(Statement statement) throws SQLException {
        List<String> grants = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SHOW GRANTS")) {
            while (row.next()) {
                grants.add(row.getString(1));
            }
        } catch (SQLException unseen) {
            if (unseen.getErrorCode() != WITHOUT_GRANTS) {
                throw unseen;
            }
            grants.add("GRANT ALL PRIVILEGES ON *.* TO ``");
        }
        return grants;
    }

    /** A name of a database is a pattern there, as of LIKE. */
    private static boolean isFor(String pattern, String database) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < pattern.length(); at++) {
            char sign = pattern.charAt(at);
            if (sign == '\\' && at + 1 < pattern.length()) {
                at++;
                regex.append(Pattern.quote(pattern.substring(at, at + 1)));
            } else {
                regex.append(
                        switch (sign) {
                            case '%' -> ".*";
                            case '_' -> ".";
                            default -> Pattern.quote(String.valueOf(sign));
                        });
            }
        }
        return database.matches("(?s)" + regex);
    }
}
