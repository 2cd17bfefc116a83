package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import dev.lifeguard.migrate.dialect.Dialect.CatalogName.Kind;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.script.Effect.Action;
import dev.lifeguard.migrate.script.Effect.Change;
import dev.lifeguard.migrate.script.Effect.Changes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tables, columns and indexes that a statement creates or drops where DDL commits by itself:
 * only where its tokens leave no doubt, and it does nothing else.
 */
final class TableEffect {

    /** What may follow ADD and DROP and is no column. */
    private static final Set<String> NO_COLUMN =
            Set.of(
                    "CHECK",
                    "CONSTRAINT",
                    "FOREIGN",
                    "FULLTEXT",
                    "INDEX",
                    "KEY",
                    "PARTITION",
                    "PERIOD",
                    "PRIMARY",
                    "SPATIAL",
                    "SYSTEM",
                    "UNIQUE");

    private final Head head;
    private final NameReader names;

    /** With a head from behind the statement's first word on. */
    TableEffect(Head head, LexerRules rules) {
        this.head = head;
        this.names = new NameReader(head, rules);
    }

    private record Qualified(@Nullable String schema, String name) {}

    /** Empty for another statement, and for a table that a query fills. */
    Optional<Effect> created() {
        if (head.take("TABLE")) {
            head.take("IF", "NOT", "EXISTS");
            Optional<Qualified> table = qualified();
            return isFilled() ? Optional.empty() : table.flatMap(it -> table(Action.CREATE, it));
        }
        head.takeOneOf("UNIQUE", "FULLTEXT", "SPATIAL");
        if (head.take("NULLS")) {
            head.take("NOT");
            head.take("DISTINCT");
        }
        if (!head.take("INDEX")) {
            return Optional.empty();
        }
        head.take("IF", "NOT", "EXISTS");
        return head.peek().isWord("ON") || head.peek().isWord("CONCURRENTLY")
                ? Optional.empty()
                : names.one().flatMap(index -> indexOn(Action.CREATE, index));
    }

    /** What fills the table, too, takes time between its creation and its end. */
    private boolean isFilled() {
        boolean opened = false;
        while (!head.isAtEnd()) {
            HeadToken token = head.take();
            boolean query = token.isWord("SELECT") || token.isWord("VALUES");
            query |= token.isWord("AS") && head.peek().isWord("TABLE");
            // A query may stand between parentheses that are not looked into.
            query |= opened && token.kind() == TokenKind.CLOSE;
            if (query || token.isCut()) {
                return true;
            }
            opened = token.kind() == TokenKind.OPEN;
        }
        return false;
    }

    private Optional<Effect> indexOn(Action action, String index) {
        if (head.take("USING")) {
            head.take();
        }
        boolean on = head.take("ON");
        Optional<Qualified> table = qualified();
        boolean whole =
                action == Action.CREATE ? head.peek().kind() == TokenKind.OPEN : head.isAtEnd();
        return on && whole
                ? table.map(it -> one(action, Kind.INDEX, it.schema(), it.name(), index))
                : Optional.empty();
    }

    /** Empty for another statement, and for one that drops several. */
    Optional<Effect> dropped() {
        if (head.take("TABLE")) {
            Optional<Qualified> table = qualified();
            head.takeOneOf("RESTRICT", "CASCADE");
            return head.isAtEnd() ? table.flatMap(it -> table(Action.DROP, it)) : Optional.empty();
        }
        if (!head.take("INDEX")) {
            return Optional.empty();
        }
        Optional<Qualified> index = qualified();
        if (index.isPresent() && index.get().schema() == null && head.peek().isWord("ON")) {
            return indexOn(Action.DROP, index.get().name());
        }
        head.takeOneOf("RESTRICT", "CASCADE");
        return head.isAtEnd()
                ? index.map(it -> one(Action.DROP, Kind.INDEX, it.schema(), null, it.name()))
                : Optional.empty();
    }

    /** Empty for another statement, and where one of its actions is no such change. */
    Optional<Effect> altered() {
        head.take("TABLE");
        head.take("IF", "EXISTS");
        Optional<Qualified> table = qualified();
        if (table.isEmpty()) {
            return Optional.empty();
        }
        List<Change> changes = new ArrayList<>();
        do {
            if (isManner()) {
                continue;
            }
            Optional<Change> change = change(table.get());
            if (change.isEmpty() || !skipAction()) {
                return Optional.empty();
            }
            changes.add(change.get());
        } while (head.takeSymbol(","));
        return head.isAtEnd() && !changes.isEmpty()
                ? Optional.of(new Changes(changes))
                : Optional.empty();
    }

    /** How it is done, and not what. */
    private boolean isManner() {
        if (!head.takeOneOf("ALGORITHM", "LOCK")) {
            return false;
        }
        head.takeSymbol("=");
        head.take();
        return true;
    }

    private Optional<Change> change(Qualified table) {
        boolean adds = head.take("ADD");
        if (!adds && !head.take("DROP")) {
            return Optional.empty();
        }
        boolean index = head.take("INDEX") || head.take("KEY") || head.take("UNIQUE", "INDEX");
        index |= !index && head.take("UNIQUE", "KEY");
        boolean column = !index && head.take("COLUMN");
        boolean unless = head.take("IF", "NOT", "EXISTS") || head.take("IF", "EXISTS");
        HeadToken first = head.peek();
        // An index without a name says how it is made instead.
        boolean none =
                index
                        ? first.isWord("USING")
                        : !column
                                && !unless
                                && first.kind() == TokenKind.WORD
                                && NO_COLUMN.contains(first.text());
        Kind kind = index ? Kind.INDEX : Kind.COLUMN;
        return none
                ? Optional.empty()
                : names.one()
                        .map(
                                name ->
                                        new Change(
                                                adds ? Action.CREATE : Action.DROP,
                                                new CatalogName(
                                                        kind, table.schema(), table.name(), name)));
    }

    /** Passes over the rest of an action; false where not all of the statement is known. */
    private boolean skipAction() {
        while (!head.isAtEnd() && !head.peek().text().equals(",")) {
            if (head.peek().isCut()) {
                return false;
            }
            if (head.peek().kind() == TokenKind.OPEN) {
                head.takeGroup();
            } else {
                head.take();
            }
        }
        return true;
    }

    private Optional<Qualified> qualified() {
        return names.parts()
                .filter(parts -> parts.size() <= 2)
                .map(
                        parts ->
                                new Qualified(
                                        parts.size() == 2 ? parts.getFirst() : null,
                                        parts.getLast()));
    }

    private static Optional<Effect> table(Action action, Qualified table) {
        return Optional.of(one(action, Kind.TABLE, table.schema(), null, table.name()));
    }

    private static Effect one(
            Action action,
            Kind kind,
            @Nullable String schema,
            @Nullable String table,
            String name) {
        return new Changes(List.of(new Change(action, new CatalogName(kind, schema, table, name))));
    }
}
