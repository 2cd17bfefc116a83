package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.planning.CountedStake.Lost;
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
    private final String moment;
    private final Set<String> taken = new HashSet<>();

    private QuarantineNames(Dialect dialect, String moment) {
        this.dialect = dialect;
        this.moment = moment;
    }

    static QuarantineNames now(Dialect dialect) {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        return new QuarantineNames(
                dialect,
                String.format(
                        Locale.ROOT,
                        "%04d%02d%02d%02d%02d%02d",
                        now.getYear(),
                        now.getMonthValue(),
                        now.getDayOfMonth(),
                        now.getHour(),
                        now.getMinute(),
                        now.getSecond()));
    }

    /** Whether a table has such a name. */
    static boolean isPutAside(String table) {
        return PUT_ASIDE.matcher(table.toLowerCase(Locale.ROOT)).matches();
    }

    /** Beside the table, as statements name it. */
    String of(Lost lost) {
        int dot = dotBefore(lost.table());
        String table = lost.table().substring(dot + 1);
        String column = lost.column();
        String what = bare(table) + (column == null ? "" : "__" + bare(column));
        String shortened = what.substring(0, Math.min(what.length(), LONGEST));
        String name = shortened + MARK + moment;
        for (int number = 2; !taken.add(name); number++) {
            name = shortened + MARK + moment + "_" + number;
        }
        // A plain word is folded as the table's own name is.
        boolean plain = PLAIN.matcher(table).matches() && PLAIN.matcher(name).matches();
        return lost.table().substring(0, dot + 1) + (plain ? name : dialect.quote(name));
    }

    /** Where the table's own name begins behind its schema's, which may hold dots in quotes. */
    private static int dotBefore(String table) {
        int last = -1;
        boolean quoted = false;
        for (int at = 0; at < table.length(); at++) {
            char letter = table.charAt(at);
            quoted ^= letter == '"' || letter == '`';
            last = letter == '.' && !quoted ? at : last;
        }
        return last;
    }

    private static String bare(String name) {
        boolean quoted = name.length() > 2 && (name.startsWith("\"") || name.startsWith("`"));
        return quoted ? name.substring(1, name.length() - 1) : name;
    }
}
