package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.inspect.explain.Rehearsed;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Looks for what is unsafe in migrations for PostgreSQL. Nothing runs, and nothing is changed.
 *
 * <p>The chosen migrations are taken to run together: what the first of them makes is new to the
 * others. What is not chosen is taken to have run before.
 */
public final class Lint {

    private final LintSettings settings;
    private final Knowing knowing;
    private final Supplier<PgParser> parser;
    private final Applied applied;
    private final Traces traces;

    private Lint(
            LintSettings settings,
            Knowing knowing,
            Supplier<PgParser> parser,
            Applied applied,
            Traces traces) {
        this.settings = settings;
        this.knowing = knowing;
        this.parser = parser;
        this.applied = applied;
        this.traces = traces;
    }

    /** Gives a look what is known, for as long as it takes. */
    private interface Knowing {

        LintReport look(PgParser parser, Function<Schema, LintReport> look);
    }

    /** Knows the text of the migrations alone. */
    public static Lint of(LintSettings settings) {
        return of(settings, Schema.unknown(), PgParser::create);
    }

    /**
     * Knows what is in a database of PostgreSQL as well: sizes, types, constraints, functions. The
     * migrations that are not chosen count as applied there.
     *
     * @param dataSource gives a connection for each look, which reads in one read-only transaction
     */
    public static Lint of(LintSettings settings, DataSource dataSource) {
        return new Lint(
                settings,
                (parser, look) ->
                        CatalogLook.into(
                                dataSource,
                                connection -> look.apply(new PgSchema(connection, parser))),
                PgParser::create,
                Applied.UNKNOWN,
                Traces.NONE);
    }

    /**
     * The same for a connection that the caller has.
     *
     * @param connection read from, and nothing else; the caller closes it
     */
    public static Lint of(LintSettings settings, Connection connection) {
        return new Lint(
                settings,
                (parser, look) -> look.apply(new PgSchema(connection, parser)),
                PgParser::create,
                Applied.UNKNOWN,
                Traces.NONE);
    }

    /** Knows what a schema says as well, instead of what migrations that are not chosen say. */
    static Lint of(LintSettings settings, Schema schema, Supplier<PgParser> parser) {
        return new Lint(
                settings,
                (ignored, look) -> look.apply(schema),
                parser,
                Applied.UNKNOWN,
                Traces.NONE);
    }

    /**
     * Knows which migrations are applied as well: one that is older than those is found, and one
     * that is neither chosen nor applied is taken to run before.
     */
    public Lint knowing(MigrationStatus status) {
        return new Lint(settings, knowing, parser, Applied.of(status), traces);
    }

    /**
     * Knows as well what the chosen migrations did on a scratch database: their real locks, and
     * what code does that runs other statements.
     */
    public Lint knowing(Rehearsed rehearsed) {
        return new Lint(settings, knowing, parser, applied, new Traces(Optional.of(rehearsed)));
    }

    /**
     * Refuses other databases than PostgreSQL.
     *
     * @throws ConfigurationException always for those
     */
    public static void require(DatabaseProduct product) {
        if (product != DatabaseProduct.POSTGRESQL) {
            throw new ConfigurationException(
                    ErrorDetail.of(
                            ErrorKind.CONFIGURATION,
                            "lint knows the locks and the SQL of PostgreSQL only, and the database is %s."
                                    .formatted(product.product())),
                    null);
        }
    }

    /**
     * Looks at the up sections of some migrations.
     *
     * @param catalog all migrations, in their order
     * @param rules how scripts are read
     * @param chosen those that are looked at
     * @throws dev.lifeguard.migrate.error.LifeguardException where a file, or the catalogue of the
     *     database, cannot be read
     */
    public LintReport look(
            MigrationCatalog catalog, ScriptRules rules, Predicate<? super Script> chosen) {
        List<Script> scripts = new ArrayList<>(catalog.scripts());
        scripts.addAll(catalog.repeatables());
        PgParser grammar = parser.get();
        return knowing.look(
                grammar,
                schema -> {
                    LintRun run = new LintRun(settings, schema, grammar, applied, traces);
                    for (Script script : scripts) {
                        if (chosen.test(script)) {
                            run.look(script, rules);
                        } else if (!isIn(schema, script)) {
                            run.assume(script, rules);
                        }
                    }
                    return run.report();
                });
    }

    /** Whether a schema shows what a migration made. */
    private boolean isIn(Schema schema, Script script) {
        return schema.knowledge() != Knowledge.OFFLINE
                && (applied.equals(Applied.UNKNOWN)
                        || applied.versions().contains(script.version()));
    }
}
