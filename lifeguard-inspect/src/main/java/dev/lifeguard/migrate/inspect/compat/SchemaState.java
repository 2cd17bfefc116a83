package dev.lifeguard.migrate.inspect.compat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tables of a database at one moment.
 *
 * @param tables by their names with the schema, as {@link TableState#said}
 * @param labels of enums, by the type's name as SQL writes it
 */
record SchemaState(Map<String, TableState> tables, Map<String, List<String>> labels) {

    SchemaState {
        tables = Map.copyOf(tables);
        labels = Map.copyOf(labels);
    }

    /** The table that a statement means, with the schemas in which it looks. */
    Optional<TableState> table(TableName name, List<String> path) {
        if (!name.schema().isEmpty()) {
            return Optional.ofNullable(tables.get(name.schema() + "." + name.name()));
        }
        return path.stream()
                .map(schema -> tables.get(schema + "." + name.name()))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The labels of an enum, whose schema is not written where it is in the path. */
    List<String> labels(String type, List<String> path) {
        return Stream.concat(Stream.of(type), path.stream().map(schema -> schema + "." + type))
                .map(labels::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(List.of());
    }
}
