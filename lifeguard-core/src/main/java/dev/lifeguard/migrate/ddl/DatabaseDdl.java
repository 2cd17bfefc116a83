package dev.lifeguard.migrate.ddl;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.SchemaChange.Existing;
import java.util.Locale;

/**
 * What every part of a database's DDL needs: how it writes names and literals, and how it refuses
 * what it does not have, since nothing is left out silently.
 */
abstract class DatabaseDdl {

    private final String database;
    protected final DdlText text;

    protected DatabaseDdl(String database, DdlText text) {
        this.database = database;
        this.text = text;
    }

    protected final String alter(String table, String what) {
        return "ALTER TABLE %s %s".formatted(text.qualified(table), what);
    }

    protected static String ifExists(Existing existing) {
        return existing == Existing.IGNORE ? "IF EXISTS " : "";
    }

    static String unlessExists(Existing existing) {
        return existing == Existing.IGNORE ? "IF NOT EXISTS " : "";
    }

    protected final InvalidScriptException lacks(String what, String object, String advice) {
        return refused(
                "needs %s, which %s does not have".formatted(what, database), object, advice);
    }

    protected final InvalidScriptException refused(String why, String object, String advice) {
        String sentence = advice.substring(0, 1).toUpperCase(Locale.ROOT) + advice.substring(1);
        return new InvalidScriptException(
                ErrorDetail.of(
                        ErrorKind.INVALID_SCRIPT,
                        "\"%s\" %s. %s.".formatted(object, why, sentence)),
                null);
    }
}
