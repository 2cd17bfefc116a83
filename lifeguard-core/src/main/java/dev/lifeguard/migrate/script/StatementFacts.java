package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.script.SqlStatement.Leaves;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement means, as its tokens tell it: whoever runs it asks for these facts and looks at
 * no text. What is not known is said to be unknown.
 *
 * @param name short and in upper case, such as {@code CREATE INDEX CONCURRENTLY}, for messages
 * @param kind what running it takes
 * @param traits what else matters to a run; more may come in later versions
 * @param leaves what its session may keep of it
 * @param effect what it leaves where it runs outside a transaction
 * @param lockClass how it locks on PostgreSQL; of other databases it is not known
 * @param losses which rows and values it takes away, in its order; names that it gives among them
 * @param routine the function or procedure of PostgreSQL that it makes, with its schema if the
 *     statement names one, each as the catalogue has it or in quotes; empty for any other
 * @param qualifiers names before a dot that are, or may be, those of databases of MariaDB, without
 *     quotes; empty for other databases
 */
public record StatementFacts(
        String name,
        StatementKind kind,
        Set<Trait> traits,
        Leaves leaves,
        Effect effect,
        LockClass lockClass,
        List<Loss> losses,
        Optional<String> routine,
        Set<String> qualifiers) {

    /** Something that is so, or may be so, of a statement. */
    public enum Trait {
        /** Is a SET, RESET, USE or PRAGMA: in another session it may run again, for the same. */
        SETTING,
        /** May change settings that outlive its transaction. */
        CHANGES_SETTINGS,
        /** Names the time after which the server ends a session that waits. */
        NAMES_IDLE_TIMEOUT,
        /** Is for nothing where the next statement has another session. */
        NEEDS_ITS_SESSION,
        /** May set what PostgreSQL's statements wait for a lock. */
        SETS_LOCK_TIMEOUT,
        /** Is a block of PostgreSQL that may hide how its statements end. */
        CATCHES_FAILURES,
        /** Runs statements that are not looked into, as CALL and a compound statement do. */
        RUNS_STATEMENTS,
        /** Is a block, whose statements are a string: DO of PostgreSQL. */
        BLOCK,
        /** Is a query that calls functions of which it is not known what they do. */
        CALLS_FUNCTIONS,
        /** Commits what is open before it runs. */
        COMMITS,
        /** May do so, or commit inside of itself where it is in no transaction. */
        MAY_COMMIT,
        /** Makes something, or puts it in the place of another. */
        CREATES,
        /** May work on all tables, or on any. */
        REACHES_ALL_TABLES,
        /** Copies a database, in which nobody else may be. */
        COPIES_DATABASE,
        /**
         * Is about a database of MariaDB, or the file of one of SQLite, that need not be its
         * session's: USE, CREATE DATABASE, ATTACH and the like.
         */
        LEAVES_DATABASE
    }

    /**
     * How a statement locks tables that are there before it, on PostgreSQL. Of a table that is
     * partitioned, that a trigger writes to, or whose columns have types of the user's own it may
     * lock more than its text says.
     */
    public enum LockClass {
        /** Takes strong locks, if any, for no longer than a change of the catalogue takes. */
        BRIEF,
        /** Takes long, and lets others read and write meanwhile, or only read its own copy. */
        LONG_HARMLESS,
        /** Locks as an application's own reading and writing of rows does, or not at all. */
        DATA,
        /** Rewrites or reads a table under a lock that others wait for. */
        LONG_HARMFUL,
        /** Its text does not tell. */
        UNKNOWN
    }

    /** Copies the collections. */
    public StatementFacts {
        traits = Set.copyOf(traits);
        losses = List.copyOf(losses);
        qualifiers = Set.copyOf(qualifiers);
    }

    /** Of what stands for a statement, and is none of SQL that is known. */
    public static StatementFacts named(String name, StatementKind kind) {
        return new StatementFacts(
                name,
                kind,
                Set.of(),
                Leaves.NOTHING,
                EffectReader.UNKNOWN,
                LockClass.UNKNOWN,
                List.of(),
                Optional.empty(),
                Set.of());
    }

    /**
     * Whether others may have to wait behind it while it waits for a lock. Of a query that calls
     * functions that is not known, and most of them work on rows.
     */
    public boolean mayLockOut() {
        return switch (lockClass) {
            case BRIEF, LONG_HARMFUL -> true;
            case DATA, LONG_HARMLESS -> false;
            case UNKNOWN -> !has(Trait.SETTING) && !has(Trait.CALLS_FUNCTIONS);
        };
    }

    /** Whether this is so of the statement. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }
}
