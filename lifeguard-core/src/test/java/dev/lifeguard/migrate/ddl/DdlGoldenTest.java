package dev.lifeguard.migrate.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.dialect.h2.H2Ddl;
import dev.lifeguard.migrate.dialect.mysql.MariaDbDdl;
import dev.lifeguard.migrate.dialect.postgresql.Lookalike;
import dev.lifeguard.migrate.dialect.postgresql.PostgresDdl;
import dev.lifeguard.migrate.dialect.sqlite.SqliteDdl;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Column;
import dev.lifeguard.migrate.schema.ColumnType;
import dev.lifeguard.migrate.schema.Constraint;
import dev.lifeguard.migrate.schema.Index;
import dev.lifeguard.migrate.schema.SchemaChange;
import dev.lifeguard.migrate.schema.Table;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
        return DdlCases.all("").keySet();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersAsExpected(String name) throws IOException {
        String rendered = rendered(name);
        Path file = Path.of(name + "_expected.sql");
        Files.createDirectories(ACTUAL);
        Files.writeString(ACTUAL.resolve(file), rendered);

        assertThat(rendered).isEqualTo(Files.readString(EXPECTED.resolve(file)));
    }

    @Test
    void everyChangeHasACase() {
        Set<Class<?>> covered =
                DdlCases.all("").values().stream()
                        .flatMap(Collection::stream)
                        .map(Object::getClass)
                        .collect(Collectors.toSet());

        assertThat(covered).containsExactlyInAnyOrder(SchemaChange.class.getPermittedSubclasses());
    }

    /** Also every value of what they are made of: options, actions, kinds, types. */
    @Test
    void everyOptionHasACase() throws ReflectiveOperationException {
        Set<Object> seen = new HashSet<>();
        for (List<SchemaChange> changes : DdlCases.all("").values()) {
            for (SchemaChange change : changes) {
                collect(change, seen);
            }
        }
        Set<Object> all = new HashSet<>();
        Stream.of(
                        Constraint.Option.class,
                        Constraint.ForeignKey.Action.class,
                        Index.Option.class,
                        Index.Key.Kind.class,
                        Index.Key.Order.class,
                        Index.Key.Nulls.class,
                        Column.Nullability.class,
                        ColumnType.Plain.class,
                        SchemaChange.Existing.class,
                        SchemaChange.Dependents.class,
                        SchemaChange.ViewKind.class,
                        Table.Partitioning.Method.class)
                .forEach(options -> all.addAll(List.of(options.getEnumConstants())));
        Stream.of(
                        Column.Value.class,
                        Constraint.class,
                        Table.PartitionBounds.class,
                        ColumnType.class)
                .flatMap(closed -> Stream.of(closed.getPermittedSubclasses()))
                .filter(Class::isRecord)
                .forEach(all::add);
        assertThat(seen).containsAll(all);
    }

    /** The constants of enumerations, and the classes of records, that something is made of. */
    private static void collect(@Nullable Object part, Set<Object> seen)
            throws ReflectiveOperationException {
        if (part instanceof Enum<?>) {
            seen.add(part);
        } else if (part instanceof Iterable<?> several) {
            for (Object one : several) {
                collect(one, seen);
            }
        } else if (part instanceof Record made) {
            seen.add(made.getClass());
            for (RecordComponent component : made.getClass().getRecordComponents()) {
                collect(component.getAccessor().invoke(made), seen);
            }
        }
    }

    private static String rendered(String name) {
        StringBuilder result = new StringBuilder();
        databases()
                .forEach(
                        (database, ddl) -> {
                            result.append("-- ").append(database).append('\n');
                            DdlCases.all(database)
                                    .getOrDefault(name, List.of())
                                    .forEach(change -> result.append(rendered(ddl, change)));
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
        databases.put("cockroachdb", on(Lookalike.COCKROACHDB));
        databases.put("yugabytedb", on(Lookalike.YUGABYTEDB));
        databases.put("mariadb", new MariaDbDdl(name -> '`' + name.replace("`", "``") + '`'));
        return databases;
    }

    private static PostgresDdl on(Lookalike product) {
        return PostgresDdl.on(product, DdlGoldenTest::inQuotes);
    }

    private static String inQuotes(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
