package dev.lifeguard.migrate.takeover;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** A table of another tool's, where it was found. This library makes it. */
public interface ForeignTable {

    /** As messages show it: with its schema, where the database has schemas. */
    String name();

    /** Its schema alone, as the catalogue spells it; empty where the database has none. */
    String schema();

    /** Its name alone, as the catalogue spells it. */
    String table();

    /** As a statement names it: with its schema, and quoted. */
    String sql();

    /**
     * A column as a statement names it: as the catalogue spells it, and quoted.
     *
     * @param column in any capitals
     * @throws IllegalArgumentException when there is none
     */
    String column(String column);

    /** Its columns, in small letters. */
    Set<String> columns();

    /**
     * All its rows, in no order.
     *
     * @param columns those to read, in any capitals
     * @throws IllegalArgumentException when one is not there
     */
    List<ForeignRow> rows(List<String> columns) throws SQLException;
}
