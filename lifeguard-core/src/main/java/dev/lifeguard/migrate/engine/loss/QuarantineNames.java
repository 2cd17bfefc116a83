package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.planning.CountedStake.Lost;
import dev.lifeguard.migrate.script.WrittenName;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of tables that hold what was put aside: what it was, and when in UTC. */
final class QuarantineNames {

    /** What each of them has in it. */
    static final String MARK = "__quarantined_";

    private static final Pattern PUT_ASIDE = Pattern.compile(".+" + MARK + "[0-9]{14}(_[0-9]+)?");

    /** PostgreSQL cuts off what is behind 63 bytes, and MariaDB takes 64 characters. */
    private static final int LONGEST = 63 - MARK.length() - 14 - 4;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Dialect dialect;
    private final String schema;
    private final String moment;
    private final Set<String> taken = new HashSet<>();

    /**
     * Of this moment.
     *
     * @param schema the state table's as statements name it; nothing where it is not known
     */
    QuarantineNames(Dialect dialect, String schema) {
        this.dialect = dialect;
        this.schema = schema;
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        this.moment =
                String.format(
                        Locale.ROOT,
                        "%04d%02d%02d%02d%02d%02d",
                        now.getYear(),
                        now.getMonthValue(),
                        now.getDayOfMonth(),
                        now.getHour(),
                        now.getMinute(),
                        now.getSecond());
    }

    /** Whether a table has such a name. */
    static boolean isPutAside(String table) {
        return PUT_ASIDE.matcher(table.toLowerCase(Locale.ROOT)).matches();
    }

    /** Beside the state table, as statements name it: the schema of the table may be dropped. */
    String of(Lost lost) {
        WrittenName written = WrittenName.of(lost.table());
        String before = written.qualifier();
        String table = written.own();
        String column = lost.column();
        String what =
                origin(before)
                        + WrittenName.bare(table)
                        + (column == null ? "" : "__" + WrittenName.bare(column));
        String shortened = shortened(what);
        String name = shortened + MARK + moment;
        for (int number = 2; !taken.add(name); number++) {
            name = shortened + MARK + moment + "_" + number;
        }
        // A plain word is folded as the table's own name is.
        boolean plain = PLAIN.matcher(table).matches() && PLAIN.matcher(name).matches();
        return place(before) + (plain ? name : dialect.quote(name));
    }

    /** The state table's schema with a dot behind it; nothing where the connection resolves it. */
    private String place(String ofTable) {
        if (schema.isEmpty()) {
            return "";
        }
        // In the words of the table, where it is the same one.
        return WrittenName.bare(ofTable).equals(WrittenName.bare(schema))
                ? ofTable + "."
                : schema + ".";
    }

    /** The table's schema, where that is known to be another one. */
    private String origin(String ofTable) {
        String other = schema.isEmpty() ? "" : WrittenName.bare(ofTable);
        return other.isEmpty() || other.equalsIgnoreCase(WrittenName.bare(schema))
                ? ""
                : other + "__";
    }

    private static String shortened(String name) {
        int length = Math.min(name.length(), LONGEST);
        while (name.substring(0, length).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            length = name.offsetByCodePoints(length, -1);
        }
        return name.substring(0, length);
    }
}
