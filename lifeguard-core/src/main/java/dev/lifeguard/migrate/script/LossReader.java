package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out which rows and values a statement takes away. */
final class LossReader {

    private static final List<Loss> UNKNOWN = List.of(new Loss.Unknown());

    /** What may follow DROP and RENAME in an ALTER TABLE, and is no column. */
    private static final Set<String> NO_COLUMN =
            Set.of(
                    "CHECK",
                    "CONSTRAINT",
                    "FOREIGN",
                    "INDEX",
                    "KEY",
                    "PERIOD",
                    "PRIMARY",
                    "SYSTEM",
                    "UNIQUE",
                    "AS");

    /** What takes columns with it that are of it. */
    private static final Set<String> TAKES_COLUMNS =
            Set.of("ACCESS", "COLLATION", "DOMAIN", "EXTENSION", "TYPE");

    private static final Set<String> QUERIES = Set.of("SELECT", "TABLE", "VALUES", "WITH");

    private final Head head;
    private final LexerRules rules;
    private final NameReader names;

    private LossReader(Head head, LexerRules rules) {
        this.head = head;
        this.rules = rules;
        this.names = new NameReader(head, rules);
    }

    /** What a statement takes away; nothing for most. */
    static List<Loss> of(Head head, LexerRules rules, Set<Trait> traits) {
        if (traits.contains(Trait.RUNS_STATEMENTS)) {
            return UNKNOWN;
        }
        if (QUERIES.contains(head.peek().text()) && traits.contains(Trait.CHANGES_SETTINGS)) {
            return path(new SearchPathReader(head, rules).configured());
        }
        return new LossReader(head, rules).losses();
    }

    private List<Loss> losses() {
        return switch (head.take().text()) {
            case "DROP" -> dropped();
            case "TRUNCATE" -> truncated();
            case "CREATE" -> replaced();
            case "ALTER" -> changed();
            case "RENAME" -> head.takeOneOf("TABLE", "TABLES") ? renamed() : List.of();
            case "SET" -> path(new SearchPathReader(head, rules).set());
            case "USE" -> path(new SearchPathReader(head, rules).used());
            case "RESET", "DISCARD" -> path(new SearchPathReader(head, rules).reset());
            default -> List.of();
        };
    }

    private static List<Loss> path(Optional<Loss.SearchPath> path) {
        return path.<List<Loss>>map(List::of).orElse(List.of());
    }

    private List<Loss> dropped() {
        String what = head.take().text();
        head.take("IF", "EXISTS");
        return switch (what) {
            case "TABLE", "TABLES" -> tables(Loss.Table::new);
            case "SCHEMA" -> schema();
            case "DATABASE" -> rules.grammar() == Grammar.MYSQL ? schema() : UNKNOWN;
            // All tables of a role, also without CASCADE.
            case "OWNED" -> UNKNOWN;
            default -> TAKES_COLUMNS.contains(what) && head.skipTo("CASCADE") ? UNKNOWN : List.of();
        };
    }

    private List<Loss> schema() {
        List<Loss> schemas = new ArrayList<>();
        do {
            Optional<String> name = names.one();
            if (name.isEmpty()) {
                return UNKNOWN;
            }
            schemas.add(new Loss.Schema(name.get()));
        } while (head.takeSymbol(","));
        // Without it the server refuses to drop one that is not empty.
        return rules.grammar() == Grammar.MYSQL || head.skipTo("CASCADE") ? schemas : List.of();
    }

    private List<Loss> truncated() {
        head.take("TABLE");
        List<Loss> losses = new ArrayList<>(tables(Loss.Rows::new));
        // It empties the tables that reference these, too.
        if (head.skipTo("CASCADE")) {
            losses.add(new Loss.Unknown());
        }
        return losses;
    }

    /** MariaDB's way to drop a table and make another one. */
    private List<Loss> replaced() {
        return head.take("OR", "REPLACE", "TABLE") ? tables(Loss.Table::new) : List.of();
    }

    private List<Loss> changed() {
        // MariaDB's.
        head.take("ONLINE");
        head.take("IGNORE");
        if (head.take("TABLE")) {
            return altered();
        }
        boolean unknown =
                head.take("TYPE")
                        ? head.skipTo("DROP")
                        : head.take("SCHEMA") && head.skipTo("RENAME");
        return unknown ? UNKNOWN : List.of();
    }

    /** Makes a loss of a table's name. */
    @FunctionalInterface
    private interface OfTable {

        Loss of(String table);
    }

