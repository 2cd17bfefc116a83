package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.lint.Table.Kind;
import dev.lifeguard.migrate.lint.Table.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is in the database at a statement of a run, as far as it is known: what earlier migrations
 * made, and what the database had before. Used by one thread.
 */
final class Model {

    private static final String TEMPORARY = "pg_temp";

    private final Schema schema;
    private final Map<Name, Table> tables = new HashMap<>();
    private final Set<Name> gone = new HashSet<>();
    private final Map<Name, Index> indexes = new LinkedHashMap<>();
    private final Map<Name, Index> droppedIndexes = new HashMap<>();
    private final Set<Name> indexesAsked = new HashSet<>();
    private final Map<String, Character> functions = new HashMap<>();
    private final Set<String> constrainedDomains = new HashSet<>();
    private final Map<String, NewValue> newEnumValues = new HashMap<>();
    private final Set<String> newTypes = new HashSet<>();
    private final Set<MadeObject> madeInRun = new HashSet<>();
    private final Set<String> ofTriggers = new HashSet<>();
    private boolean namesInQuotes;
    private final List<String> usual;
    private List<String> path;

    Model(Schema schema) {
        this.schema = schema;
        this.usual = schema.searchPath();
        this.path = usual;
    }

    Schema schema() {
        return schema;
    }

    /** Names without a schema are in these from here on, or as usual where they are none. */
    void lookIn(List<String> schemas) {
        List<String> named =
                schemas.stream().filter(it -> !it.isEmpty() && !it.equals("$user")).toList();
        path = named.isEmpty() ? usual : named;
    }

    /** A migration begins: the session is a new one. */
    void resetSession() {
        path = usual;
        tables.keySet().removeIf(it -> it.schema().equals(TEMPORARY));
    }

    /** The full name of what is there, as the search path finds it, or else of what is made. */
    Name full(Name name) {
        if (!name.schema().isEmpty()) {
            return name;
        }
        Name temporary = temporary(name);
        if (tables.containsKey(temporary)) {
            return temporary;
        }
        return path.size() == 1
                ? made(name)
                : path.stream().map(name::in).filter(this::isThere).findFirst().orElse(made(name));
    }

    /** The full name of what is made. */
    Name made(Name name) {
        return name.in(path.getFirst());
    }

    private boolean isThere(Name full) {
        boolean there = known(full).isPresent() || index(full).isPresent();
        if (!there) {
            // Nobody has to be asked again.
            gone.add(full);
        }
        return there;
    }

    /** A temporary table, which goes before others of its name. */
    Name temporary(Name name) {
        return new Name(TEMPORARY, name.name());
    }

    /** A table that a statement names, of which nothing may be known. */
    Table table(Name name) {
        Name full = full(name);
        return known(full).orElseGet(() -> new Table(full, Kind.TABLE, Origin.UNKNOWN));
    }

    /** A table that is known. */
    Optional<Table> known(Name name) {
        Name full = full(name);
        Table table = tables.get(full);
        if (table == null && !gone.contains(full)) {
            Optional<Table> loaded = schema.table(full);
            loaded.ifPresent(it -> tables.put(full, it));
            return loaded;
        }
        return Optional.ofNullable(table);
    }

    void add(Table table) {
        tables.put(table.name(), table);
        gone.remove(table.name());
    }

    void drop(Name name) {
        Name full = full(name);
        tables.remove(full);
        gone.add(full);
        indexes.values().removeIf(index -> index.table().equals(full));
    }

    List<Table> tables() {
        return List.copyOf(tables.values());
    }

    /** The tables that may have a trigger with a function, and those that certainly have. */
    List<Table> tablesThatCall(String function) {
        schema.tablesThatCall(function).forEach(this::known);
        return tables();
    }

    void rename(Name name, Name other) {
        Table table = table(name);
        Name old = table.name();
        Name now = full(other);
        List<Index> moved = indexesOf(table);
        drop(old);
        add(table.renamed(now));
        for (Index it : moved) {
            indexes.put(it.name(), new Index(it.name(), now, it.columns(), it.unique(), it.rows()));
        }
    }

