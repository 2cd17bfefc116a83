package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.layouts.liquibase.Changeset.Rollback;
import dev.lifeguard.migrate.layouts.liquibase.Quotes.Backslash;
import java.util.List;
import java.util.Optional;

/** What of a changeset is run, as the database reads it. */
final class RunnableText {

    private static final String NOTHING_TO_UNDO = "-- lifeguard:nothing-to-undo by --rollback";

    private final Changeset changeset;
    private final Backslash backslash;

    RunnableText(Changeset changeset, Choice choice) {
        this.changeset = changeset;
        this.backslash =
                choice.database()
                                .filter(name -> name.equals("mariadb") || name.equals("mysql"))
                                .isPresent()
                        ? Backslash.ESCAPES
                        : Backslash.PLAIN;
    }

    /** What applies it. */
    ChangesetFile up(ChangesetMarks marks, List<Changeset> all) {
        Header header = changeset.header();
        String text = forward(changeset);
        return marks.refuses()
                ? ChangesetFile.of(
                        changeset.file(),
                        ChangesetMarks.refused(header) + "\n" + text,
                        header.line(),
                        changeset,
                        all)
                : ChangesetFile.of(changeset.file(), text, header.line() + 1, changeset, all);
    }

    /** What takes it back; empty where nothing is said of that. */
    Optional<ChangesetFile> down(List<Changeset> all) {
        return switch (changeset.rollback()) {
            case Rollback.Unknown unknown -> Optional.empty();
            case Rollback.Nothing nothing ->
                    Optional.of(
                            ChangesetFile.of(
                                    changeset.file(),
                                    NOTHING_TO_UNDO,
                                    nothing.line(),
                                    changeset,
                                    all));
            case Rollback.Sql sql ->
                    Optional.of(
                            ChangesetFile.of(
                                    changeset.file(),
                                    back(sql.text()),
                                    sql.line(),
                                    changeset,
                                    all));
            case Rollback.Again again ->
                    Optional.of(
                            ChangesetFile.of(
                                    again.other().file(),
                                    forward(again.other()),
                                    again.other().header().line() + 1,
                                    changeset,
                                    all));
        };
    }

    private String forward(Changeset of) {
        Header header = of.header();
        String sql = header.stripComments() ? withoutExecutable(of.sql()) : of.sql();
        return header.splitStatements()
                ? StatementEnds.in(sql, of.delimiter(), backslash)
                : StatementEnds.withoutLast(sql, of.delimiter());
    }

    private String back(String sql) {
        return StatementEnds.in(sql, changeset.header().rollbackEndDelimiter(), backslash);
    }

    /** Liquibase takes all comments out, and MariaDB would run these. */
    private String withoutExecutable(String sql) {
        return backslash == Backslash.ESCAPES
                ? new Quotes(sql, backslash, false).withoutExecutableComments()
                : sql;
    }
}
