package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import dev.lifeguard.migrate.layouts.StableNumber;
import dev.lifeguard.migrate.layouts.file.Texts;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.Surroundings;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files with {@code --liquibase formatted sql} at the top: each holds changesets, which are applied
 * as they stand, the files in the order of their root changelog or by their paths.
 *
 * <p>A changeset that is not chosen, since it is for another database, other contexts or labels, or
 * to be ignored, is as if it were not there.
 */
public enum LiquibaseLayout implements Layout {
    /** The only one. */
    LAYOUT;

    private static final String SQL = ".sql";
    private static final List<String> OTHERS = List.of(".xml", ".yaml", ".yml", ".json");
    private static final Pattern NUMBERED =
            Pattern.compile("(?<folder>(?:.*/)?)(?<digits>[0-9]{1,8})(?<sign>[._-]).*");

    @Override
    public boolean concerns(String path) {
        return endsWith(path, SQL) || OTHERS.stream().anyMatch(ending -> endsWith(path, ending));
    }

    @Override
    public List<Found> read(List<MigrationFile> files) throws IOException {
        return read(files, Surroundings.none());
    }

    @Override
    public List<Found> read(List<MigrationFile> files, Surroundings around) throws IOException {
        Choice choice = Choice.of(around);
        ChangelogReader reader = new ChangelogReader(new Parameters(choice, around.placeholders()));
        Texts texts = new Texts();
        IncludeOrder order = new IncludeOrder(files, texts);
        List<Found> found = new ArrayList<>(order.told());
        for (MigrationFile file : order.files()) {
            refusal(file, texts, reader).ifPresent(why -> found.add(new Found.Refused(file, why)));
        }
        List<Changeset> all = List.copyOf(reader.changesets());
        for (Changeset changeset : chosen(all, choice)) {
            add(changeset, all, choice, found);
        }
        return found;
    }

    /** Without a database one of several that are for different ones stands for them. */
    private static Iterable<Changeset> chosen(List<Changeset> all, Choice choice) {
        List<Changeset> chosen = new ArrayList<>();
        Map<String, Changeset> labels = new LinkedHashMap<>();
        for (Changeset changeset : all) {
            if (!choice.chooses(changeset.header())) {
                continue;
            }
            Changeset first = labels.putIfAbsent(changeset.label(), changeset);
            if (first == null
                    || choice.database().isPresent()
                    || changeset.header().dbms() == null) {
                chosen.add(changeset);
            }
        }
        return chosen;
    }

    /** Why a file cannot be read; empty where it is read, or empty. */
    private static Optional<String> refusal(MigrationFile file, Texts texts, ChangelogReader reader)
            throws IOException {
        Optional<String> text = texts.read(file);
        if (text.isEmpty()) {
            return Optional.of("is not text in UTF-8. Save it as such.");
        }
        if (text.get().isBlank()) {
            return Optional.empty();
        }
        ChangelogLines lines = new ChangelogLines(text.get());
        if (!ChangelogReader.isChangelog(lines)) {
            return Optional.of(
                    "does not begin with \"--liquibase formatted sql\". Write that above it with a"
                            + " line \"--changeset author:id\", or move it away.");
        }
        try {
            reader.read(file, lines);
            return Optional.empty();
        } catch (UnreadableChangelog refused) {
            return Optional.of(refused.reason());
        }
    }

    static boolean isSql(MigrationFile file) {
        return endsWith(file.name(), SQL);
    }

    private static boolean endsWith(String path, String ending) {
        int length = ending.length();
        return path.regionMatches(true, path.length() - length, ending, 0, length);
    }

    private static void add(
            Changeset changeset, List<Changeset> all, Choice choice, List<Found> found) {
        String label = changeset.label();
        String name = changeset.header().id();
        ChangesetMarks marks = ChangesetMarks.of(changeset);
        RunnableText text = new RunnableText(changeset, choice);
        ChangesetFile up = text.up(marks, all);
        if (changeset.header().runOnChange()) {
            found.add(
                    new Found.Repeatable(
                            up,
                            MigrationVersion.ofRepeatableLabel(label),
                            name,
                            form(changeset, Part.UP, marks)));
            return;
        }
        MigrationVersion version = new MigrationVersion(StableNumber.ofText(label), label);
        found.add(new Found.Versioned(up, version, name, form(changeset, Part.UP, marks)));
        text.down(all)
                .ifPresent(
                        down ->
                                found.add(
                                        new Found.Versioned(
                                                down,
                                                version,
                                                name,
                                                form(changeset, Part.DOWN, ChangesetMarks.NONE))));
    }

    private static ScriptForm form(Changeset changeset, Part part, ChangesetMarks marks) {
        ScriptForm form = ScriptForm.of(part, marks);
        return changeset.header().runInTransaction() ? form : form.with(Transaction.NONE);
    }

    @Override
    public Marks marks() {
        return ChangesetMarks.NONE;
    }

    @Override
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        return Map.of(
                path(name, utc, newest),
                """
                --liquibase formatted sql

                --changeset author:%s
                -- Write here the statements that make the change.

                --rollback -- Write here the statements that take it back, or: empty
                """
                        .formatted(name));
    }

    /** Numbered on where files are numbered. */
    private static String path(String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        String last = newest == null ? "" : newest.toString().replaceFirst("::.*", "");
        Matcher numbered = NUMBERED.matcher(last);
        if (!numbered.matches()) {
            return DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).format(utc)
                    + "_%s.sql".formatted(name);
        }
        String digits = numbered.group("digits");
        String next =
                String.format(
                        Locale.ROOT, "%0" + digits.length() + "d", Long.parseLong(digits) + 1);
        return numbered.group("folder") + next + numbered.group("sign") + name + ".sql";
    }
}
