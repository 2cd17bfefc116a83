package dev.lifeguard.migrate.layouts;

import dev.lifeguard.migrate.source.Layout;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What settings call a layout: another tool's id, or {@code lifeguard} for this project's own. */
public final class LayoutName {

    /** This project's own. */
    public static final String OWN = "lifeguard";

    private static final double LIKE = 0.5;

    private LayoutName() {}

    /** The layout of that name; empty where there is none. */
    public static Optional<Layout> find(String name) {
        return name.equals(OWN)
                ? Optional.of(Layout.own())
                : OtherTool.named(name).map(OtherTool::layout);
    }

    /**
     * What to say of a name that is none, with the nearest one and all that there are.
     *
     * @param quoted how messages show the name, perhaps with the place where it was said
     */
    public static String unknown(String name, String quoted) {
        String near =
                nearest(name.toLowerCase(Locale.ROOT))
                        .map(" Did you mean \"%s\"?"::formatted)
                        .orElse("");
        return "The layout %s is unknown.%s There are %s."
                .formatted(quoted, near, String.join(", ", all()));
    }

    /**
     * The same of a name that is to be another tool's.
     *
     * @param name as it was given
     */
    public static String unknownTool(String name) {
        String near =
                nearest(name.toLowerCase(Locale.ROOT))
                        .filter(each -> !each.equals(OWN))
                        .map(" Did you mean \"%s\"?"::formatted)
                        .orElse("");
        return "The tool \"%s\" is unknown.%s There are %s."
                .formatted(name, near, String.join(", ", OtherTool.ids()));
    }

    private static List<String> all() {
        return Stream.concat(Stream.of(OWN), OtherTool.ids().stream()).toList();
    }

    private static Optional<String> nearest(String name) {
        return all().stream()
                .filter(each -> likeness(name, each) >= LIKE)
                .max(Comparator.comparingDouble(each -> likeness(name, each)));
    }

    /** How much of the shorter name is in the other one, by pairs of neighbouring characters. */
    private static double likeness(String name, String other) {
        Set<String> pairs = pairs(name);
        Set<String> common = pairs(other);
        int shorter = Math.min(pairs.size(), common.size());
        common.retainAll(pairs);
        return shorter == 0 ? 0 : (double) common.size() / shorter;
    }

    private static Set<String> pairs(String text) {
        Set<String> pairs = new HashSet<>();
        for (int at = 0; at + 1 < text.length(); at++) {
            pairs.add(text.substring(at, at + 2));
        }
        return pairs;
    }
}
