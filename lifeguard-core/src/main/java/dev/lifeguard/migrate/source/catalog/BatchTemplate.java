package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code generate --batch} writes: a migration that walks a table and does nothing yet.
 *
 * @param table as SQL writes its name
 * @param key the columns by which it is walked, as SQL writes their names; at least one
 * @param source what is known of the key
 */
public record BatchTemplate(String table, List<String> key, KeySource source) {

    private static final String GUESSED =
            "Nobody has looked whether that is the key: name the columns of a unique index of all"
                    + " rows, in its order, none of which may be null.";

    /** Copies the list. */
    public BatchTemplate {
        key = List.copyOf(key);
    }

    /** Where a key comes from. */
    public enum KeySource {
        /** The database has a unique index over it. */
        DATABASE,
        /** It is a guess, which the file says. */
        GUESS
    }

    private String advice(String comment) {
        return switch (source) {
            case DATABASE -> "";
            case GUESS -> comment + " " + GUESSED + "\n";
        };
    }

    /** The file of SQL. */
    String sql() {
        String columns = key.size() == 1 ? key.getFirst() : "(" + String.join(", ", key) + ")";
        return """
        -- Up migration
        -- lifeguard:batch table=%1$s key=%2$s size=1000
        %3$s-- Write here the one statement that each batch runs on its range of keys, for example
        -- UPDATE %1$s SET … WHERE %2$s > :from AND %2$s <= :to;

        -- Down migration
        -- Write here the statements that take it back, or one of these two as a line of its own:
        --   -- lifeguard:irreversible REASON
        --   -- lifeguard:nothing-to-undo REASON
        """
                .formatted(table, columns, advice("--"));
    }

    /** The class of that name. */
    String java(String type) {
        boolean single = key.size() == 1;
        String read =
                IntStream.rangeClosed(1, key.size())
                        .mapToObj("row.getObject(%s)"::formatted)
                        .collect(Collectors.joining(", "));
        return """
        import dev.lifeguard.migrate.schema.Batch;
        import dev.lifeguard.migrate.schema.BatchMigration;
        import dev.lifeguard.migrate.schema.BatchSpec;
        import dev.lifeguard.migrate.schema.SchemaManager;
        import java.sql.SQLException;
        %1$s
        public final class %2$s implements BatchMigration<%3$s> {

        %4$s    @Override
            public BatchSpec<%3$s> spec() {
                return BatchSpec.of(%5$s, row -> %6$s, %7$s);
            }

            /** For each batch, with its keys() and the condition() on its rows. */
            @Override
            public long apply(Batch<%3$s> batch) throws SQLException {
                %8$s
            }

            /**
             * Where there is no way back, implement IrreversibleMigration, too; where there is
             * nothing to undo, leave the body empty.
             */
            @Override
            public void down(SchemaManager schema) {
                %9$s
            }
        }
        """
                .formatted(
                        single ? "" : "import java.util.List;\n",
                        type,
                        single ? "Object" : "List<Object>",
                        advice("    //"),
                        literal(table),
                        single ? read : "List.of(" + read + ")",
                        key.stream().map(BatchTemplate::literal).collect(Collectors.joining(", ")),
                        JavaMigration.UP_TEMPLATE,
                        JavaMigration.DOWN_TEMPLATE);
    }

    private static String literal(String name) {
        return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
