package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.embedded.ServerCaller;
import dev.lifeguard.migrate.connect.words.Refused;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Where scratch databases are made. */
public interface ScratchServer extends AutoCloseable {

    /**
     * Makes a database, with a name that no other has.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when it cannot be made
     */
    ScratchDatabase make();

    /**
     * Makes one whose own settings, which its objects take over, are those of another database.
     *
     * @param target on whatever server
     * @throws dev.lifeguard.migrate.error.LifeguardException when it cannot be made
     */
    default ScratchDatabase makeLike(DataSource target) {
        return make();
    }

    /**
     * Makes a database that is what another one of this server is now. Nobody may be connected to
     * that one meanwhile.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when it cannot be made
     */
    default ScratchDatabase copy(ScratchDatabase original) {
        throw Refused.because(
                "A scratch database of %s cannot be copied."
                        .formatted(original.product().product()));
    }

    /**
     * The roles that there are, users of MariaDB with their hosts; none where a database has its
     * own, or where they cannot be seen.
     */
    default List<String> roles() {
        return List.of();
    }

    /** Whether nobody else makes roles there. */
    default boolean isAlone() {
        return false;
    }

    /**
     * Drops roles that a script made, and once more with the server's use, where another run makes
     * them again. No database may have anything of theirs.
     */
    default void dropRoles(Collection<String> left) {}

    /**
     * Prepares for the roles of scripts, which belong to a server and not to a database. Those that
     * they only name are made, without a login, where the server is this program's own. Those that
     * they make, and that are not there yet, are dropped with the server's use.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when it cannot be seen which of those
     *     are there
     */
    default void prepareRoles(Collection<String> named, Collection<String> made) {}

    /**
     * Ends its use; databases that are still there are dropped. Its caller is warned of roles that
     * cannot be dropped.
     */
    @Override
    void close();

    /**
     * Opens one.
     *
     * @param product what the databases shall be
     * @param named a server on which databases may be made; empty for the usual one: an embedded
     *     PostgreSQL, a temporary file of SQLite or H2. Of H2 it is a temporary file all the same,
     *     with those settings of the URL on which it depends what scripts make
     * @throws dev.lifeguard.migrate.error.LifeguardException when there is no usual one, when the
     *     named one is another product's, cannot be reached, or lets the user make no database
     */
    static ScratchServer open(
            DatabaseProduct product, Optional<DatabaseUrl> named, ServerCaller caller) {
        if (named.isPresent() && named.get().product() != product) {
            throw Refused.because(
                    "The scratch URL is one of %s, and the migrations are for %s. Name a server of that."
                            .formatted(named.get().product().product(), product.product()));
        }
        return switch (product) {
            case POSTGRESQL ->
                    named.map(url -> PostgresScratch.at(url, caller))
                            .orElseGet(() -> PostgresScratch.embedded(caller));
            case SQLITE -> new SqliteScratch();
            case H2 -> new H2Scratch(named.orElseGet(() -> DatabaseUrl.parse("jdbc:h2:mem:")));
            case MARIADB ->
                    new MariaDbScratch(
                            named.orElseThrow(
                                    () ->
                                            Refused.because(
                                                    "For MariaDB and MySQL there is no server of"
                                                            + " this program's own. Name one on"
                                                            + " which databases may be made and"
                                                            + " dropped, with --scratch-url.")),
                            caller);
            case COCKROACHDB, YUGABYTEDB ->
                    throw Refused.because(
                            "There are no scratch databases of %s.".formatted(product.product()));
        };
    }
}
