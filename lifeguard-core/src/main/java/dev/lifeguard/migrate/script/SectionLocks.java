package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.script.Section.LockOut;
import dev.lifeguard.migrate.script.StatementFacts.LockClass;
import dev.lifeguard.migrate.script.StatementFacts.Trait;

/** Finds from where on others may have to wait behind a section. */
final class SectionLocks {

    private boolean others;
    private boolean takesLong;
    private boolean locksOut;
    private boolean first;

    /** Takes the next statement that is sent. */
    void add(StatementFacts facts) {
        if (!locksOut && facts.mayLockOut()) {
            locksOut = true;
            first = !others && !facts.has(Trait.CATCHES_FAILURES);
        }
        others |= !facts.has(Trait.SETTING);
        takesLong |= facts.lockClass() == LockClass.LONG_HARMLESS;
    }

    LockOut lockOut() {
        if (locksOut) {
            return first ? LockOut.AT_ONCE : LockOut.LATER;
        }
        return takesLong ? LockOut.NEVER_BUT_LONG : LockOut.NEVER;
    }
}
