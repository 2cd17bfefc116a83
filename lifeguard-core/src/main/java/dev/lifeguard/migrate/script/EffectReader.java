package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.Dialect.CatalogName;
import dev.lifeguard.migrate.dialect.Dialect.CatalogName.Kind;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.script.Effect.Action;
import dev.lifeguard.migrate.script.Effect.Change;
import dev.lifeguard.migrate.script.Effect.Changes;
import dev.lifeguard.migrate.script.Effect.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what a statement leaves that commits by itself, or that the server lets run so. */
final class EffectReader {

    static final Effect UNKNOWN = new Effect.Unknown();
    static final Effect REPEATABLE = new Effect.Repeatable();

    /** Statements of which the first word says that their second run does no harm. */
    private static final Set<String> REPEATED =
            Set.of("CLUSTER", "DISCARD", "PRAGMA", "REFRESH", "VACUUM");

    private final Head head;
    private final LexerRules rules;
    private final NameReader names;

    private EffectReader(Head head, LexerRules rules) {
        this.head = head;
        this.rules = rules;
        this.names = new NameReader(head, rules);
    }

    static Effect of(Head head, LexerRules rules) {
        return new EffectReader(head, rules).effect().orElse(UNKNOWN);
    }

    private Optional<Effect> effect() {
        String first = head.take().text();
        if (REPEATED.contains(first)) {
            return Optional.of(REPEATABLE);
        }
        boolean postgres = rules.grammar() == Grammar.POSTGRESQL;
        return switch (first) {
            case "REINDEX" -> postgres ? reindexed() : Optional.empty();
            case "CREATE" -> head.take("OR", "REPLACE") ? Optional.of(REPEATABLE) : created();
            case "DROP" -> dropped();
            case "ALTER" -> altered();
            default -> Optional.empty();
        };
    }

    private boolean commitsDdl() {
        return rules.grammar() != Grammar.POSTGRESQL || rules.has(Feature.DDL_COMMITS_BY_ITSELF);
    }

    private Optional<Effect> reindexed() {
        boolean option = head.takeGroup().isOn("concurrently");
        String what = head.take().text();
        if (!head.take("CONCURRENTLY") && !option) {
            return Optional.of(REPEATABLE);
        }
        return switch (what) {
            case "INDEX" -> rebuild(Scope.INDEX, names.qualified());
            case "TABLE" -> rebuild(Scope.TABLE, names.qualified());
            case "SCHEMA" -> rebuild(Scope.SCHEMA, names.one());
            // It may be left out from version 16 on, and can only be the own one.
            case "DATABASE" ->
                    Optional.of(new Effect.IndexRebuild(Scope.DATABASE, Optional.empty()));
            default -> Optional.empty();
        };
    }

    private static Optional<Effect> rebuild(Scope scope, Optional<String> name) {
        return name.map(it -> new Effect.IndexRebuild(scope, Optional.of(it)));
    }

    private Optional<Effect> created() {
        if (commitsDdl()) {
            Optional<Effect> table = new TableEffect(head.rest(), rules).created();
            if (table.isPresent()) {
                return table;
            }
        }
        head.take("UNIQUE");
        String what = head.take().text();
        if (what.equals("INDEX")) {
            return head.take("CONCURRENTLY") ? built() : Optional.empty();
        }
        head.take("IF", "NOT", "EXISTS");
        return change(Action.CREATE, what);
    }

