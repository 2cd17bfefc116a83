package dev.lifeguard.migrate.inspect.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An object of JSON in the making: its members stay in the order in which they came. */
final class JsonRow {

    private final Map<String, Object> members = new LinkedHashMap<>();

    /** One more member; an empty optional or a null is left out. */
    JsonRow with(String name, @Nullable Object value) {
        Object known = value instanceof Optional<?> some ? some.orElse(null) : value;
        if (known != null) {
            members.put(name, known);
        }
        return this;
    }

    /** A member that is there where it holds. */
    JsonRow marked(String name, Mark mark) {
        return mark == Mark.SET ? with(name, true) : this;
    }

    /** Whether something holds. */
    enum Mark {
        SET,
        UNSET;

        static Mark of(boolean holds) {
            return holds ? SET : UNSET;
        }
    }

    Map<String, Object> members() {
        return members;
    }
}
