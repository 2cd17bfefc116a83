package dev.lifeguard.migrate.inspect.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The tokens of a statement of H2 without what makes no difference, and with comments apart.
 *
 * @param tokens together they are the text
 * @param comments {@code COMMENT ON} statements for those in it
 */
record H2Text(List<String> tokens, List<String> comments) {

    private static final Set<String> STORAGE = Set.of("MEMORY", "CACHED");

    /** Where a comment stands that is not found any more: in the body of a view. */
    private static final String BODY = "AS";

    String sql() {
        return String.join("", tokens);
    }

    /**
     * Of what stands for one object.
     *
     * @param kind the word for it in {@code COMMENT ON}
     */
    static H2Text of(String sql, String kind, String name) {
        return new Reading(kind, name).read(PgTokens.of(sql));
    }

    private static final class Reading {

        private final String kind;
        private final String name;
        private final List<String> kept = new ArrayList<>();
        private final List<String> comments = new ArrayList<>();
        private int depth;
        private String column = "";

        Reading(String kind, String name) {
            this.kind = kind;
            this.name = name;
        }

        H2Text read(List<String> all) {
            boolean inBody = false;
            for (int at = 0; at < all.size(); at++) {
                String token = all.get(at);
                inBody |= token.equals(BODY) && depth == 0 && kind.endsWith("VIEW");
                int skipped = inBody ? 0 : skipped(all, at);
                if (skipped > 0) {
                    at += skipped - 1;
                    continue;
                }
                depth += token.equals("(") ? 1 : 0;
                depth -= token.equals(")") ? 1 : 0;
                if (depth == 1 && token.startsWith("\"") && beginsColumn()) {
                    column = token;
                }
                kept.add(token);
            }
            return new H2Text(kept, comments);
        }

        private boolean beginsColumn() {
            for (int at = kept.size() - 1; at >= 0; at--) {
                if (!kept.get(at).isBlank()) {
                    return kept.get(at).equals(",") || kept.get(at).equals("(");
                }
            }
            return false;
        }

        /** How many tokens are left out from here on. */
        private int skipped(List<String> all, int at) {
            if (STORAGE.contains(all.get(at)) && depth == 0 && kept.size() == 2) {
                return 2;
            }
            if (!all.get(at).isBlank() || at + 3 >= all.size()) {
                return 0;
            }
            if (all.get(at + 1).equals("COMMENT")) {
                int text = at + 3;
                while (!all.get(text).endsWith("'")) {
                    text++;
                }
                comments.add(comment(String.join("", all.subList(at + 3, text + 1))));
                return text - at + 1;
            }
            return all.get(at + 1).equals("RESTART") ? position(all, at) : 0;
        }

        /** {@code RESTART WITH} a number. */
        private static int position(List<String> all, int at) {
            int end = at + 5;
            if (all.get(end).equals("-")) {
                end++;
            }
            return end - at + 1;
        }

        private String comment(String text) {
            return depth == 0
                    ? "COMMENT ON %s %s IS %s;".formatted(kind, name, text)
                    : "COMMENT ON COLUMN %s.%s IS %s;".formatted(name, column, text);
        }
    }
}
