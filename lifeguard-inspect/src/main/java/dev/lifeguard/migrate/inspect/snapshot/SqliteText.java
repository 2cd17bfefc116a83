package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.SqliteToken.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes tokens of SQLite in one way, however their author wrote them: keywords in capitals, one
 * space where there is any, names in quotes only where they need them.
 *
 * <p>What stands between double quotes is a text where it is the name of nothing, so it keeps its
 * quotes where that is not certain.
 */
final class SqliteText {

    private static final Set<String> CLAUSES =
            Set.of("SELECT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "SET", "ON");

    private static final Set<String> CONFLICTS =
            Set.of("ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE");

    /** Words that say how a table is joined. */
    private static final String[] JOINING = {
        "NATURAL", "LEFT", "RIGHT", "FULL", "OUTER", "INNER", "CROSS", "JOIN"
    };

    private final List<SqliteToken> tokens;
    private final Map<String, String> names;
    private final Optional<String> lineBreak;
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> outer = new ArrayDeque<>();
    private String clause;
    private int cases;

    private SqliteText(
            List<SqliteToken> tokens,
            Map<String, String> names,
            Optional<String> lineBreak,
            String clause) {
        this.tokens = tokens;
        this.names = names;
        this.lineBreak = lineBreak;
        this.clause = clause;
    }

    /**
     * An expression, or a list of them, as tables and indexes have them.
     *
     * @param names what there are columns of, by their names in lower case
     */
    static String of(List<SqliteToken> tokens, Map<String, String> names) {
        return new SqliteText(tokens, names, Optional.empty(), "ORDER").written();
    }

    /** A query, or another statement, with its clauses on lines of their own. */
    static String ofStatement(
            List<SqliteToken> tokens, Map<String, String> names, String lineBreak) {
        return new SqliteText(tokens, names, Optional.of(lineBreak), "").written();
    }

    /** A part of a query in one line. */
    static String ofPart(List<SqliteToken> tokens, Map<String, String> names) {
        return new SqliteText(tokens, names, Optional.empty(), "").written();
    }

    private String written() {
        boolean glued = true;
        for (int at = 0; at < tokens.size(); at++) {
            boolean unary = isUnary(at);
            if (!glued && !isGlued(at)) {
                text.append(between(at));
            }
            if (tokens.get(at).is("(")) {
                outer.push(clause);
            } else if (tokens.get(at).is(")") && !outer.isEmpty()) {
                clause = outer.pop();
            }
            text.append(word(at));
            boolean twice = at + 1 < tokens.size() && isSign(tokens.get(at + 1));
            glued = tokens.get(at).is("(") || tokens.get(at).is(".") || (unary && !twice);
        }
        return text.toString();
    }

    private String between(int at) {
        if (lineBreak.isEmpty() || !outer.isEmpty()) {
            return " ";
        }
        if (tokens.get(at - 1).is(",") && clause.equals("SELECT")) {
            return lineBreak.get() + "    ";
        }
        return beginsLine(at) ? lineBreak.get() : " ";
    }

    private boolean beginsLine(int at) {
        SqliteToken token = tokens.get(at);
        SqliteToken before = before(at);
        if (token.isWord("FROM")) {
            return SqliteParts.isFrom(tokens, at) && !before.isWord("DELETE");
        }
        if (token.isWord(JOINING)) {
            return !before.isWord(JOINING)
                    && !before.is(".")
                    && (clause.equals("FROM") || clause.equals("ON"));
        }
        return token.isWord(
                "SELECT",
                "WHERE",
                "GROUP",
                "HAVING",
                "ORDER",
                "LIMIT",
                "WINDOW",
                "UNION",
                "INTERSECT",
                "EXCEPT",
                "SET",
                "VALUES",
                "RETURNING");
    }

    private boolean isGlued(int at) {
        SqliteToken token = tokens.get(at);
        if (token.is(",") || token.is(")") || token.is(".") || token.is(";")) {
            return true;
        }
        SqliteToken before = tokens.get(at - 1);
        return token.is("(")
                && before.isName()
                && (before.kind() != Kind.WORD || SqliteWords.isCalled(before.text()));
    }

    private static boolean isSign(SqliteToken token) {
        return token.is("-") || token.is("+") || token.is("~");
    }

    private boolean isUnary(int at) {
        return isSign(tokens.get(at)) && !isOperand(at - 1);
    }

    /** Whether something that has a value ends there. */
    private boolean isOperand(int at) {
        if (at < 0) {
            return false;
        }
        SqliteToken token = tokens.get(at);
        return switch (token.kind()) {
            case CONSTANT, QUOTED, NAME -> true;
            case WORD -> !SqliteWords.isReserved(token.text()) || token.isWord("NULL", "END");
            case SYMBOL -> token.is(")");
        };
    }

    private String word(int at) {
        SqliteToken token = tokens.get(at);
        if (before(at).isWord("COLLATE")) {
            return SqliteWords.collation(token.name());
        }
        if (before(at).isWord("REFERENCES")) {
            return SqliteWords.quoted(token.name());
        }
        return switch (token.kind()) {
            case CONSTANT, SYMBOL -> token.text();
            case NAME -> SqliteWords.quoted(called(at));
            case QUOTED -> isCertainlyName(at) ? SqliteWords.quoted(called(at)) : token.text();
            case WORD -> plain(at, token);
        };
    }

    /** What a column of a view is called is its author's word, whatever columns there are. */
    private String called(int at) {
        String name = tokens.get(at).name();
        return isAlias(at) ? name : declared(name);
    }

    private boolean isAlias(int at) {
        SqliteToken before = before(at);
        boolean keyword = before.kind() == Kind.WORD && SqliteWords.isKeyword(before.text());
        return before.isWord("AS")
                || (clause.equals("SELECT")
                        && isOperand(at - 1)
                        && (!keyword || before.isWord("NULL", "END")));
    }

    private String declared(String name) {
        return names.getOrDefault(SqliteWords.folded(name), name);
    }

    private boolean isCertainlyName(int at) {
        SqliteToken token = tokens.get(at);
        return names.containsKey(SqliteWords.folded(token.name()))
                || before(at).is(".")
                || after(at).is(".")
                || after(at).is("(")
                || before(at).isWord("AS", "CONSTRAINT", "JOIN", "INTO")
                || before(at).isWord("UPDATE")
                || (at > 0 && SqliteParts.isFrom(tokens, at - 1))
                || (before(at).is(",") && clause.equals("FROM"));
    }

    private SqliteToken before(int at) {
        return at > 0 ? tokens.get(at - 1) : SqliteToken.NOTHING;
    }

    private SqliteToken after(int at) {
        return at + 1 < tokens.size() ? tokens.get(at + 1) : SqliteToken.NOTHING;
    }

    private String plain(int at, SqliteToken token) {
        String upper = token.upper();
        if (before(at).is(".")) {
            return SqliteWords.isReserved(upper) ? upper : declared(token.text());
        }
        if (SqliteWords.isReserved(upper)) {
            boolean operator = upper.equals("FROM") && !SqliteParts.isFrom(tokens, at);
            if (CLAUSES.contains(upper) && !operator) {
                clause = upper;
            }
            cases += upper.equals("CASE") ? 1 : 0;
            return upper;
        }
        if (SqliteWords.isKeyword(upper)) {
            return isKeywordHere(at, upper) ? upper : token.text();
        }
        return after(at).is("(") || isAlias(at) ? token.text() : plainName(token.text());
    }

    private String plainName(String name) {
        return names.containsKey(SqliteWords.folded(name))
                ? SqliteWords.quoted(declared(name))
                : name;
    }

    /** Whether a word that may be a name is none where it stands. */
    private boolean isKeywordHere(int at, String upper) {
        SqliteToken before = before(at);
        SqliteToken after = after(at);
        return switch (upper) {
            case "KEY" -> before.isWord("PRIMARY", "FOREIGN");
            case "BY" -> before.isWord("GROUP", "ORDER", "PARTITION");
            case "PARTITION" -> after.isWord("BY");
            case "ASC", "DESC" -> clause.equals("ORDER") && isOperand(at - 1);
            case "CAST", "RAISE" -> after.is("(");
            case "REPLACE", "ROLLBACK", "ABORT", "FAIL", "IGNORE" -> isConflict(at, upper);
            case "END" -> cases > 0 && cases-- > 0;
            case "WITH" -> at == 0 || before.is("(");
            case "RECURSIVE" -> before.isWord("WITH");
            case "LIKE", "GLOB", "REGEXP", "MATCH" -> isOperand(at - 1) || before.isWord("NOT");
            case "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "TRUE", "FALSE" ->
                    !names.containsKey(SqliteWords.folded(upper));
            case "NULLS" -> after.isWord("FIRST", "LAST");
            case "FIRST", "LAST" -> before.isWord("NULLS");
            case "OFFSET" -> clause.equals("LIMIT");
            case "CONFLICT" -> before.isWord("ON");
            case "DO" -> after.isWord("NOTHING", "UPDATE");
            case "CASCADE", "RESTRICT", "NO" -> before.isWord("DELETE", "UPDATE");
            case "ACTION" -> before.isWord("NO");
            case "INITIALLY" -> before.isWord("DEFERRABLE");
            case "DEFERRED", "IMMEDIATE" -> before.isWord("INITIALLY");
            default -> false;
        };
    }

    private boolean isConflict(int at, String upper) {
        SqliteToken before = before(at);
        return CONFLICTS.contains(upper)
                && (before.isWord("CONFLICT")
                        || (before.isWord("OR") && before(at - 1).isWord("INSERT", "UPDATE"))
                        || (before.is("(") && before(at - 1).isWord("RAISE"))
                        || (upper.equals("REPLACE") && after(at).isWord("INTO")));
    }
}
