package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import dev.lifeguard.migrate.planning.CountedStake.Lost;
import dev.lifeguard.migrate.script.WrittenName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names that earlier statements of a run give to tables and columns, back to those that there
 * are now. A statement may write the same name in other words: in quotes, or with its schema.
 */
final class LaterNames {

    private final Dialect dialect;
    private final String schema;
    private final Map<String, String> tables = new LinkedHashMap<>();
    private final Map<String, Renamed> columns = new LinkedHashMap<>();

    /** A column that gets another name. */
    private record Renamed(String from, String to) {}

    /**
     * Of nothing yet.
     *
     * @param schema the one of names without any, as statements name it; empty where it is not said
     */
    LaterNames(Dialect dialect, String schema) {
        this.dialect = dialect;
        this.schema = schema;
    }

    /** A table gets another name. */
    void renameTable(String from, String to) {
        tables.put(key(to), table(from));
    }

    /** A column gets another name. */
    void renameColumn(String table, String from, String to) {
        String now = table(table);
        columns.put(key(now) + " " + part(to), new Renamed(column(now, from), to));
    }

    /** The table's name now. */
    private String table(String later) {
        return tables.getOrDefault(key(later), later);
    }

    /**
     * What a table, or a column of it, may be now: the next one is meant where there is none of
     * one.
     */
    List<Lost> meant(String later, @Nullable String column) {
        return tables(later).stream()
                .flatMap(
                        table ->
                                column == null
                                        ? Stream.of(new Lost("", table, null))
                                        : columns(table, column).stream()
                                                .map(now -> new Lost("", table, now)))
                .toList();
    }

    private Set<String> tables(String later) {
        Set<String> meant = new LinkedHashSet<>(List.of(table(later)));
        String own = alike(WrittenName.of(later).own());
        tables.forEach(
                (to, from) -> {
                    if (to.toLowerCase(Locale.ROOT).endsWith("\0" + own)) {
                        meant.add(from);
                    }
                });
        return meant;
    }

    private Set<String> columns(String table, String later) {
        Set<String> meant = new LinkedHashSet<>(List.of(column(table, later)));
        columns.values().stream()
                .filter(renamed -> alike(renamed.to()).equals(alike(later)))
                .forEach(renamed -> meant.add(renamed.from()));
        return meant;
    }

    private String column(String table, String later) {
        return columns.getOrDefault(key(table) + " " + part(later), new Renamed(later, later))
                .from();
    }

    private String key(String table) {
        WrittenName name = WrittenName.of(table);
        return part(name.isAlone() ? schema : WrittenName.of(name.qualifier()).own())
                + "\0"
                + part(name.own());
    }

    /** PostgreSQL's names are folded already; elsewhere case tells little apart. */
    private String part(String name) {
        return dialect.lexerRules().grammar() == Grammar.POSTGRESQL
                ? WrittenName.bare(name)
                : alike(name);
    }

    private static String alike(String name) {
        return WrittenName.bare(name).toLowerCase(Locale.ROOT);
    }
}