    void add(Index index) {
        indexes.put(full(index.name()), index);
    }

    Optional<Index> index(Name name) {
        Name full = full(name);
        Index index = indexes.get(full);
        return index == null && !gone.contains(full)
                ? schema.index(full)
                : Optional.ofNullable(index);
    }

    void dropIndex(Name name) {
        index(name).ifPresent(it -> droppedIndexes.put(full(name), it));
        indexes.remove(full(name));
        gone.add(full(name));
    }

    /** One that was there, as it was. */
    Optional<Index> droppedIndex(Name name) {
        return Optional.ofNullable(droppedIndexes.get(full(name)));
    }

    List<Index> indexesOf(Table table) {
        if (indexesAsked.add(table.name())) {
            schema.indexesOf(table.name()).forEach(it -> indexes.putIfAbsent(it.name(), it));
        }
        List<Index> found = new ArrayList<>();
        for (Index it : indexes.values()) {
            if (it.table().equals(table.name())) {
                found.add(it);
            }
        }
        return found;
    }

    /** How a function is declared, where that is known. */
    Optional<Character> volatility(Name function) {
        Character declared = functions.get(function.name());
        return declared == null ? schema.volatility(function) : Optional.of(declared);
    }

    void declare(Name function, char volatility) {
        functions.put(function.name(), volatility);
    }

    /** One that only a trigger can call. */
    void declareOfTriggers(Name function) {
        ofTriggers.add(function.name());
    }

    boolean isOfTriggers(String function) {
        return ofTriggers.contains(function);
    }

    /** What nothing used before the run. */
    void addMadeInRun(MadeObject it) {
        madeInRun.add(new MadeObject(it.kind(), it.name(), ""));
    }

    boolean isMadeInRun(MadeObject it) {
        return madeInRun.contains(new MadeObject(it.kind(), it.name(), ""));
    }

    void addNameInQuotes() {
        namesInQuotes = true;
    }

    boolean hasNamesInQuotes() {
        return namesInQuotes;
    }

    void forget(Name function) {
        functions.remove(function.name());
        ofTriggers.remove(function.name());
    }

    void addConstrainedDomain(Name domain) {
        constrainedDomains.add(domain.name());
    }

    /** Whether a column of the type is checked by what the type says. */
    boolean isConstrainedDomain(PgType type) {
        Name name = type.name();
        return !type.array()
                && (constrainedDomains.contains(name.name())
                        || schema.isConstrainedDomain(full(name))
                        || schema.isConstrainedDomain(name));
    }

    /** The tables that are known to have a column of a domain. */
    List<Table> tablesOf(Name domain) {
        Set<Name> there = new HashSet<>(schema.tablesOf(full(domain)));
        if (there.isEmpty()) {
            there.addAll(schema.tablesOf(domain));
        }
        there.forEach(this::known);
        return tables.values().stream()
                .filter(it -> there.contains(it.name()) || it.hasColumnOf(domain))
                .sorted(Comparator.comparing(Table::relation))
                .toList();
    }

    void addType(Name type) {
        newTypes.add(type.name());
    }

    boolean isNewType(Name type) {
        return newTypes.contains(type.name());
    }

    boolean hasEnumValue(Name type, String value) {
        return schema.hasEnumValue(full(type), value) || schema.hasEnumValue(type, value);
    }

    /** A value that cannot be used before a transaction has ended. */
    void addEnumValue(Name type, String value, int transaction) {
        newEnumValues.put(value, new NewValue(type, transaction));
    }

    /** The enum that a transaction has added a value to. */
    Optional<Name> addedTo(int transaction, String value) {
        return Optional.ofNullable(newEnumValues.get(value))
                .filter(it -> it.transaction() == transaction)
                .map(NewValue::type);
    }

    private record NewValue(Name type, int transaction) {}
}
