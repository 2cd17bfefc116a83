package dev.lifeguard.migrate.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.SchemaChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares what each database is sent with {@code ddl/case_expected.sql}. What was rendered is
 * afterwards in {@code target/ddl}.
 */
final class DdlGoldenTest {

    private static final Path EXPECTED = Path.of("src/test/resources/ddl");
    private static final Path ACTUAL = Path.of("target/ddl");

    static Set<String> cases() {
        return DdlCases.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersAsExpected(String name) throws IOException {
        String rendered = rendered(DdlCases.all().getOrDefault(name, List.of()));
        Path file = Path.of(name + "_expected.sql");
        Files.createDirectories(ACTUAL);
        Files.writeString(ACTUAL.resolve(file), rendered);

        assertThat(rendered).isEqualTo(Files.readString(EXPECTED.resolve(file)));
    }

    @Test
    void everyChangeHasACase() {
        Set<Class<?>> covered =
                DdlCases.all().values().stream()
                        .flatMap(Collection::stream)
                        .map(Object::getClass)
                        .collect(Collectors.toSet());

        assertThat(covered).containsExactlyInAnyOrder(SchemaChange.class.getPermittedSubclasses());
    }

    private static String rendered(List<SchemaChange> changes) {
        StringBuilder result = new StringBuilder();
        databases()
                .forEach(
                        (database, ddl) -> {
                            result.append("-- ").append(database).append('\n');
                            changes.forEach(change -> result.append(rendered(ddl, change)));
                        });
        return result.toString();
    }

    private static String rendered(StandardDdl ddl, SchemaChange change) {
        try {
            return ddl.render(change).stream()
                    .map(sql -> sql + ";\n")
                    .collect(Collectors.joining());
        } catch (InvalidScriptException refusal) {
            return "-- refused: " + refusal.getMessage() + "\n";
        }
    }

    private static Map<String, StandardDdl> databases() {
        Map<String, StandardDdl> databases = new LinkedHashMap<>();
        databases.put("postgresql", new PostgresDdl(DdlGoldenTest::inQuotes));
        databases.put("h2", new H2Ddl(DdlGoldenTest::inQuotes));
        databases.put("sqlite", new SqliteDdl(DdlGoldenTest::inQuotes));
        databases.put("mariadb", new MariaDbDdl(name -> '`' + name.replace("`", "``") + '`'));
        return databases;
    }

    private static String inQuotes(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
