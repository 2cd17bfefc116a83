package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a file an error of PL/pgSQL happened: the server's context names the function and the
 * line in its body, and the body is in the statement, or in an earlier one that made the function.
 *
 * @param statement that holds the body
 * @param place of the line
 */
record BodyLine(SqlStatement statement, Position place) {

    /** A line of the context, in any language of the server's messages. */
    private static final Pattern BLOCK =
            Pattern.compile("PL/pgSQL.*\\binline_code_block\\D+(?<line>\\d+)");

    private static final Pattern FUNCTION =
            Pattern.compile(
                    "PL/pgSQL\\S*\\s+(?:\\p{L}+\\s+)?(?<name>[^\\s(]+)\\([^)]*\\)\\D+?(?<line>\\d+)");

    /** Of a failed statement; empty where the server does not tell, or the body is elsewhere. */
    static Optional<BodyLine> of(PlannedStep step, SqlStatement failed, SqlError error) {
        String context = error.context();
        if (context == null) {
            return Optional.empty();
        }
        boolean block = failed.facts().has(Trait.BLOCK);
        Optional<BodyLine> found = Optional.empty();
        for (String frame : context.lines().toList()) {
            if (block) {
                Matcher inBlock = BLOCK.matcher(frame);
                // A block in a block is named before it.
                found = inBlock.find() ? in(failed, inBlock.group("line")) : found;
            } else if (found.isEmpty()) {
                found = inFunction(step, failed, FUNCTION.matcher(frame));
            }
        }
        return found;
    }

    private static Optional<BodyLine> inFunction(
            PlannedStep step, SqlStatement failed, Matcher frame) {
        return frame.find()
                ? maker(step, failed, bare(frame.group("name")))
                        .flatMap(made -> in(made, frame.group("line")))
                : Optional.empty();
    }

    /** The one statement above that made a function; empty where two did. */
    private static Optional<SqlStatement> maker(
            PlannedStep step, SqlStatement failed, String name) {
        Optional<Section> section = step.section();
        if (section.isEmpty()) {
            return Optional.empty();
        }
        List<SqlStatement> makers = new ArrayList<>();
        try (StatementReader reader = section.get().open()) {
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent() && next.get().number() < failed.number();
                    next = reader.next()) {
                Optional<String> made = next.get().facts().routine();
                if (made.isPresent() && bare(made.get()).equals(name)) {
                    makers.add(next.get());
                }
            }
        } catch (IOException | LifeguardException unreadable) {
            // What failed is told, not that the file is another one by now.
            return Optional.empty();
        }
        return makers.size() == 1 ? Optional.of(makers.getFirst()) : Optional.empty();
    }

    /** A name without its schema, as the catalogue has it. */
    private static String bare(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.startsWith("\"") ? last.replace("\"", "") : last.toLowerCase(Locale.ROOT);
    }

    private static Optional<BodyLine> in(SqlStatement statement, String number) {
        return statement
                .lineOfBody(Integer.parseInt(number))
                .map(place -> new BodyLine(statement, place));
    }
}
