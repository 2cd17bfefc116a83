package dev.lifeguard.migrate.layouts.dbmate;

import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import dev.lifeguard.migrate.layouts.file.CommentLines;
import dev.lifeguard.migrate.layouts.file.CommentLines.CommentLine;
import dev.lifeguard.migrate.layouts.file.ReadOnce;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Where the blocks of a file are, found line by line as dbmate does it. */
final class DbmateScan implements ReadOnce.Reading {

    private static final String OPTION = "transaction:";
    private static final String WITHOUT_TRANSACTION = OPTION + "false";

    private final List<Block> ups = new ArrayList<>();
    private final List<Block> downs = new ArrayList<>();

    /** The first mark that dbmate would take for a comment, or 0. */
    private int indented;

    /**
     * A block.
     *
     * @param line of its mark, from 1
     */
    record Block(int line, boolean transaction) {

        Transaction kind() {
            return transaction ? Transaction.USUAL : Transaction.NONE;
        }
    }

    @Override
    public void of(byte[] start, int length, InputStream rest) throws IOException {
        for (CommentLine line : CommentLines.in(start, length, rest, "migrate:")) {
            Matcher mark = DbmateMarks.MARK.matcher(line.text().substring(2));
            if (mark.matches()) {
                add(line, mark);
            }
        }
    }

    private void add(CommentLine line, Matcher mark) {
        if (line.indented()) {
            indented = indented == 0 ? line.number() : indented;
            return;
        }
        // The last one of a name counts, and one that is not "name:value" is passed over.
        boolean transaction = true;
        String options = mark.group("options");
        if (options.contains(OPTION)) {
            for (String option : options.strip().split("\\s+", -1)) {
                if (option.startsWith(OPTION) && option.indexOf(':', OPTION.length()) < 0) {
                    transaction = !option.equals(WITHOUT_TRANSACTION);
                }
            }
        }
        (mark.group(1).equals("up") ? ups : downs).add(new Block(line.number(), transaction));
    }

    /** The up block, where {@link #refusal} says nothing. */
    Block up() {
        return ups.getFirst();
    }

    /** The down block, where {@link #refusal} says nothing. */
    Block down() {
        return downs.getFirst();
    }

    /** Why the file cannot be used, behind its name; empty where it can. */
    String refusal() {
        if (indented > 0) {
            return "has an indented mark in line %s, which dbmate takes for a comment. Begin it at the start of the line, or word it differently."
                    .formatted(indented);
        }
        if (ups.isEmpty()) {
            return "has no line \"-- migrate:up\". Write one above its statements.";
        }
        if (downs.isEmpty()) {
            return "has no line \"-- migrate:down\", without which dbmate does not run it. Write"
                    + " one at its end.";
        }
        if (ups.size() > 1 || downs.size() > 1) {
            return "has more than one block \"-- migrate:%s\", of which dbmate can run the first only, since each records the version. Make a file of each."
                    .formatted(ups.size() > 1 ? "up" : "down");
        }
        return downs.getFirst().line() < ups.getFirst().line()
                ? "has \"-- migrate:down\" above \"-- migrate:up\". Write the up block first."
                : "";
    }
}
