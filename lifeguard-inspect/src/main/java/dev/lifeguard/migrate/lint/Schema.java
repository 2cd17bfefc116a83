package dev.lifeguard.migrate.lint;

import java.util.List;
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

    /** The tables with a trigger that calls a function of this name, in any schema. */
    List<Name> tablesThatCall(String function);

    /**
     * Whether a type is a domain with a constraint, or one over such a domain.
     *
     * @param type without a schema it is the one that the search path finds
     */
    boolean isConstrainedDomain(Name type);

    /** The tables with a column of a domain, or of a domain over it. */
    List<Name> tablesOf(Name domain);

    /** Whether an enum has a value. */
    boolean hasEnumValue(Name type, String value);

    /** Where names without a schema are looked for; they are made in the first. Never empty. */
    List<String> searchPath();

    /** The server's version as server_version_num has it, 0 where there is no server. */
    int version();

    /** What findings are known from. */
    Knowledge knowledge();

    /**
     * What is known where nobody can be asked.
     *
     * @param first where names without a schema are
     */
    static Schema unknown(String first) {
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
                return List.of();
            }

            @Override
            public Optional<Character> volatility(Name function) {
                return Optional.empty();
            }

            @Override
            public List<Name> tablesThatCall(String function) {
                return List.of();
            }

            @Override
            public boolean isConstrainedDomain(Name type) {
                return false;
            }

            @Override
            public List<Name> tablesOf(Name domain) {
                return List.of();
            }

            @Override
            public boolean hasEnumValue(Name type, String value) {
                return false;
            }

            @Override
            public List<String> searchPath() {
                return List.of(first);
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
