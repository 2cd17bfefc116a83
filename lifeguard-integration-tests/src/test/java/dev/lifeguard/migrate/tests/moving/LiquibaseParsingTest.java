package dev.lifeguard.migrate.tests.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.filter.ContextChangeSetFilter;
import liquibase.changelog.filter.DbmsChangeSetFilter;
import liquibase.changelog.filter.IgnoreChangeSetFilter;
import liquibase.changelog.filter.LabelChangeSetFilter;
import liquibase.database.core.H2Database;
import liquibase.exception.ChangeLogParseException;
import liquibase.parser.core.formattedsql.FormattedSqlChangeLogParser;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.statement.SqlStatement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated changelogs, read by Liquibase itself and by the layout. */
final class LiquibaseParsingTest {

    private static final long SEED = 20_261_130;
    private static final int CHANGELOGS = 600;
    private static final String CONTEXTS = "a,b";
    private static final String LABELS = "x or !y";
    private static final String EMPTY = "holds nothing";

    @TempDir private Path directory;

    private final H2Database database = new H2Database();

    private record InMemory(String name, String text) implements MigrationFile {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private record Around(Optional<String> database, Map<String, String> placeholders)
            implements Surroundings {}

    @Test
    void holdsTheSame() throws Exception {
        LiquibaseProject.silence();
        GeneratedChangelogs generated = new GeneratedChangelogs(SEED);
        List<String> differences = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (int at = 0; at < CHANGELOGS; at++) {
            String text = "--liquibase formatted sql\n" + generated.changelog();
            String here = read(text);
            String there = liquibase(text);
            all.add(there);
            // Liquibase runs for an empty one at the end of a file what the one before it holds.
            boolean empty = here.equals(EMPTY);
            if (!here.equals(there) && !empty) {
                differences.add("%s\n=> here:\n%s\n=> there:\n%s\n".formatted(text, here, there));
            }
        }

        assertThat(differences).isEmpty();
        assertThat(all).filteredOn("refused"::equals).hasSizeBetween(50, 250);
        assertThat(all).filteredOn(each -> each.contains("DOWN")).hasSizeGreaterThan(100);
    }

    private static String read(String text) throws IOException {
        List<Found> found =
                OtherTool.LIQUIBASE_SQL
                        .layout()
                        .read(
                                List.of(new InMemory("a.sql", text)),
                                new Around(
                                        Optional.of("H2"),
                                        Map.of(
                                                "liquibase.contexts",
                                                CONTEXTS,
                                                "liquibase.label-filter",
                                                LABELS)));
        List<String> lines = new ArrayList<>();
        for (Found each : found) {
            switch (each) {
                case Found.Refused refused -> {
                    return refused.reason().contains("holds no SQL") ? EMPTY : "refused";
                }
                case Found.Versioned it ->
                        lines.add(line(it.version().toString(), it.form(), it.file()));
                case Found.Repeatable it ->
                        lines.add(line("again " + it.version(), it.form(), it.file()));
                case Found.Hook hook -> lines.add(hook.toString());
                case Found.Baseline baseline -> lines.add(baseline.toString());
                case Found.LeftOut left -> lines.add(left.toString());
            }
        }
        return String.join("\n", lines);
    }

    private static String line(String label, ScriptForm form, MigrationFile file)
            throws IOException {
        String text;
        try (InputStream stream = file.open()) {
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (form.part() == Part.DOWN) {
            return text.contains("nothing-to-undo") ? "DOWN empty" : "DOWN " + normal(text);
        }
        return label + (form.transaction() == Transaction.NONE ? " alone " : " ") + normal(text);
    }

    @SuppressWarnings("try") // Nothing interrupts it.
    private String liquibase(String text) throws Exception {
        Files.writeString(directory.resolve("a.sql"), text);
        ChangeLogParameters parameters = new ChangeLogParameters();
        parameters.setDatabase("h2");
        parameters.setContexts(new Contexts(CONTEXTS));
        parameters.setLabels(new LabelExpression(LABELS));
        try (DirectoryResourceAccessor accessor = new DirectoryResourceAccessor(directory)) {
            List<String> lines = new ArrayList<>();
            for (ChangeSet each :
                    new FormattedSqlChangeLogParser()
                            .parse("a.sql", parameters, accessor)
                            .getChangeSets()) {
                if (each.getChanges().stream()
                        .anyMatch(it -> ((AbstractSQLChange) it).getSql() == null)) {
                    return "refused";
                }
                if (isChosen(each)) {
                    lines.add(up(each));
                    if (!each.shouldRunOnChange()
                            && each.getRollback() != null
                            && !each.getRollback().getChanges().isEmpty()) {
                        lines.add(down(each));
                    }
                }
            }
            return String.join("\n", lines);
        } catch (ChangeLogParseException refused) {
            return "refused";
        }
    }

    private boolean isChosen(ChangeSet each) {
        return new DbmsChangeSetFilter(database).accepts(each).isAccepted()
                && new ContextChangeSetFilter(new Contexts(CONTEXTS)).accepts(each).isAccepted()
                && new LabelChangeSetFilter(new LabelExpression(LABELS)).accepts(each).isAccepted()
                && new IgnoreChangeSetFilter().accepts(each).isAccepted();
    }

    private String up(ChangeSet each) {
        return (each.shouldRunOnChange() ? "again " : "")
                + each.getFilePath()
                + "::"
                + each.getId()
                + "::"
                + each.getAuthor()
                + (each.isRunInTransaction() ? " " : " alone ")
                + statements(each.getChanges());
    }

    private String down(ChangeSet each) {
        List<Change> changes = each.getRollback().getChanges();
        return changes.stream().allMatch(it -> it instanceof liquibase.change.core.EmptyChange)
                ? "DOWN empty"
                : "DOWN " + statements(changes);
    }

    private String statements(List<Change> changes) {
        return changes.stream()
                .flatMap(it -> Arrays.stream(it.generateStatements(database)))
                .map(SqlStatement::toString)
                .map(LiquibaseParsingTest::normal)
                .collect(Collectors.joining());
    }

    /** Without comments, blanks and semicolons. */
    private static String normal(String sql) {
        return sql.replaceAll("(?m)--.*$", "")
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("[\\s;]+", "");
    }
}
