package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.script.SqlStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The databases beside one, which the statements of its session can name: those of a server of
 * MariaDB, and none of others.
 *
 * @param names those that the user can see; nobody changes one that he cannot see
 */
record OtherDatabases(List<String> names) {

    private static final String OTHERS =
            """
            SELECT schema_name FROM information_schema.schemata
            WHERE NOT schema_name <=> DATABASE() AND schema_name <> 'information_schema'
            ORDER BY schema_name
            """;

    /** Those of the server itself, which scripts may look at. */
    private static final Set<String> OF_SERVER = Set.of("mysql", "performance_schema", "sys");

    private static final Set<String> LOOKS = Set.of("SELECT", "SHOW", "SET", "CREATE VIEW");

    /** A statement that is put together, whose text is in strings. */
    private static final Pattern DYNAMIC =
            Pattern.compile("\\b(?:EXECUTE|PREPARE)\\b", Pattern.CASE_INSENSITIVE);

    OtherDatabases {
        names = List.copyOf(names);
    }

    static OtherDatabases beside(ScratchDatabase database) {
        return switch (database.product()) {
            case MARIADB -> new OtherDatabases(read(database));
            case SQLITE, H2, POSTGRESQL, COCKROACHDB, YUGABYTEDB -> new OtherDatabases(List.of());
        };
    }

    private static List<String> read(ScratchDatabase database) {
        List<String> names = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OTHERS)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        } catch (SQLException failure) {
            throw StatementFailure.lost(failure);
        }
    }

    /** One that the statement names; servers on Windows and macOS take any case. */
    Optional<String> namedBy(SqlStatement statement) {
        return names.stream().filter(name -> isNamedBy(statement, name)).findFirst();
    }

    private static boolean isNamedBy(SqlStatement statement, String name) {
        boolean looked = OF_SERVER.contains(name) && LOOKS.contains(statement.facts().name());
        return !looked
                && (statement.facts().qualifiers().stream().anyMatch(name::equalsIgnoreCase)
                        || isInStrings(statement.text(), name));
    }

    private static boolean isInStrings(String text, String name) {
        return DYNAMIC.matcher(text).find()
                && Pattern.compile(
                                "(?<![\\w$])[`\"]?%s[`\"]?\\s*\\.".formatted(Pattern.quote(name)),
                                Pattern.CASE_INSENSITIVE)
                        .matcher(text)
                        .find();
    }
}
