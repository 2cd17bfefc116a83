package dev.lifeguard.migrate.layouts.flyway;

import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.Surroundings;
import java.io.IOException;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code V1.2__name.sql}, {@code U1.2__name.sql}, {@code R__name.sql}, and callbacks by the ids of
 * their events, with Flyway's default settings.
 */
public enum FlywayLayout implements Layout {
    /** The only one. */
    LAYOUT;

    /** Versions of so many digits are times. */
    private static final int DIGITS_OF_A_TIME = 12;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS", Locale.ROOT);

    private static final Pattern LAST_NUMBER = Pattern.compile("[0-9]+$");

    @Override
    public boolean concerns(String path) {
        return FlywayName.concerns(path);
    }

    @Override
    public List<Found> read(List<MigrationFile> files) throws IOException {
        return read(files, Surroundings.none());
    }

    @Override
    public List<Found> read(List<MigrationFile> files, Surroundings around) throws IOException {
        return new FlywayFiles(files, around).found();
    }

    @Override
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.of(FlywayVersion.ORDER);
    }

    /** Source: Flyway's class ResolvedMigrationComparator, which compares descriptions. */
    @Override
    public Comparator<String> orderOfRepeatables() {
        return Comparator.comparing(FlywayName::shown);
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        return Map.of("V%s__%s.sql".formatted(next(utc, newest), name), "");
    }

    /** The time where the newest is an earlier one, else the one that counts on from it. */
    private static String next(LocalDateTime utc, @Nullable MigrationVersion newest) {
        String label = newest == null ? "0" : newest.toString();
        Matcher last = LAST_NUMBER.matcher(label);
        if (!last.find()) {
            return "1";
        }
        String digits = last.group();
        if (digits.length() >= DIGITS_OF_A_TIME) {
            String time = TIME.format(utc);
            String now = time.substring(0, Math.min(digits.length(), time.length()));
            if (now.length() == digits.length() && now.compareTo(digits) > 0) {
                return label.substring(0, last.start()) + now;
            }
        }
        String next = new BigInteger(digits).add(BigInteger.ONE).toString();
        return label.substring(0, last.start())
                + "0".repeat(Math.max(0, digits.length() - next.length()))
                + next;
    }
}
