package dev.lifeguard.migrate.layouts.history;

import dev.lifeguard.migrate.takeover.ForeignRow;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Rows in the order in which a tool wrote them. */
public final class RowOrder {

    private RowOrder() {}

    /**
     * By a time, and those of one time by another column: numbers by their values, and texts after
     * them.
     */
    public static List<ForeignRow> by(List<ForeignRow> rows, String time, String then) {
        List<ForeignRow> ordered = new ArrayList<>(rows);
        ordered.sort(
                Comparator.comparing(
                                (ForeignRow row) ->
                                        Objects.requireNonNullElse(row.time(time), Instant.EPOCH))
                        .thenComparing(row -> number(row, then))
                        .thenComparing(row -> text(row, then)));
        return ordered;
    }

    private static BigInteger number(ForeignRow row, String column) {
        String text = text(row, column);
        return text.matches("[0-9]{1,100}") ? new BigInteger(text) : BigInteger.TEN.pow(101);
    }

    private static String text(ForeignRow row, String column) {
        return Objects.requireNonNullElse(row.text(column), "");
    }
}
