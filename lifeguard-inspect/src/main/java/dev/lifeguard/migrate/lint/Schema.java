package dev.lifeguard.migrate.lint;

import java.util.Optional;

/** What is in a database before a run. Asked for what migrations name, once for each. */
interface Schema {

    /** A table, view or materialized view, as it is; a new one at each call. */
    Optional<Table> table(Name name);

    /** An index with the table that it is of. */
    Optional<Index> index(Name name);

    /** The indexes of a table. */
    Iterable<Index> indexesOf(Name table);

    /**
     * How a function is declared: {@code v}, {@code s} or {@code i}; the worst of all its forms.
     */
    Optional<Character> volatility(Name function);

    /** The server's version as server_version_num has it, 0 where there is no server. */
    int version();

    /** What findings are known from. */
    Knowledge knowledge();

    /** What is known where nobody can be asked. */
    static Schema unknown() {
        return new Schema() {
            @Override
            public Optional<Table> table(Name name) {
                return Optional.empty();
            }

            @Override
            public Optional<Index> index(Name name) {
                return Optional.empty();
            }

            @Override
            public Iterable<Index> indexesOf(Name table) {
                return java.util.List.of();
            }

            @Override
            public Optional<Character> volatility(Name function) {
                return Optional.empty();
            }

            @Override
            public int version() {
                return 0;
            }

            @Override
            public Knowledge knowledge() {
                return Knowledge.OFFLINE;
            }
        };
    }
}
