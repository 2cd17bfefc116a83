-- The schema of a database of PostgreSQL, as lifeguard-migrate snapshot writes it.

SET client_encoding = 'UTF8';
SET check_function_bodies = false;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE SCHEMA "Mixed Case";

CREATE SCHEMA app;

CREATE SCHEMA IF NOT EXISTS public;

CREATE SCHEMA v;

CREATE COLLATION app.german (PROVIDER = icu, DETERMINISTIC = false, LOCALE = 'de');

CREATE TYPE app.address AS (
    street text COLLATE pg_catalog."C",
    zip character varying(10),
    since date
);

CREATE TYPE app.mood AS ENUM (
    'sad',
    'great',
    'ok',
    'it''s fine'
);

CREATE TYPE app.span AS RANGE (
    SUBTYPE = numeric,
    MULTIRANGE_TYPE_NAME = app.spans
);

CREATE DOMAIN app.email AS text COLLATE pg_catalog."C" DEFAULT 'x@y'::text NOT NULL
    CONSTRAINT has_at CHECK ((VALUE ~~ '%@%'::text));

CREATE DOMAIN app.positive AS numeric(10,2)
    CONSTRAINT positive_check CHECK ((VALUE > (0)::numeric));
ALTER DOMAIN app.positive ADD CONSTRAINT small CHECK ((VALUE < (1000)::numeric)) NOT VALID;

CREATE TEXT SEARCH DICTIONARY app.simple_dict (TEMPLATE = pg_catalog.simple, stopwords = 'english');

