package dev.lifeguard.migrate.tests.trust;

import dev.lifeguard.migrate.tests.server.TestDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A schema with the name and the parameters of each function, operator, aggregate, type and
 * relation of pg_catalog, each of which fails when it is used; that one was is seen afterwards,
 * too. A session that looks there first uses one of them for whatever it did not qualify.
 */
final class Traps {

    private static final String PATH = "-c search_path=traps,pg_catalog";

    private static final String SPRINGING =
            """
            CREATE SCHEMA traps;
            CREATE SEQUENCE traps.sprung;
            CREATE FUNCTION traps.spring(what text) RETURNS boolean LANGUAGE plpgsql AS $f$
            BEGIN
                PERFORM pg_catalog.nextval('traps.sprung'::pg_catalog.regclass);
                RAISE EXCEPTION USING MESSAGE = pg_catalog.concat('Not qualified: ', what);
            END $f$;
            """;

    /** What cannot be made twice, for its pseudo-types, is left out. */
    private static final String MAKING =
            """
            DO $do$
            DECLARE
                each record;
                body constant text := 'LANGUAGE plpgsql AS $f$BEGIN PERFORM traps.spring(%L); END$f$';
            BEGIN
                FOR each IN SELECT p.proname, p.prokind, oidvectortypes(p.proargtypes) AS arguments,
                                   format_type(p.prorettype, NULL) AS result, p.proretset
                            FROM pg_proc p
                            WHERE p.pronamespace = 'pg_catalog'::regnamespace
                            AND p.prokind IN ('f', 'a')
                LOOP
                    BEGIN
                        IF each.prokind = 'a' THEN
                            each.arguments := replace(each.arguments, '"any"', 'anyelement');
                            EXECUTE format('CREATE FUNCTION traps.%I(%s) RETURNS integer ' || body,
                                           'of ' || each.proname,
                                           concat_ws(', ', 'integer', nullif(each.arguments, '')),
                                           each.proname);
                            EXECUTE format('CREATE AGGREGATE traps.%I(%s) '
                                           || '(SFUNC = traps.%I, STYPE = integer)',
                                           each.proname,
                                           coalesce(nullif(each.arguments, ''), '*'),
                                           'of ' || each.proname);
                        ELSE
                            EXECUTE format('CREATE FUNCTION traps.%I(%s) RETURNS %s ' || body,
                                           each.proname, each.arguments,
                                           CASE WHEN each.proretset THEN 'SETOF ' ELSE '' END
                                           || each.result,
                                           each.proname);
                        END IF;
                    EXCEPTION WHEN OTHERS THEN NULL;
                    END;
                END LOOP;
                FOR each IN SELECT o.oprname, o.oid,
                                   format_type(nullif(o.oprleft, 0), NULL) AS of_left,
                                   format_type(o.oprright, NULL) AS of_right,
                                   format_type(o.oprresult, NULL) AS result
                            FROM pg_operator o WHERE o.oprnamespace = 'pg_catalog'::regnamespace
                LOOP
                    BEGIN
                        EXECUTE format('CREATE FUNCTION traps.%I(%s) RETURNS %s ' || body,
                                       'operator ' || each.oid,
                                       concat_ws(', ', each.of_left, each.of_right), each.result,
                                       each.oprname);
                        EXECUTE format('CREATE OPERATOR traps.%s (FUNCTION = traps.%I, %s '
                                       || 'RIGHTARG = %s)',
                                       each.oprname, 'operator ' || each.oid,
                                       'LEFTARG = ' || each.of_left || ', ', each.of_right);
                    EXCEPTION WHEN OTHERS THEN NULL;
                    END;
                END LOOP;
                FOR each IN SELECT c.relname FROM pg_class c
                            WHERE c.relnamespace = 'pg_catalog'::regnamespace
                            AND c.relkind IN ('r', 'v')
                LOOP
                    EXECUTE format('CREATE VIEW traps.%1$I AS '
                                   || 'SELECT traps.spring(%1$L) AS oid, c.* FROM '
                                   || '(SELECT NULL AS name, NULL AS xmin) c', each.relname);
                END LOOP;
                FOR each IN SELECT t.typname FROM pg_type t
                            WHERE t.typnamespace = 'pg_catalog'::regnamespace
                            AND t.typtype = 'b' AND t.typcategory <> 'A'
                LOOP
                    EXECUTE format('CREATE DOMAIN traps.%1$I AS pg_catalog.%1$I '
                                   || 'CHECK (traps.spring(%1$L))', each.typname);
                END LOOP;
            END $do$
            """;

    private final TestDatabase database;

    private Traps(TestDatabase database) {
        this.database = database;
    }

    static Traps in(TestDatabase database) {
        database.execute(SPRINGING, MAKING);
        return new Traps(database);
    }

    /** Connections as the superuser that look into the traps first. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setOptions(PATH);
        return dataSource;
    }

    /** How many there are of a kind. */
    int made(String catalogue, String namespace) {
        return Integer.parseInt(
                database.value(
                        "SELECT count(*) FROM %s WHERE %s = 'traps'::regnamespace"
                                .formatted(catalogue, namespace)));
    }

    /** Whether one was used, be it in a transaction that was rolled back. */
    boolean sprung() {
        return database.value("SELECT is_called FROM traps.sprung").equals("t");
    }
}
