package dev.lifeguard.migrate.inspect.compat;

import java.util.List;

/** What a server says of a statement. */
sealed interface Prepared {

    /**
     * It takes it.
     *
     * @param parameters the types of its parameters, as SQL writes them
     * @param row what its rows have, empty where it has none or that cannot be told
     */
    record Taken(List<String> parameters, List<ResultColumn> row) implements Prepared {

        public Taken {
            parameters = List.copyOf(parameters);
            row = List.copyOf(row);
        }
    }

    /** It does not. */
    record Refused(String state, String message) implements Prepared {

        /** For people. */
        String said() {
            return "%s (SQLState %s)".formatted(message, state);
        }
    }
}
