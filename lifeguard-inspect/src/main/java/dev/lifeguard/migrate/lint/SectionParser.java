package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.pgparser.PgStatement;
import dev.lifeguard.migrate.pgparser.PgSyntaxError;
import dev.lifeguard.migrate.script.BatchStatement;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Parses the statements of sections, and counts the transactions that they run in. */
final class SectionParser {

    private final PgParser parser;
    private int transaction;

    SectionParser(PgParser parser) {
        this.parser = parser;
    }

    /**
     * The statements that PostgreSQL understands, in their order.
     *
     * @param errors takes those that it does not
     */
    List<Parsed> parse(Section section, BiConsumer<SqlStatement, PgSyntaxError> errors) {
        List<Parsed> parsed = new ArrayList<>();
        boolean whole = !section.needsNoTransaction();
        int block = 0;
        transaction++;
        try (StatementReader reader = section.open()) {
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                if (!whole && (reader.block() == 0 || reader.block() != block)) {
                    transaction++;
                }
                block = reader.block();
                boolean alone = !whole && block == 0;
                add(
                        next.get(),
                        section.batch().map(BatchStatement::withValues).orElse(next.get().text()),
                        alone ? Parsed.Mode.ALONE : Parsed.Mode.SHARED,
                        parsed,
                        errors);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return parsed;
    }

    private void add(
            SqlStatement statement,
            String text,
            Parsed.Mode mode,
            List<Parsed> parsed,
            BiConsumer<SqlStatement, PgSyntaxError> errors) {
        try {
            for (PgStatement it : parser.parse(text)) {
                add(statement, it.tree(), mode, parsed);
            }
        } catch (PgSyntaxError error) {
            errors.accept(statement, error);
        }
    }

    private void add(SqlStatement statement, PgNode tree, Parsed.Mode mode, List<Parsed> parsed) {
        String text = statement.text();
        List<PlainBlock.Inner> block = PlainBlock.statements(text, tree, parser);
        if (block.isEmpty()) {
            parsed.add(new Parsed(statement, tree, transaction, mode, text, 0));
        }
        // A block is whole or nothing, and mostly says itself what to do the second time.
        for (PlainBlock.Inner it : block) {
            parsed.add(
                    new Parsed(
                            statement,
                            it.tree(),
                            transaction,
                            Parsed.Mode.SHARED,
                            it.text(),
                            it.offset()));
        }
    }
}
