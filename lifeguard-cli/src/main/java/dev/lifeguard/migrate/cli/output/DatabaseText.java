package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.cli.facts.DatabaseFacts;
import dev.lifeguard.migrate.cli.facts.MadeObjects;
import dev.lifeguard.migrate.cli.facts.SchemaFacts;
import dev.lifeguard.migrate.cli.output.TextTable.Cell;
import dev.lifeguard.migrate.cli.output.TextTable.Side;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.connect.words.Wording;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.report.LockHolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a database is and holds, in words. */
final class DatabaseText {

    private static final int MOST_MADE = 20;

    private DatabaseText() {}

    static List<String> lines(Answer.AboutDatabase about, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold("Database"));
        lines.addAll(database(about, style));
        lines.add("");
        lines.add(style.bold("State table"));
        lines.addAll(stateTable(about, style));
        if (!about.facts().schemas().isEmpty()) {
            lines.add("");
            lines.add(style.bold("Schemas"));
            lines.addAll(schemas(about.facts(), style));
        }
        if (!about.made().isEmpty()) {
            lines.add("");
            lines.add(style.bold("What the migrations made"));
            lines.addAll(made(about, style));
        }
        return lines;
    }

    private static List<String> database(Answer.AboutDatabase about, Style style) {
        DatabaseFacts facts = about.facts();
        return new FactLines(style)
                .add(
                        "server",
                        "%s %s (%s)".formatted(facts.product(), facts.server(), about.place()))
                .add(
                        "database",
                        sized("%s (%s)".formatted(facts.name(), facts.encoding()), facts.size()))
                .add("user", facts.user())
                .add(
                        "schema",
                        Objects.requireNonNullElse(facts.schema(), "none in the search_path"))
                .lines();
    }

    private static String sized(String what, long size) {
        return size == 0 ? what : "%s, %s".formatted(what, Wording.size(size));
    }

    private static List<String> stateTable(Answer.AboutDatabase about, Style style) {
        MigrationStatus status = about.status();
        DatabaseFacts facts = about.facts();
        FactLines lines = new FactLines(style);
        lines.add(
                "table",
                facts.stateTable() == null
                        ? "none yet; the first migration creates it"
                        : sized(facts.stateTable(), facts.stateTableSize()));
        lines.add("applied", applied(status));
        lines.add(
                "pending",
                "%s in the directory \"%s\""
                        .formatted(status.pending().size(), about.directories()));
        lines.add("problems", problems(status));
        lines.add("lock", about.lock().map(DatabaseText::lock).orElse("free"));
        return lines.lines();
    }

    private static String applied(MigrationStatus status) {
        if (status.applied().isEmpty()) {
            return "0";
        }
        List<MigrationRecord> versioned =
                status.applied().stream().filter(each -> !each.repeatable()).toList();
        if (versioned.isEmpty()) {
            return "%s, all of them repeatable".formatted(status.applied().size());
        }
        MigrationRecord newest = versioned.getLast();
        return "%s, the newest is %s (%s UTC)"
                .formatted(
                        status.applied().size(),
                        newest.label(),
                        Wording.moment(newest.appliedAt()));
    }

    private static String problems(MigrationStatus status) {
        int count = status.problems().size();
        return count == 0 ? "none" : "%s; lifeguard-migrate status lists them".formatted(count);
    }

    private static String lock(LockHolder holder) {
        return "held by %s since %s UTC; lifeguard-migrate unlock tells more"
                .formatted(holder.holder(), Wording.moment(holder.since()));
    }

    private static List<String> schemas(DatabaseFacts facts, Style style) {
        TextTable table =
                new TextTable(
                        Side.LEFT,
                        Side.RIGHT,
                        Side.RIGHT,
                        Side.RIGHT,
                        Side.RIGHT,
                        Side.RIGHT,
                        Side.RIGHT);
        table.row(
                heading("  SCHEMA", style),
                heading("TABLES", style),
                heading("VIEWS", style),
                heading("INDEXES", style),
                heading("FOREIGN KEYS", style),
                heading("CHECKS", style),
                heading("SIZE", style));
        for (SchemaFacts schema : facts.schemas()) {
            table.row(
                    "  " + schema.name(),
                    Integer.toString(schema.tables()),
                    Integer.toString(schema.views()),
                    Integer.toString(schema.indexes()),
                    Integer.toString(schema.foreignKeys()),
                    Integer.toString(schema.checks()),
                    schema.size() == 0 ? "" : Wording.size(schema.size()));
        }
        return table.lines();
    }

    private static Cell heading(String text, Style style) {
        return new Cell(text, style::dim);
    }

    private static List<String> made(Answer.AboutDatabase about, Style style) {
        List<MadeObjects> all = about.made();
        List<MadeObjects> newest = all.subList(Math.max(0, all.size() - MOST_MADE), all.size());
        List<String> lines = new ArrayList<>();
        if (newest.size() < all.size()) {
            lines.add("  the newest %s of %s:".formatted(newest.size(), all.size()));
        }
        for (MadeObjects made : newest) {
            String name =
                    about.status().applied().stream()
                            .filter(each -> each.version().number() == made.version())
                            .findFirst()
                            .map(MigrationRecord::label)
                            .orElseGet(() -> Wording.digits(made.version()));
            lines.add("  " + name);
            lines.addAll(MadeObjectsText.lines(made, "    ", style));
        }
        return lines;
    }
}