    private Optional<Effect> built() {
        head.take("IF", "NOT", "EXISTS");
        Optional<String> index = Optional.empty();
        if (!head.peek().isWord("ON")) {
            index = names.one();
            if (index.isEmpty()) {
                return Optional.empty();
            }
        }
        if (!head.take("ON")) {
            return Optional.empty();
        }
        boolean inParentheses = head.take("ONLY") && head.takeIf(TokenKind.OPEN);
        Optional<List<String>> table = names.parts();
        if (table.isEmpty() || table.get().size() > 3) {
            return Optional.empty();
        }
        if (inParentheses) {
            head.takeIf(TokenKind.CLOSE);
        }
        List<String> parts = table.get();
        Optional<String> chosen =
                index.isPresent()
                        ? Optional.empty()
                        : ChosenIndexName.of(parts.getLast(), columns());
        return Optional.of(
                new Effect.IndexBuild(
                        String.join(".", parts.size() == 3 ? parts.subList(1, 3) : parts),
                        index,
                        chosen));
    }

    private List<HeadGroup> columns() {
        List<HeadGroup> groups = new ArrayList<>();
        head.takeSymbol("*");
        if (head.take("USING")) {
            head.take();
        }
        groups.add(head.takeGroup());
        if (head.take("INCLUDE")) {
            groups.add(head.takeGroup());
        }
        return groups;
    }

    private Optional<Effect> dropped() {
        Head rest = head.rest();
        String what = head.take().text();
        boolean concurrently = what.equals("INDEX") && head.take("CONCURRENTLY");
        boolean unless = head.take("IF", "EXISTS");
        if (concurrently) {
            Optional<Effect> drop = names.qualified().map(Effect.IndexDrop::new);
            head.take("RESTRICT");
            return drop.filter(it -> head.isAtEnd());
        }
        if (unless) {
            return Optional.of(REPEATABLE);
        }
        if (commitsDdl()) {
            Optional<Effect> table = new TableEffect(rest, rules).dropped();
            if (table.isPresent()) {
                return table;
            }
        }
        return change(Action.DROP, what);
    }

    private Optional<Effect> altered() {
        Head rest = head.rest();
        return switch (head.take().text()) {
            case "SYSTEM" -> Optional.of(REPEATABLE);
            case "DATABASE" -> Optional.of(REPEATABLE);
            case "SUBSCRIPTION" -> alteredSubscription();
            case "TABLE" -> commitsDdl() ? new TableEffect(rest, rules).altered() : detached();
            default -> Optional.empty();
        };
    }

    /** What is added or dropped is refused the second time. */
    private Optional<Effect> alteredSubscription() {
        head.skipName();
        return head.peek().isWord("REFRESH") || head.peek().isWord("SET")
                ? Optional.of(REPEATABLE)
                : Optional.empty();
    }

    private Optional<Effect> detached() {
        head.take("IF", "EXISTS");
        head.take("ONLY");
        Optional<String> parent = names.qualified();
        head.takeSymbol("*");
        if (parent.isEmpty() || !head.take("DETACH", "PARTITION")) {
            return Optional.empty();
        }
        return names.qualified()
                .filter(partition -> head.take("CONCURRENTLY"))
                .map(partition -> new Effect.Detachment(parent.get(), partition));
    }

    /** A thing that is in no schema. */
    private Optional<Effect> change(Action action, String what) {
        Optional<Kind> kind =
                switch (what) {
                    case "DATABASE" -> Optional.of(Kind.DATABASE);
                    case "SCHEMA" ->
                            rules.grammar() == Grammar.MYSQL
                                    ? Optional.of(Kind.DATABASE)
                                    : Optional.empty();
                    case "SUBSCRIPTION" -> Optional.of(Kind.SUBSCRIPTION);
                    case "TABLESPACE" -> Optional.of(Kind.TABLESPACE);
                    default -> Optional.empty();
                };
        boolean known =
                kind.isPresent()
                        && (rules.grammar() == Grammar.POSTGRESQL
                                || (rules.grammar() == Grammar.MYSQL
                                        && kind.get() == Kind.DATABASE));
        return known
                ? names.one()
                        .map(
                                name ->
                                        new Changes(
                                                List.of(
                                                        new Change(
                                                                action,
                                                                new CatalogName(
                                                                        kind.get(),
                                                                        null,
                                                                        null,
                                                                        name)))))
                : Optional.empty();
    }
}
