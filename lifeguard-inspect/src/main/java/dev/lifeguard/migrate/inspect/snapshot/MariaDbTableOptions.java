package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.inspect.snapshot.MariaDbCollations.Collation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What stands behind the columns of CREATE TABLE.
 *
 * @param engine and what stands before the collation
 * @param rest what stands behind it, but for the comment
 * @param comment with the word before it
 * @param partitioning without its partitions
 */
record MariaDbTableOptions(
        List<String> engine,
        Collation collation,
        List<String> rest,
        Optional<String> comment,
        Optional<String> partitioning,
        List<Partition> partitions) {

    /** What tells how far a table is filled, and where its files are. */
    private static final List<String> LEFT_OUT =
            List.of("AUTO_INCREMENT=", "DATA DIRECTORY=", "INDEX DIRECTORY=");

    /**
     * A partition.
     *
     * @param name in quotes
     */
    record Partition(String name, String sql) {}

    MariaDbTableOptions {
        engine = List.copyOf(engine);
        rest = List.copyOf(rest);
        partitions = List.copyOf(partitions);
    }

    static MariaDbTableOptions of(MariaDbTokens written, MariaDbCollations collations) {
        MariaDbTokens tokens =
                MariaDbSecrets.isKept(written)
                        ? MariaDbTokens.of(MariaDbSecrets.without(written.toString()))
                        : written;
        int partition = tokens.find("PARTITION", 0);
        List<String> before = new ArrayList<>();
        List<String> behind = new ArrayList<>();
        String charset = "";
        String collate = "";
        Optional<String> comment = Optional.empty();
        for (String option : options(tokens.part(0, partition))) {
            if (option.startsWith("CHARSET=") || option.startsWith("DEFAULT CHARSET=")) {
                charset = option.substring(option.indexOf('=') + 1);
            } else if (option.startsWith("COLLATE=")) {
                collate = option.substring(option.indexOf('=') + 1);
            } else if (option.startsWith("COMMENT=")) {
                comment = Optional.of(option);
            } else if (LEFT_OUT.stream().noneMatch(option::startsWith)) {
                (charset.isEmpty() ? before : behind)
                        .add(
                                MariaDbSecrets.isOption(option)
                                        ? MariaDbSecrets.without(option)
                                        : option);
            }
        }
        MariaDbTokens parted = tokens.part(partition, tokens.size());
        int open = listOfPartitions(parted);
        return new MariaDbTableOptions(
                before,
                collations.of(charset, collate),
                behind,
                comment,
                parted.size() == 0
                        ? Optional.empty()
                        : Optional.of(
                                parted.text(0, Math.min(open, parted.size())).replace("  ", " ")),
                open < parted.size()
                        ? partitions(parted.part(open + 1, parted.closing(open)))
                        : List.of());
    }

    /** Words, an equals sign and a value each; but for the one that is words alone. */
    private static List<String> options(MariaDbTokens tokens) {
        List<String> options = new ArrayList<>();
        int from = tokens.next(0);
        while (from < tokens.size()) {
            int end = from;
            if (tokens.is(from, "WITH")) {
                end = tokens.next(tokens.next(from + 1) + 1) + 1;
            } else {
                while (end < tokens.size() && !tokens.at(end).equals("=")) {
                    end++;
                }
                while (end < tokens.size() && !tokens.at(end).isBlank()) {
                    end = tokens.at(end).equals("(") ? tokens.closing(end) + 1 : end + 1;
                }
            }
            end = Math.min(end, tokens.size());
            options.add(tokens.text(from, end));
            from = tokens.next(end);
        }
        return options;
    }

    /** Where the list opens: the parenthesis whose first word is PARTITION. */
    private static int listOfPartitions(MariaDbTokens parted) {
        for (int place = 0; place < parted.size(); place++) {
            if (parted.at(place).equals("(") && parted.is(parted.next(place + 1), "PARTITION")) {
                return place;
            }
        }
        return parted.size();
    }

    private static List<Partition> partitions(MariaDbTokens tokens) {
        return tokens.split().stream()
                .map(
                        each ->
                                new Partition(
                                        each.at(each.next(1)),
                                        each.toString()
                                                .replaceAll(
                                                        " (?:DATA|INDEX) DIRECTORY = '[^']*'", "")))
                .toList();
    }

    /** Whether it holds what other tables hold. */
    boolean isMerged() {
        return rest.stream().anyMatch(each -> each.toUpperCase(Locale.ROOT).startsWith("UNION="));
    }

    /** All of it. */
    String sql() {
        List<String> all = new ArrayList<>(engine);
        all.add(collation.ofTable());
        all.addAll(rest);
        comment.ifPresent(all::add);
        return String.join(" ", all)
                + partitioning.map(sql -> "\n" + sql).orElse("")
                + (partitions.isEmpty()
                        ? ""
                        : partitions.stream()
                                .map(Partition::sql)
                                .collect(Collectors.joining(",\n  ", "\n(\n  ", "\n)")));
    }

    /** It without comment and partitions. */
    String plain() {
        List<String> all = new ArrayList<>(engine);
        all.add(collation.ofTable());
        all.addAll(rest);
        return String.join(" ", all) + partitioning.map(sql -> " " + sql).orElse("");
    }
}