    private List<Loss> tables(OfTable loss) {
        List<Loss> tables = new ArrayList<>();
        do {
            head.take("ONLY");
            Optional<String> table = names.qualified();
            if (table.isEmpty()) {
                return UNKNOWN;
            }
            head.takeSymbol("*");
            tables.add(loss.of(table.get()));
        } while (head.takeSymbol(","));
        return tables;
    }

    private List<Loss> renamed() {
        head.take("IF", "EXISTS");
        List<Loss> tables = new ArrayList<>();
        do {
            Optional<String> from = names.qualified();
            Optional<String> to =
                    from.isPresent() && head.take("TO") ? names.qualified() : Optional.empty();
            if (to.isEmpty()) {
                return UNKNOWN;
            }
            tables.add(new Loss.TableRenamed(from.get(), to.get()));
        } while (head.takeSymbol(","));
        return tables;
    }

    private List<Loss> altered() {
        head.take("IF", "EXISTS");
        head.take("ONLY");
        Optional<String> table = names.qualified();
        if (table.isEmpty()) {
            return UNKNOWN;
        }
        head.takeSymbol("*");
        List<Loss> losses = new ArrayList<>();
        do {
            action(table.get(), losses);
            skipAction();
        } while (head.takeSymbol(","));
        return head.isAtEnd() ? losses : UNKNOWN;
    }

    private void action(String table, List<Loss> losses) {
        if (head.take("DROP", "PARTITION")
                || head.take("TRUNCATE", "PARTITION")
                || head.take("EXCHANGE", "PARTITION")
                || head.take("DISCARD")) {
            losses.add(new Loss.Unknown());
        } else if (head.take("SET", "SCHEMA")) {
            names.one().ifPresent(to -> losses.add(moved(table, to)));
        } else if (head.take("DROP")) {
            dropColumns(table, losses);
        } else if (head.take("RENAME")) {
            rename(table, losses);
        } else if (head.take("ALTER")) {
            // H2's way to rename a column.
            head.take("COLUMN");
            Optional<String> from = names.one();
            if (from.isPresent() && head.take("RENAME", "TO")) {
                renameColumn(table, from.get(), losses);
            }
        } else if (head.take("CHANGE")) {
            // MariaDB's.
            head.take("COLUMN");
            head.take("IF", "EXISTS");
            names.one().ifPresent(from -> renameColumn(table, from, losses));
        }
    }

    private void renameColumn(String table, String from, List<Loss> losses) {
        names.one()
                .filter(to -> !to.equals(from))
                .ifPresent(to -> losses.add(new Loss.ColumnRenamed(table, from, to)));
    }

    private void dropColumns(String table, List<Loss> losses) {
        boolean column = head.take("COLUMN");
        boolean unless = head.take("IF", "EXISTS");
        if (!column && !unless && NO_COLUMN.contains(head.peek().text())) {
            return;
        }
        // H2 takes several between parentheses.
        head.takeIf(TokenKind.OPEN);
        do {
            names.one().ifPresent(name -> losses.add(new Loss.Column(table, name)));
        } while (rules.grammar() == Grammar.H2 && head.takeSymbol(","));
        head.takeIf(TokenKind.CLOSE);
    }

    private void rename(String table, List<Loss> losses) {
        boolean word = head.take("TO") || head.take("AS") || head.takeSymbol("=");
        if (word || isNewName()) {
            names.qualified()
                    .ifPresent(to -> losses.add(new Loss.TableRenamed(table, beside(table, to))));
            return;
        }
        boolean column = head.take("COLUMN");
        if (!column && NO_COLUMN.contains(head.peek().text())) {
            return;
        }
        Optional<String> from = names.one();
        if (from.isPresent() && head.take("TO")) {
            renameColumn(table, from.get(), losses);
        }
    }

    /** MariaDB needs no word before it. */
    private boolean isNewName() {
        boolean other =
                NO_COLUMN.contains(head.peek().text()) || head.peek().text().equals("COLUMN");
        return rules.grammar() == Grammar.MYSQL && !other;
    }

    private static Loss moved(String table, String schema) {
        return new Loss.TableRenamed(table, WrittenName.of(table).behind(schema));
    }

    /** The new name has no schema on PostgreSQL; the table stays in its own. */
    private static String beside(String table, String to) {
        WrittenName name = WrittenName.of(to);
        return name.isAlone() ? name.behind(WrittenName.of(table).qualifier()) : to;
    }

    private void skipAction() {
        while (!head.isAtEnd() && !head.peek().text().equals(",")) {
            if (head.peek().isCut()) {
                return;
            }
            if (head.peek().kind() == TokenKind.OPEN) {
                head.takeGroup();
            } else {
                head.take();
            }
        }
    }
}
