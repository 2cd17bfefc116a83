package dev.lifeguard.migrate.connect.convert;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The 14 digits that stand for another tool's versions: their own digits where those are a date and
 * time, or one in another form, and otherwise the second behind the one before. So they depend on
 * the files alone, and stand in their order.
 */
final class NewVersions {

    private static final LocalDateTime FIRST = LocalDateTime.of(2000, 1, 1, 0, 0, 1);
    private static final DateTimeFormatter DIGITS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private MigrationVersion last = MigrationVersion.of(0);

    /** The one of the next migration. */
    MigrationVersion next(MigrationVersion former) {
        MigrationVersion own = MigrationVersion.of(moment(former.toString()));
        if (own.number() > last.number()) {
            last = own;
        } else if (last.number() == 0) {
            last = MigrationVersion.at(FIRST);
        } else {
            last = MigrationVersion.at(LocalDateTime.parse(last.toString(), DIGITS).plusSeconds(1));
        }
        return last;
    }

    /** 0 where it is none. */
    private static long moment(String label) {
        String digits = label.replaceFirst("[^0-9-].*", "").replace("-", "");
        if (digits.length() == 17) {
            digits = digits.substring(0, 14);
        }
        if (digits.length() == 14 && MigrationVersion.isMoment(Long.parseLong(digits))) {
            return Long.parseLong(digits);
        }
        return digits.matches("1[0-9]{9}([0-9]{3})?")
                ? MigrationVersion.at(
                                LocalDateTime.ofEpochSecond(
                                        Long.parseLong(digits, 0, 10, 10), 0, ZoneOffset.UTC))
                        .number()
                : 0;
    }
}
