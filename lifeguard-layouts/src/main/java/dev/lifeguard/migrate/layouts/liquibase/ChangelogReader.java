package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.layouts.liquibase.Directive.Said;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads changelogs, file by file in the order in which they are applied: parameters of one count in
 * those behind it, and a rollback may name a changeset of one before it.
 */
final class ChangelogReader {

    private static final Pattern FIRST_LINE =
            Pattern.compile("\\s*--\\s*liquibase\\s*formatted.*", Pattern.CASE_INSENSITIVE);

    private final Parameters parameters;
    private final List<Changeset> read = new ArrayList<>();

    ChangelogReader(Parameters parameters) {
        this.parameters = parameters;
    }

    /** All changesets of the files that were read, in their order. */
    List<Changeset> changesets() {
        return read;
    }

    /** Whether a text is a changelog, by its first line that is not blank. */
    static boolean isChangelog(ChangelogLines lines) {
        return FIRST_LINE.matcher(lines.first()).matches();
    }

    /** Reads a file. */
    void read(MigrationFile file, ChangelogLines lines) throws UnreadableChangelog {
        parameters.beginFile();
        int before = read.size();
        try {
            new OneFile(file, lines).read();
        } catch (UnreadableChangelog refused) {
            read.subList(before, read.size()).clear();
            throw refused;
        }
    }

    /** The reading of one. */
    private final class OneFile {

        private final MigrationFile file;
        private final ChangelogLines lines;
        private final @Nullable String pathOfFile;
        private int at;
        private Optional<ChangesetInMaking> open = Optional.empty();

        OneFile(MigrationFile file, ChangelogLines lines) {
            this.file = file;
            this.lines = lines;
            this.pathOfFile = Header.path(lines.first(), parameters::expand);
        }

        void read() throws UnreadableChangelog {
            addSql(lines.directive(at));
            while (at < lines.count()) {
                String line = lines.line(at);
                Optional<Said> said = Directive.of(line);
                if (said.isPresent()) {
                    follow(said.get(), line);
                    at++;
                    addSql(lines.directive(at));
                } else {
                    addSql(lines.directive(at + 1));
                }
            }
            finish();
        }

        /** Adds the lines up to another one, which is next then. */
        private void addSql(int end) {
            if (end > at) {
                open.ifPresent(changeset -> changeset.addSql(lines.between(at, end)));
                at = end;
            }
        }

        private void follow(Said said, String line) throws UnreadableChangelog {
            if (said.isAlmostOne()) {
                // Only in a changeset Liquibase looks for what belongs into one.
                if (open.isEmpty() && said.directive().compareTo(Directive.PAID) > 0) {
                    return;
                }
                throw fault(
                        "\"%s\" is almost a directive. Write \"%s\", or reword it."
                                .formatted(line.strip(), said.right()));
            }
            switch (said.directive()) {
                case PROPERTY -> {
                    parameters.define(line);
                    open.ifPresent(ChangesetInMaking::addNothing);
                }
                case IGNORE_LINES -> ignore(said.rest());
                case CHANGESET -> begin(line, said);
                case PAID ->
                        throw fault(
                                ("\"%s\" needs a Liquibase that is paid for. Name the file so that"
                                                + " it stands at its place, and take the line out.")
                                        .formatted(line.strip()));
                case COMMENT -> {
                    if (open.isEmpty()) {
                        throw fault("A comment stands above the first changeset. Move it below.");
                    }
                    open.get().addNothing();
                }
                case ROLLBACK_BLOCK -> readBlock();
                case ROLLBACK, VALID_CHECK_SUM, PRECONDITIONS, PRECONDITION ->
                        open.ifPresent(changeset -> changeset.add(said, line, at + 1));
                case ALMOST_PROPERTY,
                        ALMOST_IGNORE_LINES,
                        ALMOST_CHANGESET,
                        ALMOST_COMMENT,
                        ALMOST_VALID_CHECK_SUM,
                        ALMOST_ROLLBACK,
                        ALMOST_PRECONDITIONS,
                        ALMOST_PRECONDITION ->
                        throw new IllegalStateException(said.toString());
            }
        }

        private UnreadableChangelog fault(String reason) {
            return new UnreadableChangelog(at + 1, reason);
        }

        private void begin(String line, Said said) throws UnreadableChangelog {
            finish();
            Header header = Header.read(line, said.words(), at + 1, parameters::expand);
            open = Optional.of(new ChangesetInMaking(file, pathOfFile, header));
        }

        private void finish() throws UnreadableChangelog {
            if (open.isPresent()) {
                boolean last = at >= lines.count();
                Changeset changeset = open.get().finish(parameters::expand, last, this::find);
                read.add(changeset);
            }
        }

        /** The changeset that a rollback names, of this file or one before it. */
        private Optional<Changeset> find(ChangesetInMaking.Named named) {
            String path = named.path().map(RecordedPath::normal).orElse(file.name());
            return read.stream()
                    .filter(each -> each.header().id().equalsIgnoreCase(named.id()))
                    .filter(each -> each.header().author().equalsIgnoreCase(named.author()))
                    .filter(each -> each.path().equals(path) || path.endsWith("/" + each.path()))
                    .findFirst();
        }

        private void ignore(String what) throws UnreadableChangelog {
            open.ifPresent(ChangesetInMaking::addNothing);
            if (what.equals("start")) {
                while (at + 1 < lines.count() && !isEnd(lines.line(at + 1))) {
                    skip();
                }
                skip();
                return;
            }
            if (!what.matches("[0-9]{1,9}")) {
                throw fault(
                        "\"ignoreLines:%s\" is neither a number nor \"start\". Write one of them."
                                .formatted(what));
            }
            for (int count = Integer.parseInt(what); count > 0 && at < lines.count(); count--) {
                skip();
            }
        }

        private static boolean isEnd(String line) {
            return Directive.of(line)
                    .filter(said -> said.directive() == Directive.IGNORE_LINES)
                    .filter(said -> said.rest().equals("end"))
                    .isPresent();
        }

        private void skip() {
            at++;
            if (at < lines.count()) {
                open.ifPresent(ChangesetInMaking::addNothing);
            }
        }

        private void readBlock() throws UnreadableChangelog {
            if (open.isEmpty()) {
                return;
            }
            int first = at;
            open.get().addNothing();
            while (true) {
                at++;
                if (at >= lines.count()) {
                    at = first;
                    throw fault("The rollback is not closed. Write \"*/\" behind it.");
                }
                String line = lines.line(at);
                boolean last = line.stripTrailing().endsWith("*/");
                open.get()
                        .addRollback(
                                last ? line.substring(0, line.lastIndexOf("*/")) : line, at + 1);
                if (last) {
                    return;
                }
            }
        }
    }
}
