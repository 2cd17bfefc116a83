package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.inspect.trace.LockMode;
import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the session of a migration has set, and what its transaction has locked. */
final class Session {

    private final Map<String, String> settings = new HashMap<>();

    /** What a transaction has set for itself, with what it was before, where it was set. */
    private final Map<String, Optional<String>> local = new HashMap<>();

    private Optional<List<String>> searchPath = Optional.empty();
    private final Map<Name, LockMode> held = new LinkedHashMap<>();
    private final Map<Name, LockMode> beside = new LinkedHashMap<>();
    private int transaction = -1;
    private int holders;

    /** A statement of a transaction comes: an earlier one has ended. */
    void enter(int number) {
        if (number != transaction) {
            local.forEach(this::restore);
            local.clear();
            held.clear();
            beside.clear();
            holders = 0;
            transaction = number;
        }
    }

    /** What a statement locks. */
    void hold(List<HeldLocks.Held> locks) {
        if (locks.stream().anyMatch(it -> !held.containsKey(it.table().name()))) {
            holders++;
        }
        locks.forEach(it -> add(it.table().name(), it.mode(), held));
    }

    /** What a statement locks for tables that it makes. */
    void holdBeside(List<HeldLocks.Held> locks) {
        locks.forEach(it -> add(it.table().name(), it.mode(), beside));
    }

    private static void add(Name table, LockMode mode, Map<Name, LockMode> locks) {
        locks.merge(table, mode, (a, b) -> a.isStrongerThan(b) ? a : b);
    }

    /** How many statements of this transaction have locked a table that it had not locked. */
    int holders() {
        return holders;
    }

    /** The tables that were there before the run and that this transaction has locked strongly. */
    Map<Name, LockMode> held() {
        return held;
    }

    /** Those, and the ones that it has locked for tables that it made. */
    Map<Name, LockMode> heldInAll() {
        Map<Name, LockMode> all = new LinkedHashMap<>(held);
        beside.forEach((table, mode) -> add(table, mode, all));
        return all;
    }

    /** The value that the script has set, in lower case. */
    Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    private void restore(String name, Optional<String> value) {
        value.ifPresentOrElse(it -> settings.put(name, it), () -> settings.remove(name));
    }

    void set(PgNode statement) {
        String name = statement.text("name").toLowerCase(Locale.ROOT);
        if (statement.flag("is_local")) {
            local.putIfAbsent(name, setting(name));
        }
        switch (statement.text("kind")) {
            case "VAR_SET_VALUE" -> settings.put(name, value(statement.list("args")));
            case "VAR_RESET_ALL" -> settings.clear();
            default -> settings.remove(name);
        }
    }

    /** What calls of set_config in a query do. */
    void configure(PgNode query) {
        searchPath = Optional.empty();
        query.visit(
                it -> {
                    boolean sets =
                            it.is("FuncCall")
                                    && Name.of(it.list("funcname")).name().equals("set_config")
                                    && it.list("args").size() == 3;
                    if (sets) {
                        configure(it.list("args"));
                    }
                });
    }

    private void configure(List<PgNode> args) {
        String name = value(args.subList(0, 1));
        boolean isLocal =
                args.getLast().has("val")
                        && args.getLast()
                                .node("val")
                                .filter(it -> it.is("Boolean") && it.flag("boolval"))
                                .isPresent();
        if (isLocal) {
            local.putIfAbsent(name, setting(name));
        }
        settings.put(name, value(args.subList(1, 2)));
        if (name.equals("search_path")) {
            searchPath =
                    Optional.of(
                            Stream.of(written(args.subList(1, 2)).split(","))
                                    .map(it -> it.strip().replaceAll("^\"|\"$", ""))
                                    .toList());
        }
    }

    /** Where the last query has names looked for, if it sets that. */
    Optional<List<String>> searchPath() {
        return searchPath;
    }

    static String value(List<PgNode> args) {
        return written(args).toLowerCase(Locale.ROOT);
    }

    /** The schemas that a SET of the search path names. */
    static List<String> path(List<PgNode> args) {
        return args.stream().map(it -> written(List.of(it))).toList();
    }

    /** A value as it is written. */
    static String written(List<PgNode> args) {
        if (args.isEmpty() || !args.getFirst().is("A_Const") || !args.getFirst().has("val")) {
            return "";
        }
        PgNode value = args.getFirst().node("val").orElseThrow();
        return switch (value.type()) {
            case "String" -> value.text("sval");
            case "Integer" -> String.valueOf(value.number("ival"));
            case "Float" -> value.text("fval");
            default -> "";
        };
    }

    /** Whether a time was set that ends waiting. */
    boolean hasLockTimeout() {
        return setting("lock_timeout").filter(it -> !isZero(it)).isPresent();
    }

    /** Whether waiting without an end was asked for. */
    boolean disablesLockTimeout() {
        return setting("lock_timeout").filter(Session::isZero).isPresent();
    }

    private static boolean isZero(String value) {
        return value.matches("0+\\s*(us|ms|s|min|h|d)?");
    }

    /** Whether the script has set a time zone, and another one than UTC. */
    boolean hasOtherTimeZone() {
        return setting("timezone")
                .filter(it -> !it.matches("utc|etc/utc|gmt|0|\\+?00(:00)?|zulu|uct|universal"))
                .isPresent();
    }
}
