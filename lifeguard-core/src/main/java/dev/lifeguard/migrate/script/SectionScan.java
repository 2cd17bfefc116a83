package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what a scan finds of one section together. */
final class SectionScan {

    private static final String BASELINE_ENDING = ".baseline.sql";

    private final ScriptSource script;
    private final SectionKind kind;
    private final Place start;
    private final TransactionShape shape;
    private final TableLocks locks;
    private final ShortStatements statements = new ShortStatements();
    private final SectionLocks locking = new SectionLocks();
    private final List<Section.Allow> allows = new ArrayList<>();
    private final BatchScan batch;

    /** What the whole script says of it. */
    private final Transaction transaction;

    /** Why the section is read a second time, without a transaction; null the first time. */
    private final ScriptItem.@Nullable OutsideAfterLocal again;

    // Each is null until it comes.
    private @Nullable Position firstStatement;
    private ScriptItem.@Nullable PlacedDirective firstDirective;
    private ScriptItem.@Nullable PlacedDirective firstAllow;
    private ScriptItem.@Nullable PlacedDirective noTransaction;
    private ScriptItem.@Nullable PlacedDirective irreversible;
    private ScriptItem.@Nullable PlacedDirective nothingToUndo;
    private ScriptItem.@Nullable PlacedDirective lockTimeout;
    private ScriptItem.@Nullable PlacedDirective batched;
    private ScriptItem.@Nullable PlacedDirective requires;
    private @Nullable Long required;
    private @Nullable String reason;
    private @Nullable Undeclared undeclared;
    private boolean asksBack;
    private @Nullable Duration timeout;

    SectionScan(ScriptSource script, SectionKind kind, Place start, Transaction transaction) {
        this(script, kind, start, transaction, null);
    }

    private SectionScan(
            ScriptSource script,
            SectionKind kind,
            Place start,
            Transaction transaction,
            ScriptItem.@Nullable OutsideAfterLocal again) {
        this.script = script;
        this.kind = kind;
        this.start = start;
        this.transaction = transaction;
        this.again = again;
        shape =
                new TransactionShape(
                        script.content().fileName(), script.rules().sql(), part(script));
        locks = new TableLocks(script.content().fileName());
        batch = new BatchScan(script, kind);
    }

    /** What messages call a section: a script may be one as a whole. */
    private static String part(ScriptSource script) {
        return script.form().part() == Part.WHOLE ? "section" : "script";
    }

    /** The same section with nothing read of it yet, as it is without a transaction. */
    SectionScan again(ScriptItem.OutsideAfterLocal outside) {
        return new SectionScan(script, kind, start, transaction, outside);
    }

    /** Begins to read a section that is read again; the caller closes the scanner. */
    ScriptScanner open() throws IOException {
        ScriptScanner scanner = ScriptScanner.open(script, start);
        scanner.endTransactionEachTime();
        return scanner;
    }

    /** Tells the scanner, which is at its start, how it is read. */
    void begin(ScriptScanner scanner) {
        if (transaction == Transaction.NONE) {
            scanner.endTransactionEachTime();
        }
    }

    SectionKind kind() {
        return kind;
    }

    void add(ScriptItem.Statement statement) {
        if (firstStatement == null) {
            firstStatement = statement.start();
        }
        if (irreversible != null && kind == SectionKind.DOWN) {
            throw fault(
                    ("This down section is irreversible by line %s, but has a statement. Take one"
                                    + " of them out.")
                            .formatted(irreversible.position().line()),
                    statement.start());
        }
        if (nothingToUndo != null) {
            throw fault(
                    "This down section has nothing to undo by line %s, but has a statement. Take one of them out."
                            .formatted(nothingToUndo.position().line()),
                    statement.start());
        }
        shape.add(statement);
        locks.add(statement);
        if (undeclared == null) {
            undeclared = statement.undeclared();
        }
        asksBack |= statement.form().asksBack();
        if (statement.form().isSent()) {
            locking.add(statement.form().facts());
            statements.add(statement);
            batch.add(statement);
        }
    }

