package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.pgparser.PgParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Statements of an application, read as PostgreSQL's parser reads them. */
public final class GivenStatements {

    private final List<ReadStatement> read;
    private final List<NotAnalysed> unreadable;
    private final PgParser parser;

    private GivenStatements(
            List<ReadStatement> read, List<NotAnalysed> unreadable, PgParser parser) {
        this.parser = parser;
        this.read = List.copyOf(read);
        this.unreadable = List.copyOf(unreadable);
    }

    /** Reads them, each text once. */
    public static GivenStatements of(FoundStatements found, PgParser parser) {
        StatementParser reader = new StatementParser(parser);
        List<ReadStatement> read = new ArrayList<>();
        new LinkedHashSet<>(found.texts()).forEach(text -> read.addAll(reader.read(text)));
        return new GivenStatements(read, found.unreadable(), parser);
    }

    /** How many there are. */
    public int count() {
        return read.size();
    }

    List<ReadStatement> read() {
        return read;
    }

    /** Who read them. */
    PgParser parser() {
        return parser;
    }

    /** Those that are there and cannot be read. */
    public List<NotAnalysed> unreadable() {
        return unreadable;
    }
}
