package dev.lifeguard.migrate.source.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Scripts by the numbers of their versions. Nearly always they come in that order. */
final class SortedScripts implements ScriptSet {

    private final List<Script> inOrder = new ArrayList<>();

    /** Those that came behind a newer one. */
    private final NavigableMap<Long, Script> older = new TreeMap<>();

    @Override
    public @Nullable Script add(Script script) {
        if (inOrder.isEmpty() || inOrder.getLast().version().number() < script.version().number()) {
            inOrder.add(script);
            return null;
        }
        Script earlier = find(script.version().number());
        if (earlier == null) {
            older.put(script.version().number(), script);
        }
        return earlier;
    }

    @Override
    public @Nullable Script find(long version) {
        int at = MigrationCatalog.indexOf(inOrder, version);
        return at < 0 ? older.get(version) : inOrder.get(at);
    }

    @Override
    public void replace(Script script) {
        long version = script.version().number();
        int at = MigrationCatalog.indexOf(inOrder, version);
        if (at < 0) {
            older.put(version, script);
        } else {
            inOrder.set(at, script);
        }
    }

    @Override
    public int size() {
        return inOrder.size() + older.size();
    }

    @Override
    public List<Script> all() {
        if (!older.isEmpty()) {
            inOrder.addAll(older.values());
            inOrder.sort(Comparator.comparing(Script::version, ByNumber.ORDER));
            older.clear();
        }
        return inOrder;
    }
}
