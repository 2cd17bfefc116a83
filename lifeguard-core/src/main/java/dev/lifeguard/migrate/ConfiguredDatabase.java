package dev.lifeguard.migrate;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.HistorySql.HistoryColumns;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.jdbc.Connecting;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.StopSignal;
import dev.lifeguard.migrate.planning.Planner;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.state.Connected;
import dev.lifeguard.migrate.state.HistorySearch;
import dev.lifeguard.migrate.state.LocatedTable;
import dev.lifeguard.migrate.state.TableWait;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The database that a migrator is configured for: connections to it, the dialect and the rules that
 * scripts are read by there, and where its history is.
 */
final class ConfiguredDatabase {

    /** What a statement waits for a lock at least: none at all would wait without a limit. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** What the read of the history waits before it is looked who is in the way. */
    private static final Duration FIRST = Duration.ofSeconds(2);

    /** After so long it says who is in the way, and tries again. */
    private static final Duration ATTEMPT = Duration.ofSeconds(1);

    /** What an answer may take after a statement has given up its wait for a lock. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final MigratorConfig config;
    private final StopSignal stop;
    private final Announcer announcer;

    ConfiguredDatabase(MigratorConfig config, StopSignal stop, Announcer announcer) {
        this.config = config;
        this.stop = stop;
        this.announcer = announcer;
    }

    /** A connection of the data source's and what its database is; the caller closes it. */
    Connected open() {
        return connected(session());
    }

    /** The same; what is wrong with the migrations is told first, and not waited with. */
    Connected open(CatalogReading reading) {
        if (!config.connectTimeout().isZero()) {
            reading.requireReadable();
        }
        try {
            Connected connected = connected(session(reading));
            reading.on(Optional.of(reached(connected)));
            return connected;
        } finally {
            // Where it failed, nobody waits for it any more.
            reading.on(Optional.empty());
        }
    }

    private Session session(CatalogReading reading) {
        try {
            return session();
        } catch (RuntimeException failure) {
            reading.on(Optional.empty()).catalog();
            throw failure;
        }
    }

    private ReachedDatabase reached(Connected connected) {
        DatabaseProduct named = config.database();
        Session session = connected.session();
        String product = named == null ? session.product() : named.product();
        if (config.sources().stream().allMatch(ConfiguredDatabase::isOwn)) {
            return new ReachedDatabase(product, null, null, null);
        }
        // The one of the state table is the one that scripts look in first.
        String schema = connected.table().schema();
        try {
            return session.query(
                            connected.dialect().sessionNames(),
                            row ->
                                    new ReachedDatabase(
                                            product,
                                            schema == null ? row.getString(1) : schema,
                                            row.getString(2),
                                            row.getString(3)))
                    .getFirst();
        } catch (SQLException unknown) {
            // What a layout asks for then has no value, and is refused where it stands.
            return new ReachedDatabase(product, null, null, null);
        }
    }

    /** One that cannot even say it fails where its files are asked for. */
    private static boolean isOwn(MigrationSource source) {
        try {
            return Layout.own().equals(source.layout());
        } catch (RuntimeException thrown) {
            return true;
        }
    }

    private Session session() {
        Session session =
                new Connecting(config.dataSource(), config.connectTimeout(), stop, announcer)
                        .open();
        session.limit(
                shorter(config.lockTimeout(), FIRST),
                shorter(config.lockTimeout().plus(SHORTEST), ATTEMPT),
                config.lease().plus(ANSWER));
        return session;
    }

    private Connected connected(Session session) {
        try {
            Dialect dialect = dialect(session);
            ScriptRules rules =
                    new ScriptRules(
                            dialect.lexerRules(session::reportedSetting),
                            new Placeholders(config.placeholders()),
                            config.background());
            return new Connected(session, dialect, rules, config.table());
        } catch (RuntimeException | Error failure) {
            session.close();
            throw failure;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Plans by what it reads in scripts as the database does. */
    Planner planner(Connected connected) {
        return new Planner(connected.rules(), config.outOfOrder());
    }

    /** Where the history is; the migrations are read only where it is looked for. */
    LocatedTable located(Connected connected) {
        return located(
                connected,
                () -> CatalogReading.of(config).on(Optional.of(reached(connected))).catalog(),
                HistoryColumns.WITHOUT_DOWN_SCRIPTS);
    }

    /** The same for a run that reads the migrations anyway. */
    LocatedTable located(Connected connected, CatalogReading reading, HistoryColumns columns) {
        return located(connected, reading::catalog, columns);
    }

    private LocatedTable located(
            Connected connected, Supplier<MigrationCatalog> catalog, HistoryColumns columns) {
        Dialect dialect = connected.dialect();
        LocatedTable located = search(connected, catalog).locate(connected.session(), columns);
        return dialect.isUntried() ? located.with(Untried.warning(dialect)) : located;
    }

    private HistorySearch search(Connected connected, Supplier<MigrationCatalog> catalog) {
        return new HistorySearch(
                connected.dialect(),
                connected.table(),
                new TableWait(config.lockTimeout(), stop, announcer),
                record ->
                        catalog.get()
                                .find(record.version().number())
                                .filter(script -> script.name().equals(record.name()))
                                // Many applications have a repeatable one of a name like views.
                                .filter(
                                        script ->
                                                !record.repeatable()
                                                        || script.matches(record.checksum()))
                                .isPresent());
    }

    /**
     * The dialect that was named, or that of the database.
     *
     * @throws ConfigurationException where that is none that is known and tried
     */
    private Dialect dialect(Session session) {
        DatabaseProduct named = config.database();
        if (named != null) {
            return Dialect.named(named.product());
        }
        Dialect found = session.dialect().orElseThrow(() -> unknown(session));
        if (found.isUntried()) {
            throw Untried.refusal(found);
        }
        return found;
    }

    private static ConfigurationException unknown(Session session) {
        String known =
                Dialect.known().stream()
                        .map(Dialect::productName)
                        .collect(Collectors.joining(", "));
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION,
                        ("The database calls itself \"%s\", and is none of those that are known:"
                             + " %s. Connect to one of them, or name the one whose SQL it"
                             + " understands with database(…).")
                                .formatted(session.product(), known)),
                null);
    }
}