    void add(ScriptItem.PlacedDirective directive) {
        if (directive.directive() instanceof Directive.Allow allow) {
            firstAllow = firstAllow == null ? directive : firstAllow;
            allows.add(new Section.Allow(allow.rule(), allow.reason(), directive.position()));
            return;
        }
        if (firstStatement != null) {
            throw fault(
                    "The directive \"%s\" stands below the first statement of its %s. Move it above line %s."
                            .formatted(directive.text(), part(script), firstStatement.line()),
                    directive.position());
        }
        if (firstDirective == null) {
            firstDirective = directive;
        }
        switch (directive.directive()) {
            case Directive.NoTransaction ignored -> noTransaction = once(noTransaction, directive);
            case Directive.Irreversible it -> {
                irreversible = once(irreversible, directive);
                reason = it.reason();
            }
            case Directive.NothingToUndo it -> {
                if (kind == SectionKind.UP) {
                    throw fault(
                            "The directive \"%s\" stands in the up section. Move it below a line \"%s\"."
                                    .formatted(directive.text(), script.form().marks().down()),
                            directive.position());
                }
                nothingToUndo = once(nothingToUndo, directive);
            }
            case Directive.LockTimeout it -> {
                lockTimeout = once(lockTimeout, directive);
                timeout = it.duration();
            }
            case Directive.Batch it -> {
                batched = once(batched, directive);
                batch.add(directive, it.terms());
            }
            case Directive.Requires it -> {
                requires = once(requires, directive);
                required = it.version();
            }
            case Directive.Squashed ignored -> requireBaseline(directive);
            case Directive.Allow ignored -> {}
            case Directive.Malformed it -> throw fault(it.message(), directive.position());
        }
    }

    /** Elsewhere nothing would read it, and the file would be applied as a migration. */
    private void requireBaseline(ScriptItem.PlacedDirective directive) {
        if (!script.content().fileName().endsWith(BASELINE_ENDING)) {
            throw fault(
                    "The directive \"-- lifeguard:squashed\" stands in a file that is no baseline. Name it \"VERSION_NAME%s\"."
                            .formatted(BASELINE_ENDING),
                    directive.position());
        }
    }

    /**
     * What is above a file's first marker says of the whole script; throws if there is anything
     * that says nothing of it.
     */
    Transaction above(ScriptItem.Marker marker) {
        ScriptItem.PlacedDirective misplaced = misplacedAbove();
        if (misplaced != null) {
            String what = "The directive \"%s\"".formatted(misplaced.text());
            throw fault(above(what, marker), misplaced.position());
        }
        if (firstStatement != null) {
            throw fault(above("This statement", marker), firstStatement);
        }
        return noTransaction == null ? transaction : Transaction.NONE;
    }

    /** A directive that says nothing of a whole script, or null; in our own layout none does. */
    private ScriptItem.@Nullable PlacedDirective misplacedAbove() {
        if (firstAllow != null) {
            return firstAllow;
        }
        if (script.form().isOwn() || noTransaction == null) {
            return firstDirective;
        }
        return lockTimeout == null ? irreversible : lockTimeout;
    }

    /** Below a down marker it would become a part of the way back. */
    private String above(String what, ScriptItem.Marker marker) {
        int line = marker.position().line();
        return marker.kind() == SectionKind.DOWN
                ? "%s stands above \"%s\" in line %s and below no up section. Write \"%s\" above it."
                        .formatted(what, marker.text(), line, script.form().marks().up())
                : "%s stands above the first section. Move it below \"%s\" in line %s."
                        .formatted(what, marker.text(), line);
    }

    /** Throws if a down section follows although this one says that there is none. */
    void checkBefore(ScriptItem.Marker down) {
        if (irreversible != null) {
            throw fault(
                    ("The migration is irreversible by line %s, but has a down section. Take one of"
                                    + " them out.")
                            .formatted(irreversible.position().line()),
                    down.position());
        }
    }

    /**
     * The section, now that its end is found.
     *
     * @throws InvalidScriptException if it cannot run in one transaction, nor without one
     */
    Section finish(long end) {
        boolean without = noTransaction != null || transaction == Transaction.NONE;
        if (without || shape.outside() != null) {
            shape.checkWithout();
        } else if (again != null) {
            throw fault(
                    ("%s cannot run in a transaction, and is a part of a string without one, as"
                                    + " SET LOCAL standard_conforming_strings above it would be"
                                    + " ignored. Write SET instead of SET LOCAL.")
                            .formatted(again.name()),
                    again.position());
        } else {
            shape.checkWithin();
        }
        return new Section(
                new Section.Source(script, start, end),
                new Section.Facts(
                        shape.count(),
                        without,
                        shape.outside(),
                        reason,
                        timeout,
                        locking.lockOut(),
                        nothingToUndo != null,
                        undeclared,
                        asksBack,
                        firstDirective == null
                                ? null
                                : new Section.Mark(
                                        firstDirective.text(), firstDirective.position()),
                        shape.block(),
                        List.copyOf(allows),
                        batch.finish(noTransaction),
                        required),
                statements.finish());
    }

    private ScriptItem.PlacedDirective once(
            ScriptItem.@Nullable PlacedDirective before, ScriptItem.PlacedDirective now) {
        if (before != null) {
            throw fault(
                    "The directive \"%s\" is there twice. Take it out here or in line %s."
                            .formatted(now.text(), before.position().line()),
                    now.position());
        }
        return now;
    }

    private InvalidScriptException fault(String message, Position at) {
        return at.fault(message, script.content().fileName());
    }
}