CREATE TEXT SEARCH CONFIGURATION app.conf (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION app.conf ADD MAPPING FOR asciiword WITH app.simple_dict, pg_catalog.simple;
ALTER TEXT SEARCH CONFIGURATION app.conf ADD MAPPING FOR word WITH app.simple_dict, pg_catalog.simple;

CREATE OR REPLACE FUNCTION app."both"(a integer, OUT x integer, OUT y integer)
 RETURNS record
 LANGUAGE sql
AS $function$SELECT a, a$function$;

CREATE OR REPLACE FUNCTION app.add(a integer, b integer DEFAULT 1)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$SELECT a + b$function$;

CREATE OR REPLACE FUNCTION app.add(a text, VARIADIC b text[])
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER COST 7
 SET search_path TO 'app', 'pg_temp'
AS $function$
BEGIN
    -- a remark; with 'quotes' and $dollars$
    RETURN a || array_to_string(b, ',');
END $function$;

CREATE OR REPLACE FUNCTION app.halves(i integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
BEGIN ATOMIC
 SELECT (i / 2);
END;

CREATE OR REPLACE FUNCTION app.noticed()
 RETURNS event_trigger
 LANGUAGE plpgsql
AS $function$ BEGIN END $function$;

CREATE OR REPLACE FUNCTION app.to_mood(integer)
 RETURNS app.mood
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT 'sad'::app.mood $function$;

CREATE OR REPLACE FUNCTION app.touched()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN NEW.changed := now(); RETURN NEW; END $function$;

CREATE OR REPLACE PROCEDURE app.clean(IN days integer)
 LANGUAGE plpgsql
AS $procedure$ BEGIN DELETE FROM app.users WHERE false; END $procedure$;

CREATE AGGREGATE app.total(integer) (
    SFUNC = int4pl,
    STYPE = integer,
    COMBINEFUNC = int4pl,
    INITCOND = '0',
    PARALLEL = SAFE
);

CREATE OPERATOR app.<<>> (
    FUNCTION = app.add,
    LEFTARG = integer,
    RIGHTARG = integer,
    COMMUTATOR = OPERATOR(app.<<>>)
);

CREATE CAST (app.address AS text) WITH INOUT AS ASSIGNMENT;

CREATE CAST (integer AS app.mood) WITH FUNCTION app.to_mood(integer);

CREATE FOREIGN DATA WRAPPER plain OPTIONS (debug 'true');

CREATE SERVER far TYPE 'x' FOREIGN DATA WRAPPER plain OPTIONS (host 'h');

CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS ("user" 'u');

CREATE SEQUENCE app.numbers AS integer INCREMENT BY -5 MINVALUE -100 MAXVALUE 100 START WITH 50 CACHE 3 CYCLE;

CREATE SEQUENCE app.users_serial_no_seq AS integer;

CREATE TABLE "Mixed Case"."Table ""quoted""" (
    id integer,
    "from" text,
    "Ünï" text,
    CONSTRAINT "Table ""quoted""_int4range_excl" EXCLUDE USING gist (int4range(id, id, '[]'::text) WITH &&)
);

CREATE TABLE app.empty ();

CREATE TABLE app.hashed (
    k text
)
PARTITION BY HASH (lower(k));

CREATE TABLE app.hashed_0 (
    k text
);

CREATE TABLE app.orders (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id bigint,
    total app.positive,
    CONSTRAINT orders_pkey PRIMARY KEY (id, at)
)
PARTITION BY RANGE (at);

CREATE INDEX orders_total ON ONLY app.orders USING btree (total);

CREATE TABLE app.parent (
    id integer NOT NULL,
    note text DEFAULT 'p'::text,
    CONSTRAINT named CHECK ((id > 0))
);

CREATE OR REPLACE FUNCTION app.next_id()
 RETURNS integer
 LANGUAGE sql
BEGIN ATOMIC
 SELECT (max(parent.id) + 1)
    FROM app.parent;
END;

CREATE TABLE app.adopted (
    note text,
    id integer NOT NULL,
    CONSTRAINT named CHECK ((id > 0))
);

CREATE TABLE app.child (
    extra integer,
    CONSTRAINT own CHECK ((extra > 0))
)
INHERITS (app.parent);
ALTER TABLE ONLY app.child ALTER COLUMN note SET DEFAULT 'c'::text;
ALTER TABLE ONLY app.child ALTER COLUMN note SET NOT NULL;

CREATE UNLOGGED TABLE app.scratch (
    a integer,
    b integer,
    CONSTRAINT scratch_a_b_key UNIQUE (a, b) DEFERRABLE
);

CREATE OR REPLACE FUNCTION app.is_fine(app.scratch)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$ BEGIN RETURN true; END $function$;

CREATE TABLE app.users (
    id bigint GENERATED ALWAYS AS IDENTITY (INCREMENT BY 2 START WITH 1000) NOT NULL,
    email app.email,
    name character varying(100) COLLATE app.german DEFAULT 'it''s'::character varying NOT NULL,
    mood app.mood DEFAULT 'ok'::app.mood,
    tags text[] DEFAULT '{}'::text[],
    home app.address,
    half numeric(5,2) DEFAULT 0.5,
    upper_name text GENERATED ALWAYS AS (upper((name)::text)) STORED,
    manager bigint,
    changed timestamp with time zone DEFAULT now(),
    due interval DEFAULT '1 day 02:00:00'::interval,
    number integer DEFAULT nextval('app.numbers'::regclass),
    serial_no integer DEFAULT nextval('app.users_serial_no_seq'::regclass) NOT NULL,
    payload jsonb COMPRESSION pglz,
    "Odd Name" text,
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_half_check CHECK ((half >= (0)::numeric)),
    CONSTRAINT users_incl UNIQUE (number) INCLUDE (mood),
    CONSTRAINT users_pkey PRIMARY KEY (id)
)
WITH (autovacuum_enabled='false', fillfactor='80', toast.autovacuum_enabled='false');
ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE ONLY app.users FORCE ROW LEVEL SECURITY;
ALTER TABLE ONLY app.users REPLICA IDENTITY FULL;
ALTER TABLE ONLY app.users ALTER COLUMN number SET STATISTICS 500;
ALTER TABLE ONLY app.users ALTER COLUMN number SET (n_distinct='-0.5');
ALTER TABLE ONLY app.users ALTER COLUMN payload SET STORAGE EXTERNAL;
ALTER INDEX app.users_email_key SET (fillfactor='70');
ALTER TABLE app.users CLUSTER ON users_email_key;

CREATE TABLE app.orders_2024 (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id bigint,
    total app.positive,
    CONSTRAINT orders_2024_pkey PRIMARY KEY (id, at)
);

CREATE INDEX orders_2024_total_idx ON app.orders_2024 USING btree (total);

CREATE INDEX orders_2024_user_id_idx ON app.orders_2024 USING btree (user_id);

CREATE TABLE app.orders_2025 (
    at timestamp with time zone NOT NULL,
    id bigint NOT NULL,
    total app.positive,
    user_id bigint,
    CONSTRAINT extra CHECK ((id > 0)),
    CONSTRAINT orders_2025_pkey PRIMARY KEY (id, at)
)
PARTITION BY LIST (id);

CREATE INDEX orders_2025_total_idx ON ONLY app.orders_2025 USING btree (total);

CREATE TABLE app.orders_2025_a (
    at timestamp with time zone NOT NULL,
    id bigint NOT NULL,
    total app.positive,
    user_id bigint,
    CONSTRAINT extra CHECK ((id > 0)),
    CONSTRAINT orders_2025_a_pkey PRIMARY KEY (id, at)
);

CREATE INDEX orders_2025_a_total_idx ON app.orders_2025_a USING btree (total);

CREATE TABLE app.orders_rest (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id bigint,
    total app.positive,
    CONSTRAINT orders_rest_pkey PRIMARY KEY (id, at)
);

CREATE INDEX orders_rest_total_idx ON app.orders_rest USING btree (total);

CREATE UNIQUE INDEX users_half ON app.users USING btree (app.halves(number)) INCLUDE (mood) WITH (fillfactor='60');

CREATE INDEX users_lower ON app.users USING btree (lower((name)::text) COLLATE "C" text_pattern_ops DESC NULLS LAST) WHERE (number > 0);

CREATE INDEX users_tags ON app.users USING gin (tags);

CREATE STATISTICS app.users_stats (ndistinct, dependencies) ON mood, number FROM app.users;

CREATE TABLE v.s (
    id integer,
    t_id integer
);

CREATE TABLE v.t (
    id integer NOT NULL,
    t integer,
    "select" integer,
    at timestamp with time zone,
    name text,
    CONSTRAINT t_pkey PRIMARY KEY (id)
);

CREATE FOREIGN TABLE app.remote (
    id integer OPTIONS (column_name 'i'),
    name text NOT NULL
)
SERVER far OPTIONS (table_name 't');

CREATE VIEW app.grouped AS
 SELECT u.id,
    u.name,
    count(o.id) AS orders
   FROM (app.users u
     LEFT JOIN app.orders o ON ((o.user_id = u.id)))
  GROUP BY u.id;

CREATE VIEW app.people WITH (check_option='local', security_barrier='true') AS
 SELECT id,
    name,
    app.add(number) AS n
   FROM app.users
  WHERE (mood <> 'sad'::app.mood);

CREATE VIEW app.a_view AS
 SELECT p.id,
    count(*) AS count
   FROM (app.people p
     JOIN app.orders o ON ((o.user_id = p.id)))
  GROUP BY p.id;

CREATE VIEW v.v01 AS
 SELECT id,
    t,
    "select"
   FROM v.t
  ORDER BY t DESC, id
 LIMIT 5;

CREATE VIEW v.v02 AS
 SELECT id AS other,
    count(*) OVER (PARTITION BY t ORDER BY id) AS count
   FROM v.t x;

CREATE VIEW v.v03 AS
 SELECT id
   FROM v.t
  WHERE ((EXISTS ( SELECT 1
           FROM v.s
          WHERE (s.t_id = t.id))) AND (t IN ( SELECT s.id
           FROM v.s)));

CREATE VIEW v.v04 AS
 WITH w AS (
         SELECT t.id,
            t.t
           FROM v.t
          WHERE (t.t > 1)
        )
 SELECT (id + t) AS sum
   FROM w;

CREATE VIEW v.v05 AS
 SELECT id
   FROM ( SELECT t.id,
            t.t
           FROM v.t) q
  WHERE (t > 0);

CREATE VIEW v.v06 AS
 SELECT t.id
   FROM v.t
UNION ALL
 SELECT s.t_id AS id
   FROM v.s
  ORDER BY 1;

CREATE VIEW v.v07 AS
 SELECT (g * 2) AS g2
   FROM generate_series(1, 3) g(g);

CREATE VIEW v.v08 AS
 SELECT t.id,
    ( SELECT max(s_1.id) AS max
           FROM v.s s_1
          WHERE (s_1.t_id = t.id)) AS m,
    t.t
   FROM (v.t
     JOIN v.s USING (id));

CREATE VIEW v.v09 AS
 SELECT row_to_json(t.*) AS j,
    EXTRACT(year FROM at) AS y,
        CASE
            WHEN (name IS DISTINCT FROM 't.id'::text) THEN 't.id'::text
            ELSE name
        END AS n
   FROM v.t;

CREATE VIEW v.v10 AS
 SELECT t.id,
    l.id AS l
   FROM v.t,
    LATERAL ( SELECT s.id
           FROM v.s
          WHERE (s.t_id = t.id)) l;

CREATE VIEW v.v11 AS
 SELECT id,
    sum(t) AS s
   FROM v.t TABLESAMPLE system (10)
  GROUP BY id
 HAVING (sum(t) > 3);

CREATE VIEW v.v12 AS
 VALUES (1,'a'::text), (2,'b'::text);

CREATE VIEW v.v13 AS
 SELECT now() AS n,
    ARRAY( SELECT t.id
           FROM v.t) AS a;

CREATE VIEW v.v14 AS
 SELECT id
   FROM v.t v
  WHERE (name = ANY (ARRAY['a'::text, 'b'::text]))
 LIMIT 2;

CREATE VIEW v.v15 AS
 SELECT key,
    value
   FROM jsonb_each('{}'::jsonb) k(key, value);

CREATE VIEW v.v16 AS
 SELECT DISTINCT ON (t) t,
    id
   FROM ONLY v.t
  ORDER BY t, id;

CREATE VIEW v.v17 AS
 SELECT n,
    m
   FROM ROWS FROM(generate_series(1, 2), generate_series(1, 3)) a(n, m);

CREATE VIEW v.v18 AS
 WITH RECURSIVE r(n) AS (
         SELECT 1 AS "?column?"
        UNION ALL
         SELECT (r_1.n + 1)
           FROM r r_1
          WHERE (r_1.n < 5)
        )
 SELECT n
   FROM r;

CREATE VIEW v.v19 AS
 SELECT id
   FROM v.t
  WHERE ((id, t) IN ( SELECT s.id,
            s.t_id
           FROM v.s
          WHERE (s.t_id = t.t)))
  WINDOW w AS (ORDER BY id);

CREATE MATERIALIZED VIEW app.sums AS
 SELECT user_id,
    sum((total)::numeric) AS total
   FROM app.orders
  GROUP BY user_id;

CREATE UNIQUE INDEX sums_user ON app.sums USING btree (user_id);

ALTER SEQUENCE app.users_serial_no_seq OWNED BY app.users.serial_no;

ALTER TABLE ONLY app.adopted ALTER COLUMN id SET DEFAULT app.next_id();

ALTER TABLE ONLY app.child ALTER COLUMN id SET DEFAULT app.next_id();

ALTER TABLE ONLY app.parent ALTER COLUMN id SET DEFAULT app.next_id();

ALTER TABLE app.scratch ADD CONSTRAINT fine CHECK (app.is_fine(scratch.*));

ALTER TABLE app.users ADD CONSTRAINT later CHECK ((number <> 7)) NOT VALID;

ALTER TABLE ONLY app.adopted INHERIT app.parent;

ALTER TABLE ONLY app.hashed ATTACH PARTITION app.hashed_0 FOR VALUES WITH (modulus 2, remainder 0);

ALTER TABLE ONLY app.orders ATTACH PARTITION app.orders_2024 FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');

ALTER TABLE ONLY app.orders ATTACH PARTITION app.orders_2025 FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');

ALTER TABLE ONLY app.orders_2025 ATTACH PARTITION app.orders_2025_a FOR VALUES IN ('1', '2');

ALTER TABLE ONLY app.orders ATTACH PARTITION app.orders_rest DEFAULT;

ALTER TABLE app.orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES app.users(id) ON UPDATE SET NULL ON DELETE CASCADE;

ALTER TABLE ONLY app.users ADD CONSTRAINT users_manager_fkey FOREIGN KEY (manager) REFERENCES app.users(id) DEFERRABLE INITIALLY DEFERRED;

CREATE TRIGGER touched BEFORE INSERT ON app.orders FOR EACH ROW EXECUTE FUNCTION app.touched();

CREATE RULE log AS
    ON INSERT TO app.parent
   WHERE (new.id > 5) DO  SELECT 1 AS "?column?";
ALTER TABLE app.parent DISABLE RULE log;

CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON app.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.touched();

CREATE TRIGGER touched BEFORE UPDATE OF name ON app.users FOR EACH ROW WHEN (((old.name)::text IS DISTINCT FROM (new.name)::text)) EXECUTE FUNCTION app.touched();
ALTER TABLE app.users DISABLE TRIGGER touched;

CREATE POLICY own ON app.users AS RESTRICTIVE FOR UPDATE TO pg_monitor, pg_signal_backend
    USING ((id = 1))
    WITH CHECK ((id = 2));

CREATE POLICY seen ON app.users FOR SELECT
    USING (true);

CREATE RULE no_delete AS
    ON DELETE TO app.a_view DO INSTEAD NOTHING;

ALTER VIEW app.people ALTER COLUMN name SET DEFAULT 'nobody'::character varying;

CREATE PUBLICATION chosen
    FOR TABLE ONLY app.adopted, ONLY app.child, ONLY app.parent, ONLY app.users
    WITH (publish = 'insert, update');

CREATE PUBLICATION everything FOR ALL TABLES
    WITH (publish = 'insert, update, delete, truncate');

GRANT USAGE ON SCHEMA app TO pg_monitor;

REVOKE ALL ON TYPE app.mood FROM PUBLIC;

REVOKE ALL ON FUNCTION app.add(a integer, b integer) FROM PUBLIC;

GRANT ALL ON PROCEDURE app.clean(IN days integer) TO pg_monitor;

GRANT ALL ON FOREIGN SERVER far TO pg_monitor;

GRANT USAGE ON SEQUENCE app.numbers TO pg_monitor;

REVOKE DELETE ON TABLE app.child FROM CURRENT_USER;

GRANT ALL ON TABLE app.orders TO pg_monitor;

GRANT INSERT, SELECT ON TABLE app.users TO pg_monitor WITH GRANT OPTION;
GRANT UPDATE (mood) ON TABLE app.users TO pg_monitor;
GRANT UPDATE (name) ON TABLE app.users TO pg_monitor;

GRANT SELECT ON TABLE app.people TO PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor;

ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC;

COMMENT ON SCHEMA app IS 'All';

COMMENT ON COLLATION app.german IS 'German';

COMMENT ON TYPE app.address IS 'Address';

COMMENT ON COLUMN app.address.zip IS 'Zip';

COMMENT ON TYPE app.mood IS 'Mood';

COMMENT ON TYPE app.email IS 'An address';

COMMENT ON CONSTRAINT has_at ON DOMAIN app.email IS 'It has one';

COMMENT ON FUNCTION app.add(integer,integer) IS 'Sum';

COMMENT ON PROCEDURE app.clean(integer) IS 'Clean';

COMMENT ON AGGREGATE app.total(integer) IS 'Total';

COMMENT ON OPERATOR app.<<>>(integer,integer) IS 'Op';

COMMENT ON CAST (app.address AS pg_catalog.text) IS 'Cast';

COMMENT ON SEQUENCE app.numbers IS 'Numbers';

COMMENT ON RULE log on app.parent IS 'Rule';

COMMENT ON TABLE app.users IS 'People; it''s them';

COMMENT ON COLUMN app.users."Odd Name" IS 'Two
lines';

COMMENT ON POLICY own on app.users IS 'Own';

COMMENT ON TRIGGER touched on app.users IS 'Time';

COMMENT ON CONSTRAINT users_email_key on app.users IS 'One each';

COMMENT ON INDEX app.users_lower IS 'For searches';

COMMENT ON STATISTICS app.users_stats IS 'Stats';

COMMENT ON VIEW app.people IS 'View';

COMMENT ON COLUMN app.people.n IS 'N';

COMMENT ON MATERIALIZED VIEW app.sums IS 'Sums';

CREATE EVENT TRIGGER noticed ON ddl_command_end
    WHEN TAG IN ('CREATE OPERATOR', 'CREATE RULE')
    EXECUTE FUNCTION app.noticed();
