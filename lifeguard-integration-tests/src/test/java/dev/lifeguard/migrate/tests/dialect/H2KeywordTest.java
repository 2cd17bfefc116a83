package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.Dialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.h2.util.Utils;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** H2 itself is asked which words of its grammar are no names without quotes. */
final class H2KeywordTest {

    private static final Pattern WORD = Pattern.compile("\\b[A-Z_][A-Z_0-9]+\\b");

    /** What H2's manual calls context-sensitive: names, but not everywhere. */
    private static final Set<String> IN_SOME_PLACES =
            Set.of(
                    "both",
                    "groups",
                    "ilike",
                    "leading",
                    "over",
                    "partition",
                    "range",
                    "regexp",
                    "rows",
                    "trailing");

    @AutoClose private final ContractDatabase database = ContractDatabase.h2();

    /** Those of the help that H2 has in its jar. */
    private static Set<String> words() throws IOException {
        byte[] help = Utils.getResource("/org/h2/res/help.csv");
        return WORD.matcher(new String(help, StandardCharsets.UTF_8))
                .results()
                .map(found -> found.group().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isName(String word, Statement statement) {
        try {
            statement.execute("CREATE TABLE %1$s (%1$s int)".formatted(word));
            statement.execute("CREATE INDEX i ON %1$s (%1$s)".formatted(word));
            statement.execute(
                    "SELECT %1$s, %1$s.%1$s FROM %1$s WHERE %1$s > 0 ORDER BY %1$s"
                            .formatted(word));
            statement.execute("UPDATE %1$s SET %1$s = %1$s + 1".formatted(word));
            statement.execute("ALTER TABLE %1$s ADD COLUMN a int DEFAULT 1".formatted(word));
            statement.execute("DROP TABLE %s".formatted(word));
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }

    @Test
    void exactlyThoseAreQuoted() throws IOException, SQLException {
        Set<String> words = words();
        assertThat(words).hasSizeGreaterThan(500);
        Set<String> refused = new TreeSet<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String word : words) {
                if (!isName(word, statement)) {
                    refused.add(word);
                    statement.execute("DROP ALL OBJECTS");
                }
            }
        }
        Set<String> quoted =
                words.stream()
                        .filter(word -> !Dialect.h2().name(word).equals(word))
                        .collect(Collectors.toCollection(TreeSet::new));
        refused.addAll(IN_SOME_PLACES);
        assertThat(quoted).isEqualTo(refused);
    }
}
