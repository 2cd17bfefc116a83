package dev.lifeguard.migrate.layouts.liquibase;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the changeset of a row. Liquibase's paths begin at its root changelog, and those of the
 * files at the directory that is read; so one begins with something that the other one has not, the
 * same for all. What explains most rows is that.
 */
final class PathMatch {

    private final Map<String, List<Changeset>> byNames = new HashMap<>();
    private final Shift usual;

    PathMatch(List<Changeset> changesets, List<RecordedChangeset> rows) {
        for (Changeset changeset : changesets) {
            byNames.computeIfAbsent(names(changeset), none -> new ArrayList<>()).add(changeset);
        }
        Map<Shift, Integer> votes = new HashMap<>();
        rows.forEach(
                row ->
                        candidates(row)
                                .filter(each -> !each.hasOwnPath())
                                .flatMap(each -> Shift.between(row.path(), each.path()).stream())
                                .forEach(shift -> votes.merge(shift, 1, Integer::sum)));
        usual =
                votes.entrySet().stream()
                        .max(
                                Map.Entry.<Shift, Integer>comparingByValue()
                                        .thenComparingInt(entry -> -entry.getKey().length()))
                        .map(Map.Entry::getKey)
                        .orElse(new Shift("", ""));
    }

    private static String names(Changeset changeset) {
        Header header = changeset.header();
        return (header.id() + "::" + header.author()).toLowerCase(Locale.ROOT);
    }

    /**
     * What paths begin with.
     *
     * @param recorded the row's, before what is common
     * @param here the file's
     */
    private record Shift(String recorded, String here) {

        static Optional<Shift> between(String recordedPath, String herePath) {
            String recorded = recordedPath.toLowerCase(Locale.ROOT);
            String here = herePath.toLowerCase(Locale.ROOT);
            if (recorded.equals(here) || recorded.endsWith("/" + here)) {
                return Optional.of(
                        new Shift(recorded.substring(0, recorded.length() - here.length()), ""));
            }
            return here.endsWith("/" + recorded)
                    ? Optional.of(
                            new Shift("", here.substring(0, here.length() - recorded.length())))
                    : Optional.empty();
        }

        int length() {
            return recorded.length() + here.length();
        }
    }

    private Stream<Changeset> candidates(RecordedChangeset row) {
        return byNames.getOrDefault(row.names(), List.of()).stream();
    }

    /**
     * Those that stand where Liquibase would look for it; several where they are for different
     * databases.
     */
    List<Changeset> found(RecordedChangeset row) {
        List<Changeset> found =
                candidates(row)
                        .filter(
                                each ->
                                        each.hasOwnPath()
                                                ? each.path().equalsIgnoreCase(row.path())
                                                : Shift.between(row.path(), each.path())
                                                        .filter(usual::equals)
                                                        .isPresent())
                        .toList();
        return found.isEmpty()
                ? candidates(row)
                        .filter(each -> !each.hasOwnPath())
                        .filter(each -> row.path().equalsIgnoreCase(each.pathOfFile()))
                        .toList()
                : found;
    }

    /** Those that stand in a file of the same name somewhere else. */
    List<Changeset> elsewhere(RecordedChangeset row) {
        String last = lastPart(row.path());
        return candidates(row).filter(each -> lastPart(each.path()).equals(last)).toList();
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
