package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks for what is unsafe in migrations for PostgreSQL. Nothing runs, and nothing is changed.
 *
 * <p>The chosen migrations are taken to run together: what the first of them makes is new to the
 * others. What is not chosen is taken to have run before.
 */
public final class Lint {

    private final LintSettings settings;
    private final Function<PgParser, Schema> schema;
    private final Supplier<PgParser> parser;

    private Lint(
            LintSettings settings, Function<PgParser, Schema> schema, Supplier<PgParser> parser) {
        this.settings = settings;
        this.schema = schema;
        this.parser = parser;
    }

    /** Knows the text of the migrations alone. */
    public static Lint of(LintSettings settings) {
        return of(settings, Schema.unknown(), PgParser::create);
    }

    /**
     * Knows what is in a database of PostgreSQL as well: sizes, types, constraints, functions. The
     * migrations that are not chosen count as applied there.
     *
     * @param connection read from, and nothing else; the caller closes it
     */
    public static Lint of(LintSettings settings, Connection connection) {
        return new Lint(settings, parser -> new PgSchema(connection, parser), PgParser::create);
    }

    /** Knows what a schema says as well, instead of what migrations that are not chosen say. */
    static Lint of(LintSettings settings, Schema schema, Supplier<PgParser> parser) {
        return new Lint(settings, ignored -> schema, parser);
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
     * @throws dev.lifeguard.migrate.error.LifeguardException where a file cannot be read
     */
    public LintReport look(
            MigrationCatalog catalog, ScriptRules rules, Predicate<? super Script> chosen) {
        List<Script> scripts = new ArrayList<>(catalog.scripts());
        scripts.addAll(catalog.repeatables());
        PgParser grammar = parser.get();
        Schema known = schema.apply(grammar);
        LintRun run = new LintRun(settings, known, grammar);
        for (Script script : scripts) {
            if (chosen.test(script)) {
                run.look(script, rules);
            } else if (known.knowledge() == Knowledge.OFFLINE) {
                run.assume(script, rules);
            }
        }
        return run.report();
    }
}
