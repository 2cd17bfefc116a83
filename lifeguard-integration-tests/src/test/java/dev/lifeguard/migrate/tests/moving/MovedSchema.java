package dev.lifeguard.migrate.tests.moving;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.server.SchemaSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a database holds, without the tables of the tools that made it. */
final class MovedSchema {

    private MovedSchema() {}

    /** One line an object. */
    static List<String> of(ContractDatabase database) {
        return lines(database)
                .filter(line -> !line.contains("flyway_"))
                .filter(line -> !line.toLowerCase(Locale.ROOT).contains("lifeguard_"))
                .filter(line -> !line.contains("-- "))
                .sorted()
                .toList();
    }

    private static Stream<String> lines(ContractDatabase database) {
        String url = database.url();
        if (url.startsWith("jdbc:postgresql")) {
            return SchemaSnapshot.of(database::query).stream();
        }
        if (url.startsWith("jdbc:sqlite")) {
            return database.query("SELECT type, name, sql FROM sqlite_master").stream();
        }
        if (url.startsWith("jdbc:h2")) {
            return database.query("SCRIPT NODATA NOPASSWORDS").stream()
                    .filter(line -> !line.startsWith("CREATE USER"));
        }
        return Stream.of(
                        """
                        SELECT table_name, column_name, ordinal_position, column_type, is_nullable,
                            column_default
                        FROM information_schema.columns WHERE table_schema = database()
                        """,
                        """
                        SELECT table_name, index_name, seq_in_index, column_name, non_unique
                        FROM information_schema.statistics WHERE table_schema = database()
                        """,
                        """
                        SELECT routine_name, routine_definition FROM information_schema.routines
                        WHERE routine_schema = database()
                        """,
                        """
                        SELECT table_name, replace(view_definition, database(), '')
                        FROM information_schema.views WHERE table_schema = database()
                        """)
                .flatMap(sql -> database.query(sql).stream());
    }
}
