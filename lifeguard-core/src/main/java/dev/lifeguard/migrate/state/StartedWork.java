package dev.lifeguard.migrate.state;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a statement works on that runs CONCURRENTLY, as the row of its part-way migration keeps it,
 * so that what is left of it is found even when the file is another one by then, or gone.
 *
 * @param kind what it does
 * @param statement a checksum of its text and of those before it
 * @param on the qualified name of the table or the schema; empty for the database
 * @param name of the index or the partition, with its schema; of an index that the server names,
 *     the name that it chooses but for a number, or empty where that cannot be told
 * @param before the indexes that were there before, where others of the same kind may appear
 */
public record StartedWork(
        Kind kind, String statement, String on, String name, List<String> before) {

    /** Copies the list. */
    public StartedWork {
        before = List.copyOf(before);
    }

    /** What a statement does. */
    public enum Kind {
        /** It builds an index of that name. */
        BUILD,
        /** It builds an index that the server names. */
        BUILD_UNNAMED,
        /** It drops an index. */
        DROP,
        /** It builds the indexes of a table anew. */
        REBUILD_TABLE,
        /** It builds those of a schema anew. */
        REBUILD_SCHEMA,
        /** It builds those of the database anew. */
        REBUILD_DATABASE,
        /** It detaches a partition. */
        DETACH
    }

    /** What it works on, for messages. */
    public String words() {
        return switch (kind) {
            case BUILD -> "the index %s on %s".formatted(name, on);
            case BUILD_UNNAMED -> "an index on " + on;
            case DROP -> "the index %s was dropped".formatted(name);
            case REBUILD_TABLE, REBUILD_SCHEMA -> "the indexes of " + on;
            case REBUILD_DATABASE -> "the indexes of the database";
            case DETACH -> "%s was detached from %s".formatted(name, on);
        };
    }

    /**
     * Whether something that it left may stay: an index beside the one that is used, which only
     * somebody else may remove. In the place of an index that is to be built, or was to be dropped,
     * it may not.
     */
    public boolean leaves(Remnant remnant) {
        return remnant.by() == Remnant.By.SUPERUSER
                && switch (kind) {
                    case REBUILD_TABLE, REBUILD_SCHEMA, REBUILD_DATABASE -> true;
                    case BUILD, BUILD_UNNAMED, DROP, DETACH -> false;
                };
    }

    /** As one line. */
    public String line() {
        return Stream.concat(Stream.of(kind.name(), statement, on, name), before.stream())
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                .collect(Collectors.joining(" "));
    }

    /** Reads a line; empty where it is none of these. */
    static Optional<StartedWork> of(String line) {
        List<String> parts =
                Stream.of(line.split(" ", -1))
                        .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                        .toList();
        return parts.size() < 4
                ? Optional.empty()
                : Stream.of(Kind.values())
                        .filter(kind -> kind.name().equals(parts.getFirst()))
                        .findFirst()
                        .map(
                                kind ->
                                        new StartedWork(
                                                kind,
                                                parts.get(1),
                                                parts.get(2),
                                                parts.get(3),
                                                parts.subList(4, parts.size())));
    }
}
