package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Which version of a layout that is not this project's own is called so. */
public final class CalledVersion {

    private static final int MOST_NEAR = 3;

    private CalledVersion() {}

    /**
     * The version that is called so among files, and only where there is none among what is
     * applied.
     *
     * @param applied asks the database
     * @throws ConfigurationException when it is not there; it names the nearest ones
     */
    public static MigrationVersion required(
            String called,
            Layout layout,
            MigrationCatalog catalog,
            Supplier<List<MigrationVersion>> applied) {
        List<MigrationVersion> known = new ArrayList<>();
        return find(called, layout, catalog, applied, known)
                .orElseThrow(() -> unknown(called, known));
    }

    /**
     * The number of the same; 0 for what is called by zeros alone and is not there: it stands for
     * before the first one.
     *
     * @param applied asks the database
     * @throws ConfigurationException when it is not there; it names the nearest ones
     */
    public static long orZero(
            String called,
            Layout layout,
            MigrationCatalog catalog,
            Supplier<List<MigrationVersion>> applied) {
        List<MigrationVersion> known = new ArrayList<>();
        Optional<MigrationVersion> found = find(called, layout, catalog, applied, known);
        if (found.isEmpty() && !called.matches("0+")) {
            throw unknown(called, known);
        }
        return found.map(MigrationVersion::number).orElse(0L);
    }

    private static Optional<MigrationVersion> find(
            String called,
            Layout layout,
            MigrationCatalog catalog,
            Supplier<List<MigrationVersion>> applied,
            List<MigrationVersion> known) {
        known.addAll(catalog.scriptsAndBaselines().stream().map(Script::version).toList());
        catalog.repeatables().stream()
                .map(Script::version)
                .filter(version -> version.label() != null)
                .forEach(known::add);
        return find(called, layout, known)
                .or(
                        () -> {
                            applied.get().stream()
                                    .filter(it -> !it.isRepeatable() || it.label() != null)
                                    .filter(version -> !known.contains(version))
                                    .forEach(known::add);
                            return find(called, layout, known);
                        });
    }

    /**
     * The version with that label; else the one that the layout takes for the same, as 1.0 for 1;
     * else the one with that number.
     */
    static Optional<MigrationVersion> find(
            String called, Layout layout, Collection<MigrationVersion> known) {
        return first(known, each -> each.toString().equals(called))
                .or(
                        () ->
                                layout.order()
                                        .filter(order -> order != ByNumber.ORDER)
                                        .flatMap(order -> same(called, order, known)))
                .or(
                        () ->
                                called.matches("[0-9]{1,19}")
                                        ? first(known, each -> hasNumber(each, called))
                                        : Optional.empty());
    }

    private static Optional<MigrationVersion> first(
            Collection<MigrationVersion> known, Predicate<MigrationVersion> wanted) {
        return known.stream().filter(wanted).findFirst();
    }

    /** A layout's comparison may refuse what is no version of it. */
    private static Optional<MigrationVersion> same(
            String called, Comparator<MigrationVersion> order, Collection<MigrationVersion> known) {
        if (called.isBlank()) {
            return Optional.empty();
        }
        try {
            MigrationVersion asked = new MigrationVersion(0, called);
            return first(known, each -> order.compare(asked, each) == 0);
        } catch (RuntimeException noVersion) {
            return Optional.empty();
        }
    }

    private static boolean hasNumber(MigrationVersion version, String digits) {
        return Long.toString(version.number()).equals(digits.replaceFirst("^0+(?=[0-9])", ""));
    }

    /** The error of one that is not there, with those that are called nearly so. */
    static ConfigurationException unknown(String called, Collection<MigrationVersion> known) {
        List<String> near = nearest(called, known);
        String nearest =
                near.isEmpty()
                        ? ""
                        : near.size() == 1
                                ? " The nearest is %s.".formatted(near.getFirst())
                                : " The nearest are %s and %s."
                                        .formatted(
                                                String.join(", ", near.subList(0, near.size() - 1)),
                                                near.getLast());
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION,
                        ("There is no migration %s, neither among the files nor in the history.%s"
                                        + " %s lists the versions.")
                                .formatted(called, nearest, Remedy.STATUS.place())),
                null);
    }

    private static List<String> nearest(String called, Collection<MigrationVersion> known) {
        Comparator<String> likest =
                Comparator.<String>comparingInt(each -> likeness(called, each)).reversed();
        return known.stream()
                .map(MigrationVersion::toString)
                .distinct()
                .filter(each -> likeness(called, each) > 0)
                .sorted(likest.thenComparingInt(String::length))
                .limit(MOST_NEAR)
                .toList();
    }

    /** How many characters are the same at both ends; all where one holds the other. */
    private static int likeness(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        if (shorter > 0 && (one.contains(other) || other.contains(one))) {
            return shorter;
        }
        int start = 0;
        while (start < shorter && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return start + end;
    }
}
