package dev.lifeguard.migrate.script;

/**
 * What a statement is to the reader of its script.
 *
 * @param facts what it means to the run
 * @param control what it does to its transaction
 * @param copy whether it copies from or to the client
 * @param asksBack whether it asks for what the statement before it left in the session
 * @param ofADump whether it stands between the LOCK TABLES and UNLOCK TABLES of a dump
 */
record StatementForm(
        StatementFacts facts,
        TransactionControl control,
        CopyForm copy,
        boolean asksBack,
        boolean ofADump) {

    /** Whether it goes to the server: what frames a block or a dump's rows does not. */
    boolean isSent() {
        return control.isSent();
    }

    /** The name that messages call it by. */
    String name() {
        return facts.name();
    }

    /** Whether the server refuses it in a transaction block. */
    boolean runsOutside() {
        return facts.kind().runsOutside();
    }
}
