package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.script.StatementFacts.LockClass;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together what the tokens of a statement tell of it. */
final class FactsReader {

    /** The server refuses them in a transaction where the table is partitioned, for example. */
    private static final Set<String> REFUSED_AT_TIMES = Set.of("CLUSTER", "REINDEX");

    private static final Set<Trait> SETTING = Set.of(Trait.SETTING, Trait.CHANGES_SETTINGS);

    /** A block's or a procedure's SET is in a text that is not looked into. */
    private static final Set<Trait> OPAQUE =
            Set.of(Trait.RUNS_STATEMENTS, Trait.CHANGES_SETTINGS, Trait.REACHES_ALL_TABLES);

    private static final Set<Trait> MAY_COMMIT =
            Set.of(
                    Trait.RUNS_STATEMENTS,
                    Trait.CHANGES_SETTINGS,
                    Trait.REACHES_ALL_TABLES,
                    Trait.MAY_COMMIT);

    private static final Map<String, Set<Trait>> OF_VERB =
            Map.ofEntries(
                    Map.entry("CREATE", Set.of(Trait.CREATES)),
                    Map.entry("SET", SETTING),
                    Map.entry("RESET", SETTING),
                    // MariaDB's, and SQLite's.
                    Map.entry("USE", SETTING),
                    Map.entry("PRAGMA", SETTING),
                    Map.entry("DISCARD", Set.of(Trait.CHANGES_SETTINGS)),
                    Map.entry("LISTEN", Set.of(Trait.NEEDS_ITS_SESSION)),
                    Map.entry("PREPARE", Set.of(Trait.NEEDS_ITS_SESSION)),
                    Map.entry("REINDEX", Set.of(Trait.REACHES_ALL_TABLES)),
                    Map.entry("VACUUM", Set.of(Trait.REACHES_ALL_TABLES)),
                    Map.entry("CLUSTER", Set.of(Trait.REACHES_ALL_TABLES)),
                    Map.entry("DO", MAY_COMMIT),
                    Map.entry("CALL", MAY_COMMIT),
                    Map.entry("EXECUTE", OPAQUE),
                    // Compound statements of MariaDB.
                    Map.entry("IF", OPAQUE),
                    Map.entry("CASE", OPAQUE),
                    Map.entry("BEGIN", OPAQUE),
                    Map.entry("FOR", OPAQUE),
                    Map.entry("LOOP", OPAQUE),
                    Map.entry("REPEAT", OPAQUE),
                    Map.entry("WHILE", OPAQUE),
                    // H2's.
                    Map.entry("RUNSCRIPT", OPAQUE));

    private final Head head;
    private final HeadCollector collected;
    private final SessionTrace trace;
    private final ReachTrace reach;
    private final LexerRules rules;
    private final CommitsByItself.Answer commits;

    FactsReader(HeadCollector collected, SessionTrace trace, ReachTrace reach, LexerRules rules) {
        this.head = collected.head();
        this.collected = collected;
        this.trace = trace;
        this.reach = reach;
        this.rules = rules;
        this.commits = CommitsByItself.of(head.again(), rules);
    }

    StatementForm form() {
        TransactionControl control = TransactionControl.of(head.again(), rules.grammar(), commits);
        CopyForm copy = rules.has(Feature.COPY_DATA) ? CopyForm.of(head.again()) : CopyForm.NONE;
        return new StatementForm(
                facts(control, copy),
                control,
                copy,
                trace.asksBack(),
                rules.grammar() == Grammar.MYSQL && TableLocks.isOfADump(head.again(), trace));
    }

    private StatementFacts facts(TransactionControl control, CopyForm copy) {
        Optional<String> outside = OutsideTransaction.nameOf(head.again(), rules, commits);
        String name = outside.orElseGet(() -> name(control));
        Set<Trait> traits = traits(name);
        boolean effect = outside.isPresent() || REFUSED_AT_TIMES.contains(head.peek().text());
        return new StatementFacts(
                name,
                kind(outside.isPresent() && control.isSent(), copy),
                traits,
                trace.leaves(name),
                effect ? EffectReader.of(head.again(), rules) : EffectReader.UNKNOWN,
                lockClass(traits),
                LossReader.of(head.again(), rules, traits),
                routine(name),
                reach.qualifiers());
    }

    private String name(TransactionControl control) {
        String name = StatementName.of(head.again());
        return control.isAutocommit() && name.equals("SET") ? "SET AUTOCOMMIT" : name;
    }

