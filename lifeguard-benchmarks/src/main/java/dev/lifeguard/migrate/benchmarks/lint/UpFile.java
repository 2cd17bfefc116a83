package dev.lifeguard.migrate.benchmarks.lint;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The way up of one migration as a file of its own, each statement at the line and column that it
 * has in the migration, so that both programs read the same.
 *
 * @param name of the migration
 * @param path of the file
 * @param isWhole whether all of it is one transaction
 * @param statements by where they begin
 */
record UpFile(String name, Path path, boolean isWhole, TreeMap<Place, String> statements) {

    /** Empty where a script has no way up, or cannot be read. */
    static Optional<UpFile> write(Script script, ScriptRules rules, Path directory)
            throws IOException {
        Optional<Section> section = up(script, rules);
        if (section.isEmpty()) {
            return Optional.empty();
        }
        TreeMap<Place, String> statements = new TreeMap<>();
        try (StatementReader reader = section.get().open()) {
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                SqlStatement it = next.get();
                statements.put(new Place(it.start().line(), it.start().column()), it.text());
            }
        }
        String name = script.fileName();
        Path path = directory.resolve(name.replace('/', '~') + ".up.sql");
        Files.writeString(path, text(statements));
        return Optional.of(new UpFile(name, path, !section.get().needsNoTransaction(), statements));
    }

    private static Optional<Section> up(Script script, ScriptRules rules) {
        try {
            return script instanceof SqlScript sql ? sql.sections(rules).up() : Optional.empty();
        } catch (InvalidScriptException refused) {
            System.out.println("Not compared, since refused: " + script.fileName());
            return Optional.empty();
        }
    }

    private static String text(TreeMap<Place, String> statements) {
        StringBuilder text = new StringBuilder();
        statements.forEach(
                (place, sql) -> {
                    long lines = text.chars().filter(c -> c == '\n').count();
                    text.append("\n".repeat((int) (place.line() - 1 - lines)));
                    int begun = text.length() - text.lastIndexOf("\n") - 1;
                    text.append(" ".repeat(Math.max(0, place.column() - 1 - begun)));
                    text.append(sql).append(';');
                });
        return text.append('\n').toString();
    }

    /** The statement that a place is in, by where it begins; the first one for a place before. */
    Place statementAt(Place place) {
        return Optional.ofNullable(statements.floorKey(place)).orElseGet(statements::firstKey);
    }
}
