package dev.lifeguard.migrate.layouts.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A value of JSON. */
public sealed interface Json {

    /** An object; no name is there twice. */
    record Fields(Map<String, Json> values) implements Json {

        /** Copies the map. */
        public Fields {
            values = Map.copyOf(values);
        }
    }

    /** An array. */
    record Items(List<Json> values) implements Json {

        /** Copies the list. */
        public Items {
            values = List.copyOf(values);
        }
    }

    /** A string. */
    record Text(String value) implements Json {}

    /** A number, with all its digits. */
    record Numeral(BigDecimal value) implements Json {}

    /** One of the three words. */
    enum Word implements Json {
        /** {@code true}. */
        TRUE,
        /** {@code false}. */
        FALSE,
        /** {@code null}. */
        NULL
    }

    /**
     * Reads a text that is one value, as RFC 8259 has it; of the names of an object each may be
     * there once, and values stand in at most 100 others.
     *
     * @throws JsonFault when it is anything else
     */
    static Json read(String text) throws JsonFault {
        return new JsonReader(text).whole();
    }
}
