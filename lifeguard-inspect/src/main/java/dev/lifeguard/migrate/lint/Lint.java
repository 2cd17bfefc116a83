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
    private final Known known;

    private Lint(LintSettings settings, Knowing knowing, Supplier<PgParser> parser, Known known) {
        this.settings = settings;
        this.knowing = knowing;
        this.parser = parser;
        this.known = known;
    }

    /**
     * What is known of the run besides its text and the database.
     *
     * @param first of its search path, where that is said
     */
    private record Known(Optional<String> first, Applied applied, Traces traces) {

        static final Known NOTHING = new Known(Optional.empty(), Applied.UNKNOWN, Traces.NONE);

        Known with(Applied other) {
            return new Known(first, other, traces);
        }

        Known with(Traces other) {
            return new Known(first, applied, other);
        }

        Known beginningIn(String schema) {
            return new Known(Optional.of(schema), applied, traces);
        }
    }

    /** Gives a look what is known, for as long as it takes. */
    private interface Knowing {

        LintReport look(PgParser parser, Optional<String> first, Function<Schema, LintReport> look);
    }

    /** Knows the text of the migrations alone. */
    public static Lint of(LintSettings settings) {
        return new Lint(
                settings,
                (parser, first, look) -> look.apply(Schema.unknown(first.orElse("public"))),
                PgParser::create,
                Known.NOTHING);
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
                (parser, first, look) ->
                        CatalogLook.into(
                                dataSource,
                                first,
                                connection -> look.apply(new PgSchema(connection, parser, first))),
                PgParser::create,
                Known.NOTHING);
    }

    /**
     * The same for a connection that the caller has.
     *
     * @param connection read from, and nothing else; the caller closes it
     */
    public static Lint of(LintSettings settings, Connection connection) {
        return new Lint(
                settings,
                (parser, first, look) -> look.apply(new PgSchema(connection, parser, first)),
                PgParser::create,
                Known.NOTHING);
    }

    /** Knows what a schema says as well, instead of what migrations that are not chosen say. */
    static Lint of(LintSettings settings, Schema schema, Supplier<PgParser> parser) {
        return new Lint(
                settings, (ignored, first, look) -> look.apply(schema), parser, Known.NOTHING);
    }

    /**
     * Knows which migrations are applied as well: one that is older than those is found, and one
     * that is neither chosen nor applied is taken to run before.
     */
    public Lint knowing(MigrationStatus status) {
        return with(known.with(Applied.of(status)));
    }

    /**
     * Knows as well what the chosen migrations did on a scratch database: their real locks, and
     * what code does that runs other statements.
     */
    public Lint knowing(Rehearsed rehearsed) {
        return with(known.with(new Traces(Optional.of(rehearsed))));
    }

    /**
     * Takes names without a schema to be in this one, or else where the database has them: as a run
     * that is told the schema does.
     */
    public Lint beginningIn(String schema) {
        return with(known.beginningIn(schema));
    }

    private Lint with(Known other) {
        return new Lint(settings, knowing, parser, other);
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
                known.first(),
                schema -> {
                    LintRun run =
                            new LintRun(settings, schema, grammar, known.applied(), known.traces());
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
                && (known.applied().equals(Applied.UNKNOWN)
                        || known.applied().versions().contains(script.version()));
    }
}
