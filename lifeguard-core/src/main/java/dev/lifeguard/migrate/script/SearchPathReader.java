package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads where a statement has names without a schema looked for from then on. */
final class SearchPathReader {

    private static final Loss.SearchPath NOT_TOLD = new Loss.SearchPath(List.of());

    private final Head head;
    private final LexerRules rules;

    /** Behind the verb. */
    SearchPathReader(Head head, LexerRules rules) {
        this.head = head;
        this.rules = rules;
    }

    /** What a SET sets; empty where that is something else. */
    Optional<Loss.SearchPath> set() {
        head.takeOneOf("LOCAL", "SESSION");
        if (head.take("SCHEMA")) {
            return Optional.of(listed());
        }
        String setting = head.take().value();
        if (!setting.equals("search_path") && !setting.equals("schema_search_path")) {
            return Optional.empty();
        }
        if (!head.take("TO")) {
            head.takeSymbol("=");
        }
        return Optional.of(listed());
    }

    /** What a USE sets. */
    Optional<Loss.SearchPath> used() {
        return Optional.of(listed());
    }

    /** What a RESET or a DISCARD sets; empty where that is something else. */
    Optional<Loss.SearchPath> reset() {
        String setting = head.take().value();
        return setting.equals("search_path") || setting.equals("all")
                ? Optional.of(NOT_TOLD)
                : Optional.empty();
    }

    /** What a query sets that calls set_config; empty where it is surely something else. */
    Optional<Loss.SearchPath> configured() {
        boolean found = false;
        while (!head.isAtEnd()) {
            HeadToken token = head.take();
            if (token.isCut()) {
                return Optional.of(NOT_TOLD);
            }
            if (token.value().equals("set_config")) {
                found = true;
                if (!head.takeIf(TokenKind.OPEN) || !namesAnother(head.peek())) {
                    return Optional.of(NOT_TOLD);
                }
            }
        }
        return found ? Optional.empty() : Optional.of(NOT_TOLD);
    }

    private static boolean namesAnother(HeadToken token) {
        return token.kind() == TokenKind.STRING
                && token.text().startsWith("'")
                && !token.isCut()
                && !token.value().equals("search_path");
    }

    private Loss.SearchPath listed() {
        List<String> schemas = new ArrayList<>();
        do {
            Optional<String> schema = schema();
            if (schema.isEmpty()) {
                return NOT_TOLD;
            }
            schemas.add(schema.get());
        } while (head.takeSymbol(","));
        return head.isAtEnd() ? new Loss.SearchPath(schemas) : NOT_TOLD;
    }

    /** Empty for what stands for others. */
    private Optional<String> schema() {
        HeadToken token = head.peek();
        if (rules.grammar() == Grammar.POSTGRESQL && token.kind() == TokenKind.STRING) {
            head.take();
            return ofString(token);
        }
        if (token.isWord("DEFAULT")) {
            return Optional.empty();
        }
        return new NameReader(head, rules).one().filter(name -> !name.equals("\"$user\""));
    }

    private static Optional<String> ofString(HeadToken token) {
        String inner = token.text().replaceAll("^'|'$", "");
        boolean plain =
                token.text().startsWith("'") && !token.isCut() && inner.matches("[a-z_][a-z0-9_]*");
        return plain ? Optional.of('"' + inner + '"') : Optional.empty();
    }
}
