package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.layouts.liquibase.Changeset.Rollback;
import dev.lifeguard.migrate.layouts.liquibase.Directive.Said;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A changeset whose lines are being read. */
final class ChangesetInMaking {

    private static final Pattern SUM = Pattern.compile("^([0-9]+):([a-zA-Z0-9]+)");
    private static final Pattern OTHER_ID = attribute("changesetId");
    private static final Pattern OTHER_AUTHOR = attribute("changesetAuthor");
    private static final Pattern OTHER_PATH = attribute("changesetPath");

    private final MigrationFile file;
    private final @Nullable String pathOfFile;
    private final Header header;
    private final StringBuilder sql = new StringBuilder();
    private final StringBuilder rollback = new StringBuilder();
    private final List<String> validCheckSums = new ArrayList<>();
    private final Set<String> preconditions = new LinkedHashSet<>();

    /** The line in which the rollback begins; 0 where there is none. */
    private int rollbackFrom;

    /** The line behind the last one of the rollback. */
    private int rollbackTo;

    ChangesetInMaking(MigrationFile file, @Nullable String pathOfFile, Header header) {
        this.file = file;
        this.pathOfFile = pathOfFile;
        this.header = header;
    }

    /** A changeset by its names, as a rollback has them. */
    record Named(String id, String author, Optional<String> path) {}

    private static Pattern attribute(String name) {
        return Pattern.compile(
                ".*" + name + ":(\\S+).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Whole lines, each with its line feed. */
    void addSql(String lines) {
        sql.append(lines);
    }

    /** For a line that is not run. */
    void addNothing() {
        sql.append('\n');
    }

    void add(Said said, String line, int number) {
        switch (said.directive()) {
            case ROLLBACK ->
                    addRollback(" ".repeat(said.restAt()) + line.substring(said.restAt()), number);
            case VALID_CHECK_SUM -> {
                Matcher sum = SUM.matcher(said.rest());
                validCheckSums.add(sum.find() ? sum.group() : "1:" + said.rest());
                addNothing();
            }
            case PRECONDITION -> {
                preconditions.add(said.rest());
                addNothing();
            }
            case PRECONDITIONS,
                    PROPERTY,
                    ALMOST_PROPERTY,
                    IGNORE_LINES,
                    ALMOST_IGNORE_LINES,
                    CHANGESET,
                    ALMOST_CHANGESET,
                    PAID,
                    COMMENT,
                    ALMOST_COMMENT,
                    ALMOST_VALID_CHECK_SUM,
                    ALMOST_ROLLBACK,
                    ROLLBACK_BLOCK,
                    ALMOST_PRECONDITIONS,
                    ALMOST_PRECONDITION ->
                    addNothing();
        }
    }

    void addRollback(String text, int number) {
        addNothing();
        if (rollbackFrom == 0) {
            rollbackFrom = number;
            rollbackTo = number;
        }
        rollback.append("\n".repeat(number - rollbackTo)).append(text);
        rollbackTo = number;
    }

    /**
     * The changeset, now that all its lines are read.
     *
     * @param last whether it is the last one of its file
     * @param others finds the one that its rollback names
     */
    Changeset finish(
            UnaryOperator<String> expanded,
            boolean last,
            Function<Named, Optional<Changeset>> others)
            throws UnreadableChangelog {
        String text = expanded.apply(sql.toString());
        if (text.isBlank()) {
            throw new UnreadableChangelog(
                    header.line(), "The changeset holds no SQL. Write it below, or take it out.");
        }
        String path = header.logicalFilePath();
        return new Changeset(
                file,
                path == null ? file.name() : path,
                pathOfFile,
                header,
                text,
                rollback(expanded, others),
                validCheckSums,
                preconditions,
                last && text.trim().endsWith("\n/"));
    }

    private Rollback rollback(
            UnaryOperator<String> expanded, Function<Named, Optional<Changeset>> others)
            throws UnreadableChangelog {
        String text = rollback.toString();
        String words = text.trim().toLowerCase(Locale.ROOT);
        if (words.isEmpty()) {
            return new Rollback.Unknown();
        }
        if (words.matches("(not required|empty).*")) {
            return new Rollback.Nothing(rollbackFrom);
        }
        return words.contains("changesetid")
                ? new Rollback.Again(other(text, others))
                : new Rollback.Sql(expanded.apply(text), rollbackFrom);
    }

    private Changeset other(String text, Function<Named, Optional<Changeset>> others)
            throws UnreadableChangelog {
        Optional<String> id = first(OTHER_ID, text);
        Optional<String> author = first(OTHER_AUTHOR, text);
        if (id.isEmpty() || author.isEmpty()) {
            throw new UnreadableChangelog(
                    rollbackFrom,
                    "The rollback names a changeset by half. Write \"changesetId:…"
                            + " changesetAuthor:…\".");
        }
        Named named = new Named(id.get(), author.get(), first(OTHER_PATH, text));
        return others.apply(named)
                .orElseThrow(
                        () ->
                                new UnreadableChangelog(
                                        rollbackFrom,
                                        ("The rollback names the changeset %s of %s, and there is"
                                                        + " none above it. Name one that is.")
                                                .formatted(named.id(), named.author())));
    }

    private static Optional<String> first(Pattern shape, String text) {
        Matcher found = shape.matcher(text);
        return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
