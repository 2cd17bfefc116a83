package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Whoever may create functions and operators in the schema does not decide what a rule means. Every
 * test of the books meets those of another (the fixture makes them first of all); these here find
 * what no statement of a test comes by.
 */
@OnPostgres
final class NameResolutionTest {

    /** The objects that hold on to a function or an operator of another. */
    private static final Sql TAKEN =
            sql(
                    """
                    WITH hostile AS (
                        SELECT 'pg_proc'::regclass::oid AS catalog, p.oid AS id
                        FROM pg_proc p
                        WHERE pg_catalog.strpos(p.prosrc, 'of another was called') > 0
                        UNION ALL
                        SELECT 'pg_operator'::regclass::oid, o.oid
                        FROM pg_operator o
                        JOIN pg_proc p ON p.oid = o.oprcode::oid
                        WHERE pg_catalog.strpos(p.prosrc, 'of another was called') > 0
                    )
                    SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
                    FROM pg_depend d
                    JOIN hostile h ON h.catalog = d.refclassid AND h.id = d.refobjid
                    WHERE d.classid <> 'pg_operator'::regclass::oid
                    """);

    /** The functions whose names mean what the session's search_path says. */
    private static final Sql UNPINNED =
            sql(
                    """
                    SELECT p.oid::regprocedure
                    FROM pg_proc p
                    WHERE p.pronamespace = 'public'::regnamespace::oid
                        AND pg_catalog.strpos(p.prosrc, 'of another was called') = 0
                        AND p.prosqlbody IS NULL
                        AND coalesce(p.proconfig[1], '')::text
                            NOT IN ('search_path=public, pg_temp')
                    """);

    private static final Pattern CALL = Pattern.compile("(?<![\\w.])([a-z_]+)\\(");

    /** Types with a length, which have functions of their name. */
    private static final Set<String> TYPES = Set.of("numeric", "varchar");

    @AutoClose private final Books books;
    private final Session session;

    NameResolutionTest(PostgresServer server) {
        books = Books.on(server);
        session = books.session();
    }

    @Test
    void noObjectUsesAnythingOfAnother() {
        assertThat(session.rows(TAKEN)).isEmpty();

        session.run(
                sql("CREATE VIEW taken AS SELECT FROM currencies c WHERE c.code = 'USD'::varchar"));
        assertThat(session.rows(TAKEN)).containsExactly("rule _RETURN on view taken");
    }

    @Test
    void everyFunctionHasTheSchemasSearchPath() {
        assertThat(session.rows(UNPINNED)).isEmpty();
    }

    @Test
    void aFunctionThatLeavesTheChoiceToPostgresqlIsFound() {
        session.run(
                sql(
                        """
                        CREATE FUNCTION taken(code varchar) RETURNS boolean LANGUAGE plpgsql
                            SET search_path = public, pg_temp
                            AS 'BEGIN RETURN code = ''USD''; END'
                        """));

        assertThat(session.refusal(sql("SELECT taken('USD')"))).hasToString("P0001");
    }

    @Test
    void functionsOfPostgresqlAreCalledByTheirFullName() throws IOException {
        Set<String> known =
                new HashSet<>(
                        session.rows(
                                sql(
                                        """
                                        SELECT DISTINCT p.proname FROM pg_proc p
                                        WHERE p.pronamespace = 'pg_catalog'::regnamespace::oid
                                        """)));
        known.removeAll(TYPES);

        for (Path migration : migrations()) {
            String text = Files.readString(migration).replaceAll("--.*", "");
            assertThat(
                            CALL.matcher(text)
                                    .results()
                                    .map(NameResolutionTest::name)
                                    .filter(known::contains))
                    .as(migration.toString())
                    .isEmpty();
        }
    }

    private static String name(MatchResult call) {
        return call.group(1);
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "migrations"))) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
        }
    }
}
