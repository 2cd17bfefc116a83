package dev.lifeguard.migrate.inspect.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Takes tokens apart where no parenthesis is open. */
final class SqliteParts {

    private SqliteParts() {}

    /** What stands between commas. */
    static List<List<SqliteToken>> between(List<SqliteToken> tokens) {
        List<List<SqliteToken>> parts = at(tokens, at -> tokens.get(at).is(","));
        for (int each = 1; each < parts.size(); each++) {
            parts.set(each, parts.get(each).subList(1, parts.get(each).size()));
        }
        return parts;
    }

    /**
     * What begins at certain places; the first part is what stands before them, and may be empty.
     */
    static List<List<SqliteToken>> at(List<SqliteToken> tokens, IntPredicate begins) {
        List<List<SqliteToken>> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < tokens.size(); at++) {
            if (depth == 0 && begins.test(at)) {
                parts.add(tokens.subList(start, at));
                start = at;
            }
            depth += tokens.get(at).is("(") ? 1 : 0;
            depth -= tokens.get(at).is(")") ? 1 : 0;
        }
        parts.add(tokens.subList(start, tokens.size()));
        return parts;
    }

    /** The place of the parenthesis that closes the one at a place; -1 where there is none. */
    static int close(List<SqliteToken> tokens, int open) {
        int depth = 0;
        for (int at = open; at < tokens.size(); at++) {
            depth += tokens.get(at).is("(") ? 1 : 0;
            depth -= tokens.get(at).is(")") ? 1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return -1;
    }

    /** Whether the word FROM begins what is read, and is not that of {@code IS DISTINCT FROM}. */
    static boolean isFrom(List<SqliteToken> tokens, int at) {
        return tokens.get(at).isWord("FROM") && !(at > 0 && tokens.get(at - 1).isWord("DISTINCT"));
    }
}
