package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.error.InvalidScriptException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells from the tokens of a statement which roles and users it makes: by CREATE ROLE and CREATE
 * USER, and on MariaDB by a GRANT with a password; in bodies and in strings that it runs, too.
 *
 * <p>Names are as the server's catalogue has them. Behind that of MariaDB are {@code @} and the
 * host, which a role has not: {@code app@%}, {@code reader@}. Where PostgreSQL's name is put
 * together, each string beside it may be it.
 */
public final class MadeAccounts {

    private static final int DEEPEST = 4;

    private final LexerRules rules;
    private final Set<String> made = new TreeSet<>();

    private MadeAccounts(LexerRules rules) {
        this.rules = rules;
    }

    /** Those of one statement. */
    public static Set<String> in(String statement, LexerRules rules) {
        MadeAccounts accounts = new MadeAccounts(rules);
        accounts.read(statement, 0);
        return Set.copyOf(accounts.made);
    }

    /** How a code says what it makes. */
    private enum Naming {
        PLAIN,
        PUT_TOGETHER
    }

    private Naming read(String code, int depth) {
        List<HeadToken> tokens;
        try {
            tokens = StatementTokens.of(code, rules);
        } catch (InvalidScriptException fragment) {
            // A string that is only a part of a statement.
            return Naming.PLAIN;
        }
        boolean runs = depth < DEEPEST && runsStrings(tokens, depth);
        Naming inside = Naming.PLAIN;
        if (runs) {
            for (String string : strings(tokens)) {
                inside =
                        read(string, depth + 1) == Naming.PUT_TOGETHER
                                ? Naming.PUT_TOGETHER
                                : inside;
            }
        }
        if (inside == Naming.PUT_TOGETHER && rules.grammar() == Grammar.POSTGRESQL) {
            made.addAll(strings(tokens));
        }
        return readStatements(new Head(tokens));
    }

    private boolean runsStrings(List<HeadToken> tokens, int depth) {
        Head head = new Head(tokens);
        boolean block = head.take("DO");
        if (!block && head.take("CREATE")) {
            head.take("OR", "REPLACE");
            block = head.takeOneOf("FUNCTION", "PROCEDURE");
        }
        return (block && depth == 0 && rules.grammar() == Grammar.POSTGRESQL)
                || tokens.stream()
                        .anyMatch(token -> token.isWord("EXECUTE") || token.isWord("PREPARE"));
    }

    private List<String> strings(List<HeadToken> tokens) {
        return tokens.stream().flatMap(token -> string(token).stream()).toList();
    }

    private Optional<String> string(HeadToken token) {
        String written = token.written();
        if (token.kind() == TokenKind.DOLLAR_STRING) {
            int tag = written.indexOf('$', 1) + 1;
            return Optional.of(written.substring(tag, written.length() - tag));
        }
        return token.kind() == TokenKind.STRING ? Optional.of(unquoted(written)) : Optional.empty();
    }

    /** Without the quotes, and what is before the first one. */
    private String unquoted(String written) {
        int opening = Math.max(written.indexOf('\''), 0);
        opening = written.startsWith("\"") || written.startsWith("`") ? 0 : opening;
        String quote = written.substring(opening, opening + 1);
        String inner = written.substring(opening + 1, written.length() - 1);
        String value = inner.replace(quote + quote, quote);
        return rules.has(Feature.BACKSLASH_STRINGS)
                ? value.replace("\\" + quote, quote).replace("\\\\", "\\")
                : value;
    }

    private Naming readStatements(Head head) {
        Naming naming = Naming.PLAIN;
        while (!head.isAtEnd()) {
            if (head.take("CREATE")) {
                head.take("OR", "REPLACE");
                boolean role = head.take("ROLE");
                if ((role || head.takeOneOf("USER", "GROUP"))
                        && !head.peek().isWord("MAPPING")
                        && !readMade(head, role ? Kind.ROLE : Kind.USER)) {
                    naming = Naming.PUT_TOGETHER;
                }
            } else if (rules.grammar() == Grammar.MYSQL && head.take("GRANT")) {
                readGrant(head);
            } else {
                head.take();
            }
        }
        return naming;
    }

    /** What MariaDB tells apart: a role has no host. */
    private enum Kind {
        ROLE,
        USER
    }

    /** Whether the name is there. */
    private boolean readMade(Head head, Kind kind) {
        head.take("IF", "NOT", "EXISTS");
        if (rules.grammar() != Grammar.MYSQL) {
            Optional<String> name = new NameReader(head, rules).one();
            name.map(it -> it.startsWith("\"") ? unquoted(it) : it).ifPresent(made::add);
            return name.isPresent();
        }
        do {
            account(head, kind).ifPresent(made::add);
        } while (skipToNext(head));
        return true;
    }

    private void readGrant(Head head) {
        while (!isOver(head) && !head.take("TO")) {
            head.take();
        }
        while (!isOver(head)) {
            Optional<String> account = account(head, Kind.USER);
            if (head.peek().isWord("IDENTIFIED")) {
                account.ifPresent(made::add);
            }
            if (!skipToNext(head)) {
                return;
            }
        }
    }

    private static Optional<String> account(Head head, Kind kind) {
        Optional<String> name = part(head);
        if (name.isEmpty() || kind == Kind.ROLE) {
            return name.map(it -> it + "@");
        }
        String host = head.takeSymbol("@") ? host(head) : "%";
        return Optional.of(name.get() + "@" + host.toLowerCase(Locale.ROOT));
    }

    /** One without quotes may have dots. */
    private static String host(Head head) {
        StringBuilder host = new StringBuilder(part(head).orElse(""));
        while (head.takeSymbol(".")) {
            host.append('.').append(part(head).orElse(""));
        }
        return host.toString();
    }

    private static Optional<String> part(Head head) {
        HeadToken token = head.peek();
        return switch (token.kind()) {
            case WORD, NUMBER -> Optional.of(head.take().written());
            case NAME, STRING -> {
                String written = head.take().written();
                String quote = written.substring(0, 1);
                yield Optional.of(
                        written.substring(1, written.length() - 1).replace(quote + quote, quote));
            }
            case DOLLAR_STRING,
                    SYMBOL,
                    OPEN,
                    CLOSE,
                    OPEN_EXECUTABLE,
                    CLOSE_EXECUTABLE,
                    SEMICOLON,
                    LINE_COMMENT,
                    OTHER_LINE_COMMENT,
                    BLOCK_COMMENT,
                    BACKSLASH,
                    END ->
                    Optional.empty();
        };
    }

    /** Goes behind the next comma outside parentheses; false where the statement is over. */
    private static boolean skipToNext(Head head) {
        while (!isOver(head)) {
            if (head.takeSymbol(",")) {
                return true;
            }
            if (head.peek().kind() == TokenKind.OPEN) {
                head.takeGroup();
            } else {
                head.take();
            }
        }
        return false;
    }

    private static boolean isOver(Head head) {
        return head.isAtEnd() || head.peek().kind() == TokenKind.SEMICOLON;
    }
}
