package dev.lifeguard.migrate.tests.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A role that may create in the schema public and no more, and waits for a superuser: whatever of
 * hers runs makes her one, and is counted.
 */
final class Mallory {

    private static final String PASSWORD = "secret";

    /**
     * Under the names of PostgreSQL's own operators and of the functions that the tool uses, for
     * pairs of types that PostgreSQL's own take by a conversion only: then hers fit better.
     */
    private static final String TRAPS =
            """
            DO $do$
            DECLARE
                types constant text[] := '{bigint,integer,smallint,numeric,double precision,text,'
                    'varchar,name,"char",interval,timestamptz,timestamp,boolean,oid,regclass,xid,'
                    'text[],name[]}';
                operators constant text[] := '{=,<>,<,>,<=,>=,+,-,*,/,||,~,!~,~~,!~~,!~*,->>}';
                functions constant text[] := '{current_schema,current_setting,pg_backend_pid,'
                    'quote_ident,to_regclass,isfinite,date_part,clock_timestamp,set_config,version,'
                    'parse_ident,pg_get_expr,pg_has_role,pg_total_relation_size,pg_database_size,'
                    'pg_encoding_to_char,to_jsonb,extract,transaction_timestamp,lower,round,'
                    'pg_get_constraintdef,count,sum,max,array_agg,format_type,concat}';
                body text := $f$
                    BEGIN
                        PERFORM pg_catalog.nextval('public.ran');
                        EXECUTE 'ALTER ROLE %1$I SUPERUSER';
                        RETURN NULL;
                    EXCEPTION WHEN insufficient_privilege THEN
                        RETURN NULL;
                    END $f$;
                one text;
                other text;
                named text;
            BEGIN
                body := pg_catalog.format(body, current_user);
                FOREACH one IN ARRAY types LOOP
                    FOREACH named IN ARRAY functions LOOP
                        EXECUTE pg_catalog.format(
                            'CREATE FUNCTION public.%I(%s) RETURNS text LANGUAGE plpgsql AS %L',
                            named, one, body);
                    END LOOP;
                    FOREACH other IN ARRAY types LOOP
                        EXECUTE pg_catalog.format(
                            'CREATE FUNCTION public.trap(%s, %s) RETURNS boolean '
                            'LANGUAGE plpgsql AS %L', one, other, body);
                        FOREACH named IN ARRAY operators LOOP
                            EXECUTE pg_catalog.format(
                                'CREATE OPERATOR public.%s (FUNCTION = public.trap, '
                                'LEFTARG = %s, RIGHTARG = %s)', named, one, other);
                        END LOOP;
                        FOREACH named IN ARRAY functions[1:7] LOOP
                            EXECUTE pg_catalog.format(
                                'CREATE FUNCTION public.%I(%s, %s) RETURNS text '
                                'LANGUAGE plpgsql AS %L', named, one, other, body);
                        END LOOP;
                    END LOOP;
                END LOOP;
            END $do$
            """;

    private final TestDatabase database;
    private final String role;

    private Mallory(TestDatabase database) {
        this.database = database;
        this.role = database.createRole("mallory", PASSWORD);
    }

    static Mallory in(TestDatabase database) {
        Mallory mallory = new Mallory(database);
        database.execute(
                "GRANT CREATE, USAGE ON SCHEMA public TO " + mallory.role,
                "CREATE SEQUENCE public.ran",
                "GRANT ALL ON SEQUENCE public.ran TO PUBLIC");
        return mallory;
    }

    String role() {
        return role;
    }

    DataSource dataSource() {
        return database.dataSource(role, PASSWORD);
    }

    /** Makes all traps. */
    void setTraps() {
        execute(TRAPS);
    }

    /** The statement of hers that makes her a superuser where a superuser runs it. */
    String takeOver() {
        return "SELECT nextval('public.ran'); ALTER ROLE %s SUPERUSER".formatted(role);
    }

    void execute(String... statements) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Nothing of hers ran, and she is who she was. */
    void requireNothing() {
        assertThat(database.value("SELECT is_called FROM public.ran")).isEqualTo("f");
        // Qualified: this is a superuser's query in her traps, too.
        assertThat(
                        database.value(
                                "SELECT rolsuper FROM pg_catalog.pg_roles"
                                        + " WHERE rolname OPERATOR(pg_catalog.=) '%s'"
                                                .formatted(role)))
                .isEqualTo("f");
    }
}
