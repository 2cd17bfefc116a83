package dev.lifeguard.migrate.inspect.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what is certainly a column in a statement on tables. */
final class SqliteScope {

    private final Map<String, SqliteTable> tables = new HashMap<>();

    /** That of all tables of a database. */
    SqliteScope(List<SqliteTable> all) {
        all.forEach(table -> tables.put(SqliteWords.folded(table.name()), table));
    }

    /** The columns of a table, by their names in lower case. */
    Map<String, String> columns(String table) {
        return Optional.ofNullable(tables.get(SqliteWords.folded(table)))
                .map(SqliteTable::names)
                .orElse(Map.of());
    }

    /**
     * The columns that all tables of a statement have.
     *
     * @return none where it reads anything else, too
     */
    Map<String, String> common(List<SqliteToken> statement) {
        List<String> read = new ArrayList<>();
        boolean from = false;
        for (int at = 0; at + 1 < statement.size(); at++) {
            SqliteToken token = statement.get(at);
            SqliteToken next = statement.get(at + 1);
            if (token.isWord("SELECT", "WHERE", "SET", "ON", "GROUP", "ORDER")) {
                from = false;
            }
            boolean begins = SqliteParts.isFrom(statement, at);
            from |= begins;
            if (token.isWord("UPDATE") && next.isWord("SET")) {
                continue;
            }
            if (begins || token.isWord("JOIN", "INTO", "UPDATE") || (from && token.is(","))) {
                if (!next.isName() || next.isWord("OR")) {
                    return Map.of();
                }
                read.add(next.name());
            }
        }
        return common(read);
    }

    private Map<String, String> common(Iterable<String> read) {
        Map<String, String> common = new HashMap<>();
        boolean first = true;
        for (String each : read) {
            Map<String, String> columns = columns(each);
            if (first) {
                common.putAll(columns);
            } else {
                common.keySet().retainAll(columns.keySet());
            }
            first = false;
        }
        return common;
    }
}
