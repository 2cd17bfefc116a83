package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot that is loaded makes the same snapshot, and each server writes the same. */
@OnPostgres({14, 15, 16, 17, 18})
final class RoundTripTest {

    private final PostgresServer server;

    RoundTripTest(PostgresServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rich", "constructs"})
    void ofASchemaIsTheSameTextOnEachServer(String schema) {
        try (TestDatabase original = server.createDatabase();
                TestDatabase loaded = server.createDatabase()) {
            Snapshots.load(original, Snapshots.resource(schema + ".sql"));
            String text = Snapshots.of(original).text();
            assertThat(text).isEqualTo(Snapshots.resource(schema + "_expected.sql"));

            Snapshots.load(loaded, text);

            assertThat(Snapshots.of(loaded).text()).isEqualTo(text);
        }
    }

    @Test
    void ofForeignKeysInACircleAndWhatReadsTheirTables() {
        String text =
                loadedAgain(
                        """
                        CREATE TABLE orgs (id int PRIMARY KEY, owner int);
                        CREATE TABLE users (id int PRIMARY KEY, org int REFERENCES orgs);
                        ALTER TABLE orgs ADD FOREIGN KEY (owner) REFERENCES users;
                        CREATE VIEW z AS SELECT id FROM users;
                        CREATE VIEW a AS SELECT id FROM z;
                        CREATE FUNCTION all_users() RETURNS SETOF users LANGUAGE sql
                            AS 'SELECT * FROM public.users';
                        CREATE TABLE guests () INHERITS (users);
                        CREATE TABLE orders (id int);
                        CREATE FUNCTION may_see(o orders) RETURNS boolean LANGUAGE sql
                            AS 'SELECT true';
                        CREATE POLICY seen ON orders USING (may_see(orders));
                        """);

        assertThat(text.indexOf("CREATE TABLE public.users"))
                .isPositive()
                .isLessThan(text.indexOf("FUNCTION public.all_users"));
        assertThat(text.indexOf("VIEW public.z"))
                .isPositive()
                .isLessThan(text.indexOf("VIEW public.a "));
    }

    @Test
    void ofLongConstants() {
        String constant = "it''s \"long\" ".repeat(10_000);

        loadedAgain(
                """
                CREATE TABLE t (id int, a text DEFAULT '%1$s', CHECK (id > 1 AND a <> '%1$s'));
                CREATE VIEW v AS SELECT '%1$s'::text AS text, id FROM t WHERE a = 'x' AND id > 1;
                """
                        .formatted(constant));
    }

    @Test
    void ofOperatorsOfAClassThatTakeAnotherType() {
        String text =
                loadedAgain(
                        """
                        CREATE OPERATOR CLASS near FOR TYPE point USING gist AS
                            OPERATOR 1 <<,
                            OPERATOR 15 <-> (point, point) FOR ORDER BY float_ops,
                            OPERATOR 28 <@ (point, box),
                            FUNCTION 1
                                gist_point_consistent (internal, point, smallint, oid, internal),
                            FUNCTION 2 gist_box_union (internal, internal),
                            FUNCTION 3 gist_point_compress (internal),
                            FUNCTION 5 gist_box_penalty (internal, internal, internal),
                            FUNCTION 6 gist_box_picksplit (internal, internal),
                            FUNCTION 7 gist_box_same (box, box, internal),
                            FUNCTION 8
                                gist_point_distance (internal, point, smallint, oid, internal),
                            STORAGE box;
                        CREATE TABLE place (at point);
                        CREATE INDEX nearest ON place USING gist (at near);
                        """);

        assertThat(text)
                .contains(
                        """
                            OPERATOR 15 <->(point,point) FOR ORDER BY pg_catalog.float_ops,
                            OPERATOR 28 <@(point,box),
                        """);
    }

    @Test
    void ofMembersOfAFamilyThatAreForTwoTypes() {
        String text =
                loadedAgain(
                        """
                        CREATE OPERATOR CLASS numbers FOR TYPE int4 USING btree AS
                            OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
                            FUNCTION 1 btint4cmp (int4, int4);
                        ALTER OPERATOR FAMILY numbers USING btree ADD
                            OPERATOR 1 < (int4, int8), OPERATOR 2 <= (int4, int8),
                            OPERATOR 3 = (int4, int8), OPERATOR 4 >= (int4, int8),
                            OPERATOR 5 > (int4, int8),
                            FUNCTION 1 (int4, int8) btint48cmp (int4, int8);
                        """);

        assertThat(text)
                .contains(
                        """
                            OPERATOR 5 >(integer,bigint),
                            OPERATOR 5 >(integer,integer),
                            FUNCTION 1 (integer, bigint) btint48cmp(integer,bigint),
                            FUNCTION 1 btint4cmp(integer,integer);
                        """);
    }

    @Test
    void ofSequencesThatAreUnloggedAsTheirTable() {
        String text = loadedAgain("CREATE UNLOGGED TABLE t (id serial);");

        // Older servers know none.
        String unlogged = server.major() < 15 ? "" : "UNLOGGED ";
        assertThat(text).contains("CREATE " + unlogged + "SEQUENCE public.t_id_seq");
    }

    @Test
    void ofIndexesThatNotEachPartitionHas() {
        String text =
                loadedAgain(
                        """
                        CREATE TABLE p (id int NOT NULL, at date) PARTITION BY LIST (id);
                        CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1);
                        CREATE TABLE p_2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (id);
                        CREATE TABLE p_2_2 PARTITION OF p_2 FOR VALUES IN (2);
                        CREATE INDEX nowhere ON ONLY p (at);
                        CREATE INDEX half ON ONLY p (at, id);
                        CREATE INDEX half_1 ON p_1 (at, id);
                        ALTER INDEX half ATTACH PARTITION half_1;
                        ALTER TABLE ONLY p ADD CONSTRAINT once UNIQUE (id);
                        ALTER TABLE p_1 ADD CONSTRAINT once_1 UNIQUE (id);
                        ALTER INDEX once ATTACH PARTITION once_1;
                        COMMENT ON INDEX nowhere IS 'no partition';
                        """);

        assertThat(text)
                .contains(
                        """
                        ALTER TABLE ONLY public.p ADD CONSTRAINT once UNIQUE (id);

                        -- INVALID: not each partition has it.
                        CREATE INDEX half ON ONLY public.p USING btree (at, id);

                        -- INVALID: not each partition has it.
                        CREATE INDEX nowhere ON ONLY public.p USING btree (at);

                        ALTER INDEX public.half ATTACH PARTITION public.half_1;

                        ALTER INDEX public.once ATTACH PARTITION public.once_1;
                        """);
    }

    @Test
    void ofTriggersInOtherStatesBelowPartitions() {
        loadedAgain(
                """
                CREATE TABLE p (id int) PARTITION BY LIST (id);
                CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1, 2) PARTITION BY LIST (id);
                CREATE TABLE p_1_1 PARTITION OF p_1 FOR VALUES IN (1);
                CREATE TABLE p_1_2 PARTITION OF p_1 FOR VALUES IN (2);
                CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql
                    AS $$ BEGIN RETURN NEW; END $$;
                CREATE TRIGGER looked BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION look();
                ALTER TABLE ONLY p_1 DISABLE TRIGGER looked;
                ALTER TABLE ONLY p_1_1 DISABLE TRIGGER looked;
                ALTER TABLE ONLY p_1_2 ENABLE ALWAYS TRIGGER looked;
                """);
    }

    @Test
    void ofADomainWhoseFunctionsNeedIt() {
        String text =
                loadedAgain(
                        """
                        CREATE DOMAIN key AS text CHECK (length(VALUE) < 20);
                        CREATE TABLE taken (k key);
                        CREATE FUNCTION is_free(k text) RETURNS boolean LANGUAGE sql STABLE
                            BEGIN ATOMIC
                                SELECT NOT EXISTS (SELECT FROM taken t WHERE t.k = is_free.k);
                            END;
                        ALTER DOMAIN key ADD CONSTRAINT free CHECK (is_free(VALUE));
                        COMMENT ON CONSTRAINT free ON DOMAIN key IS 'of nobody';
                        CREATE FUNCTION fresh() RETURNS key LANGUAGE sql AS 'SELECT ''k''::text';
                        ALTER DOMAIN key SET DEFAULT fresh();
                        """);

        assertThat(text)
                .containsSubsequence(
                        """
                        CREATE DOMAIN public.key AS text
                            CONSTRAINT key_check CHECK ((length(VALUE) < 20));
                        """,
                        "CREATE TABLE public.taken",
                        "FUNCTION public.is_free(k text)",
                        """
                        ALTER DOMAIN public.key ADD CONSTRAINT free CHECK (public.is_free(VALUE));
                        """,
                        """
                        ALTER DOMAIN public.key SET DEFAULT public.fresh();
                        """);
    }

    @Test
    void ofPrivilegesOnAnAggregateOfOrderedRows() {
        String text =
                loadedAgain(
                        """
                        CREATE AGGREGATE place(VARIADIC "any" ORDER BY VARIADIC "any") (
                            SFUNC = ordered_set_transition_multi, STYPE = internal,
                            FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
                        COMMENT ON AGGREGATE place(VARIADIC "any" ORDER BY VARIADIC "any")
                            IS 'where it stands';
                        REVOKE ALL ON FUNCTION place("any") FROM PUBLIC;
                        GRANT EXECUTE ON FUNCTION place("any") TO pg_monitor;
                        """);

        assertThat(text)
                .contains(
                        """
                        REVOKE ALL ON FUNCTION public.place("any") FROM PUBLIC;
                        GRANT ALL ON FUNCTION public.place("any") TO pg_monitor;
                        """);
    }

    @Test
    void ofAnEventTriggerThatForbidsWhatComesBehindIt() {
        loadedAgain(
                """
                CREATE TABLE t (id int);
                CREATE AGGREGATE how_many(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
                CREATE FOREIGN DATA WRAPPER w;
                COMMENT ON AGGREGATE how_many(*) IS 'all';
                COMMENT ON FOREIGN DATA WRAPPER w IS 'none';
                COMMENT ON TABLE t IS 'one';
                GRANT SELECT ON t TO pg_monitor;
                REVOKE EXECUTE ON FUNCTION how_many() FROM PUBLIC;
                CREATE PUBLICATION p FOR TABLE t;
                CREATE FUNCTION forbid() RETURNS event_trigger LANGUAGE plpgsql
                    AS $$ BEGIN RAISE 'forbidden'; END $$;
                CREATE EVENT TRIGGER forbidding ON ddl_command_end EXECUTE FUNCTION forbid();
                COMMENT ON EVENT TRIGGER forbidding IS 'all of it';
                """);
    }

    @Test
    void leavesOutWhatCameWithAnExtension() {
        try (TestDatabase database = server.createDatabase()) {
            database.execute(
                    "CREATE TABLE brought (id int)",
                    "CREATE EXTENSION pg_stat_statements",
                    "ALTER EXTENSION pg_stat_statements ADD TABLE brought",
                    "CREATE INDEX brought_id ON brought (id)",
                    "CREATE POLICY own ON brought USING (id > 0)",
                    "COMMENT ON TABLE brought IS 'theirs'",
                    "GRANT SELECT ON pg_stat_statements TO pg_monitor");

            assertThat(Snapshots.of(database).text())
                    .endsWith(
                            """
                            CREATE EXTENSION IF NOT EXISTS pg_stat_statements WITH SCHEMA public;

                            GRANT SELECT ON TABLE public.pg_stat_statements TO pg_monitor;
                            """);
        }
    }

    /** Makes a schema, and loads its snapshot, whose own must be the same. */
    private String loadedAgain(String schema) {
        try (TestDatabase original = server.createDatabase();
                TestDatabase loaded = server.createDatabase()) {
            Snapshots.load(original, schema);
            String text = Snapshots.of(original).text();

            Snapshots.load(loaded, text);

            assertThat(Snapshots.of(loaded).text()).isEqualTo(text);
            return text;
        }
    }

    @Test
    void ofTheAccountingSample() {
        try (Project project = new Project(server);
                TestDatabase loaded = server.createDatabase()) {
            project.writeSample();
            project.up();
            String text = Snapshots.of(project.database()).text();

            Snapshots.load(loaded, text);

            assertThat(Snapshots.of(loaded).text()).isEqualTo(text);
        }
    }
}
