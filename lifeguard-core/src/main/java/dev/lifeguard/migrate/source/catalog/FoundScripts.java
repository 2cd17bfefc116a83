package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scripts in an order of their layout's, or where that has none as they come. */
final class FoundScripts implements ScriptSet {

    private final @Nullable Comparator<MigrationVersion> order;
    private final Map<Long, Script> scripts = new LinkedHashMap<>();

    FoundScripts(@Nullable Comparator<MigrationVersion> order) {
        this.order = order;
    }

    @Override
    public @Nullable Script add(Script script) {
        return scripts.putIfAbsent(script.version().number(), script);
    }

    @Override
    public @Nullable Script find(long version) {
        return scripts.get(version);
    }

    @Override
    public void replace(Script script) {
        scripts.put(script.version().number(), script);
    }

    @Override
    public int size() {
        return scripts.size();
    }

    @Override
    public List<Script> all() {
        List<Script> all = new ArrayList<>(scripts.values());
        if (order != null) {
            all.sort(Comparator.comparing(Script::version, order));
        }
        return all;
    }
}
