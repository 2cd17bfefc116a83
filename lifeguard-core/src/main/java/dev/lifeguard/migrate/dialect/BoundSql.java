package dev.lifeguard.migrate.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement with the values of its parameters.
 *
 * @param sql with one {@code ?} for each value and no other question mark
 * @param values strings, numbers, booleans or null (an unknown value), in their order
 */
public record BoundSql(String sql, List<@Nullable Object> values) {

    /** Copies the values. */
    public BoundSql {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** A statement with its values. */
    public static BoundSql of(String sql, @Nullable Object... values) {
        return new BoundSql(sql, Arrays.asList(values));
    }
}