    private StatementKind kind(boolean outside, CopyForm copy) {
        if (copy == CopyForm.FROM_STDIN) {
            return StatementKind.COPY_FROM_STDIN;
        }
        if (outside) {
            return DoneInParts.is(head.again(), rules.grammar(), commits)
                    ? StatementKind.OUTSIDE_IN_PARTS
                    : StatementKind.OUTSIDE_TRANSACTION;
        }
        return GivenRows.of(head.again()) || collected.hasReturning()
                ? StatementKind.GIVES_ROWS
                : StatementKind.ORDINARY;
    }

    private Set<Trait> traits(String name) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        addOfVerb(traits, name);
        if (reach.leaves()) {
            traits.add(Trait.LEAVES_DATABASE);
        }
        if (commits == CommitsByItself.Answer.YES) {
            traits.add(Trait.COMMITS);
        } else if (commits == CommitsByItself.Answer.PERHAPS) {
            traits.add(Trait.MAY_COMMIT);
        }
        if (trace.namesIdleTimeout()) {
            traits.add(Trait.NAMES_IDLE_TIMEOUT);
        }
        addOfLockTimeout(traits);
        return traits;
    }

    private void addOfLockTimeout(Set<Trait> traits) {
        if (rules.grammar() != Grammar.POSTGRESQL) {
            return;
        }
        if (traits.contains(Trait.CHANGES_SETTINGS) && trace.lockTimeout().named()) {
            traits.add(Trait.SETS_LOCK_TIMEOUT);
        }
        if (trace.lockTimeout().catches()) {
            traits.add(Trait.CATCHES_FAILURES);
        }
    }

    private void addOfVerb(Set<Trait> traits, String name) {
        int blank = name.indexOf(' ');
        String verb = blank < 0 ? name : name.substring(0, blank);
        traits.addAll(OF_VERB.getOrDefault(verb, Set.of()));
        switch (verb) {
            case "SELECT", "WITH", "VALUES", "TABLE" -> addOfQuery(traits, name);
            case "CREATE" -> addOfCreate(traits, name);
            case "SET" -> addOfSet(traits);
            case "DROP" -> {
                if (name.equals("DROP DATABASE") || name.equals("DROP SCHEMA")) {
                    traits.add(Trait.REACHES_ALL_TABLES);
                }
            }
            case "DO" -> {
                if (rules.grammar() == Grammar.POSTGRESQL) {
                    traits.add(Trait.BLOCK);
                }
            }
            default -> {}
        }
    }

    private void addOfSet(Set<Trait> traits) {
        Head words = head.again();
        words.take();
        if (!words.takeOneOf("LOCAL", "CONSTRAINTS")) {
            traits.add(Trait.NEEDS_ITS_SESSION);
        }
    }

    private void addOfCreate(Set<Trait> traits, String name) {
        traits.add(Trait.CREATES);
        if (name.equals("CREATE DATABASE")) {
            traits.add(Trait.COPIES_DATABASE);
        }
        Head words = head.again();
        words.take();
        words.take("OR", "REPLACE");
        words.takeOneOf("LOCAL", "GLOBAL");
        if (words.takeOneOf("TEMP", "TEMPORARY")) {
            traits.add(Trait.NEEDS_ITS_SESSION);
        }
    }

    private void addOfQuery(Set<Trait> traits, String name) {
        if (trace.queriesSetConfig()) {
            traits.add(Trait.CHANGES_SETTINGS);
        }
        if (trace.calls() && trace.leaves(name) == SqlStatement.Leaves.ANYTHING) {
            traits.add(Trait.CALLS_FUNCTIONS);
        }
    }

    private LockClass lockClass(Set<Trait> traits) {
        boolean known =
                rules.grammar() == Grammar.POSTGRESQL
                        && !rules.has(Feature.DDL_COMMITS_BY_ITSELF)
                        && !traits.contains(Trait.RUNS_STATEMENTS)
                        && !traits.contains(Trait.CALLS_FUNCTIONS);
        return known ? new StatementLocks(head.again()).lockClass() : LockClass.UNKNOWN;
    }

    private Optional<String> routine(String name) {
        if (rules.grammar() != Grammar.POSTGRESQL
                || (!name.equals("CREATE FUNCTION") && !name.equals("CREATE PROCEDURE"))) {
            return Optional.empty();
        }
        Head words = head.again();
        words.take();
        words.take("OR", "REPLACE");
        words.take();
        return new NameReader(words, rules)
                .parts()
                .filter(parts -> words.peek().kind() == TokenKind.OPEN)
                .map(parts -> String.join(".", parts));
    }
}
