package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.output.TextTable.Cell;
import dev.lifeguard.migrate.cli.output.TextTable.Side;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.report.LockHolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who holds the lock, in words. */
final class LockText {

    private LockText() {}

    static List<String> lines(Answer.Locked locked, Style style) {
        if (locked.holder().isEmpty()) {
            return List.of("Nobody holds the lock.");
        }
        LockHolder holder = locked.holder().get();
        List<String> lines = new ArrayList<>();
        lines.add(
                switch (locked.state()) {
                    case UNTOUCHED -> "The lock is held:";
                    case REMOVED -> "The lock was removed. It was held:";
                });
        lines.addAll(details(holder, style));
        if (locked.state() == LockState.UNTOUCHED) {
            lines.add(advice(holder));
        }
        return lines;
    }

    static List<String> details(LockHolder holder, Style style) {
        TextTable table = new TextTable(Side.LEFT, Side.LEFT);
        add(table, style, "by", holder.holder());
        add(table, style, "since", Wording.moment(holder.since()) + " UTC");
        Instant leaseEnd = holder.leaseEnd();
        add(
                table,
                style,
                "lease",
                leaseEnd == null ? "none" : "until " + Wording.moment(leaseEnd) + " UTC");
        if (holder.backend() != null) {
            add(
                    table,
                    style,
                    "server process",
                    "%s, %s".formatted(holder.backend(), processState(holder)));
        }
        if (holder.backendQuery() != null) {
            add(table, style, "last statement", oneLine(holder.backendQuery()));
        }
        return table.lines();
    }

    /** Who may not see what a process does sees that it is there. */
    private static String processState(LockHolder holder) {
        if (holder.backendState() != null) {
            return holder.backendState();
        }
        return holder.backendQuery() == null
                ? "not there"
                : "there; this user may not see what it does";
    }

    private static void add(TextTable table, Style style, String name, String value) {
        table.row(new Cell("  " + name, style::dim), Cell.of(value));
    }

    private static String oneLine(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= 100 ? line : line.substring(0, 100) + " ...";
    }

    private static String advice(LockHolder holder) {
        return switch (holder.liveness()) {
            case ALIVE ->
                    holder.backendQuery() == null
                            ? "Its lease runs; whether its holder still lives is not known. If it"
                                    + " does not, the next run takes the lock over by itself when"
                                    + " the lease is over. If it does, unlock --force would stop it"
                                    + " at its next step."
                            : "Its lease runs, and its server process is there. unlock --force"
                                  + " would stop it at its next step; do that only when it must not"
                                  + " go on.";
            case DEAD -> leftBehind(holder);
            case UNKNOWN ->
                    "Its row has no lease, so another tool or a person wrote it. When nobody is at"
                            + " work, remove it: lifeguard-migrate unlock --force";
        };
    }

    private static String leftBehind(LockHolder holder) {
        if (holder.backendQuery() != null) {
            return "Its lease has run out, but its server process is there. The next run takes the"
                    + " lock over when that is no longer at work.";
        }
        return holder.backend() == null
                ? "Its lease has run out. The next run takes the lock over by itself."
                : "Its server process is not there any more. The next run takes the lock over by"
                        + " itself.";
    }
}
