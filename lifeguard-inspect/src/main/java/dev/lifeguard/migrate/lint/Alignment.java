package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.pgparser.PgNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Gaps between columns of different widths. Only tables whose columns are all fixed are looked at.
 */
final class Alignment {

    /** Bytes, by type; PostgreSQL's pg_type has typlen and typalign. */
    private static final Map<String, Integer> WIDTHS =
            Map.of(
                    "bool",
                    1,
                    "int2",
                    2,
                    "int4",
                    4,
                    "date",
                    4,
                    "float4",
                    4,
                    "int8",
                    8,
                    "float8",
                    8,
                    "timestamp",
                    8,
                    "timestamptz",
                    8,
                    "time",
                    8);

    private static final int ROW = 8;

    private Alignment() {}

    static void look(Subject subject, Consumer<Diagnosis> out) {
        List<String> names = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        for (PgNode column : subject.tree().list("tableElts")) {
            if (!column.is("ColumnDef")) {
                continue;
            }
            Integer width =
                    Columns.type(column)
                            .map(type -> WIDTHS.get(type.stored().name().name()))
                            .orElse(null);
            if (width == null) {
                return;
            }
            names.add(column.text("colname"));
            widths.add(width);
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < widths.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing((Integer i) -> widths.get(i)).reversed());
        int now = size(widths);
        int best = size(order.stream().map(widths::get).toList());
        if (now > best) {
            out.accept(
                    Diagnosis.of(
                                    LintRule.COLUMN_ALIGNMENT,
                                    "Gaps between the columns take %s bytes of each row.",
                                    now - best)
                            .ofPart(-2)
                            .safe(
                                    "-- in this order: %s",
                                    Identifier.list(order.stream().map(names::get).toList())));
        }
    }

    private static int size(List<Integer> widths) {
        int size = 0;
        for (int width : widths) {
            size = aligned(size, width) + width;
        }
        return aligned(size, ROW);
    }

    private static int aligned(int size, int width) {
        return (size + width - 1) / width * width;
    }
}
