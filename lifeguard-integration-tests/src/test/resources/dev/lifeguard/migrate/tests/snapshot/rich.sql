CREATE SCHEMA app;
CREATE SCHEMA "Mixed Case";
CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'it''s fine');
ALTER TYPE app.mood ADD VALUE 'great' BEFORE 'ok';
CREATE TYPE app.address AS (street text COLLATE "C", zip varchar(10), since date);
CREATE TYPE app.span AS RANGE (SUBTYPE = numeric, MULTIRANGE_TYPE_NAME = app.spans);
CREATE DOMAIN app.email AS text COLLATE "C" DEFAULT 'x@y' NOT NULL CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
CREATE DOMAIN app.positive AS numeric(10, 2) CHECK (VALUE > 0);
ALTER DOMAIN app.positive ADD CONSTRAINT small CHECK (VALUE < 1000) NOT VALID;
COMMENT ON DOMAIN app.email IS 'An address';
COMMENT ON CONSTRAINT has_at ON DOMAIN app.email IS 'It has one';
CREATE COLLATION app.german (provider = icu, locale = 'de', deterministic = false);
CREATE SEQUENCE app.numbers AS integer INCREMENT BY -5 MINVALUE -100 MAXVALUE 100 START WITH 50 CACHE 3 CYCLE;

CREATE FUNCTION app.add(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT a + b';
CREATE FUNCTION app.add(a text, VARIADIC b text[]) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER COST 7 SET search_path = app, pg_temp AS $$
BEGIN
    -- a remark; with 'quotes' and $dollars$
    RETURN a || array_to_string(b, ',');
END $$;
CREATE FUNCTION app.both(a integer, OUT x integer, OUT y integer) LANGUAGE sql AS 'SELECT a, a';
CREATE FUNCTION app.touched() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed := now(); RETURN NEW; END $$;
CREATE PROCEDURE app.clean(days integer) LANGUAGE plpgsql AS $$ BEGIN DELETE FROM app.users WHERE false; END $$;
CREATE FUNCTION app.halves(i integer) RETURNS integer LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT i / 2; END;
CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', COMBINEFUNC = int4pl, PARALLEL = SAFE);
CREATE OPERATOR app.<<>> (FUNCTION = app.add, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(app.<<>>));
CREATE CAST (app.address AS text) WITH INOUT AS ASSIGNMENT;
CREATE FUNCTION app.to_mood(integer) RETURNS app.mood LANGUAGE sql IMMUTABLE AS $$ SELECT 'sad'::app.mood $$;
CREATE CAST (integer AS app.mood) WITH FUNCTION app.to_mood(integer);

CREATE TABLE app.users (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 1000 INCREMENT BY 2) PRIMARY KEY,
    gone text,
    email app.email,
    name varchar(100) COLLATE app.german NOT NULL DEFAULT 'it''s',
    mood app.mood DEFAULT 'ok',
    tags text[] DEFAULT '{}',
    home app.address,
    half numeric(5, 2) DEFAULT 0.5 CHECK (half >= 0),
    upper_name text GENERATED ALWAYS AS (upper(name)) STORED,
    manager bigint REFERENCES app.users DEFERRABLE INITIALLY DEFERRED,
    changed timestamptz DEFAULT now(),
    due interval DEFAULT '1 day 02:00',
    number integer DEFAULT nextval('app.numbers'),
    serial_no serial,
    payload jsonb COMPRESSION pglz,
    "Odd Name" text,
    CONSTRAINT users_email_key UNIQUE (email) WITH (fillfactor = 70),
    CONSTRAINT users_incl UNIQUE (number) INCLUDE (mood)
) WITH (fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_enabled = false);
ALTER TABLE app.users DROP COLUMN gone;
ALTER TABLE app.users ALTER COLUMN payload SET STORAGE EXTERNAL, ALTER COLUMN number SET STATISTICS 500,
    ALTER COLUMN number SET (n_distinct = -0.5);
ALTER TABLE app.users ADD CONSTRAINT later CHECK (number <> 7) NOT VALID;
ALTER TABLE app.users CLUSTER ON users_email_key;
ALTER TABLE app.users REPLICA IDENTITY FULL;
CREATE INDEX users_lower ON app.users (lower(name) COLLATE "C" text_pattern_ops DESC NULLS LAST) WHERE number > 0;
CREATE UNIQUE INDEX users_half ON app.users (app.halves(number)) INCLUDE (mood) WITH (fillfactor = 60);
CREATE INDEX users_tags ON app.users USING gin (tags);
CREATE STATISTICS app.users_stats (ndistinct, dependencies) ON mood, number FROM app.users;
CREATE TRIGGER touched BEFORE UPDATE OF name ON app.users FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION app.touched();
CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON app.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.touched();
ALTER TABLE app.users DISABLE TRIGGER touched;
ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.users FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON app.users AS RESTRICTIVE FOR UPDATE TO pg_monitor, pg_signal_backend USING (id = 1) WITH CHECK (id = 2);
CREATE POLICY seen ON app.users FOR SELECT USING (true);
COMMENT ON TABLE app.users IS 'People; it''s them';
COMMENT ON COLUMN app.users."Odd Name" IS E'Two\nlines';
COMMENT ON CONSTRAINT users_email_key ON app.users IS 'One each';
COMMENT ON INDEX app.users_lower IS 'For searches';
COMMENT ON TRIGGER touched ON app.users IS 'Time';
COMMENT ON POLICY own ON app.users IS 'Own';
COMMENT ON FUNCTION app.add(integer, integer) IS 'Sum';
COMMENT ON PROCEDURE app.clean(integer) IS 'Clean';
COMMENT ON AGGREGATE app.total(integer) IS 'Total';
COMMENT ON TYPE app.mood IS 'Mood';
COMMENT ON TYPE app.address IS 'Address';
COMMENT ON COLUMN app.address.zip IS 'Zip';
COMMENT ON SCHEMA app IS 'All';
COMMENT ON SEQUENCE app.numbers IS 'Numbers';
COMMENT ON OPERATOR app.<<>> (integer, integer) IS 'Op';
COMMENT ON CAST (app.address AS text) IS 'Cast';
COMMENT ON STATISTICS app.users_stats IS 'Stats';
COMMENT ON COLLATION app.german IS 'German';

CREATE TABLE "Mixed Case"."Table ""quoted""" (id int, "from" text, "Ünï" text, EXCLUDE USING gist (int4range(id, id, '[]') WITH &&));
CREATE UNLOGGED TABLE app.scratch (a int, b int, UNIQUE (a, b) DEFERRABLE);
CREATE TABLE app.empty ();
CREATE TABLE app.orders (
    id bigint, at timestamptz NOT NULL, user_id bigint REFERENCES app.users ON DELETE CASCADE ON UPDATE SET NULL,
    total app.positive, PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE app.orders_2024 PARTITION OF app.orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE app.orders_2025 (at timestamptz NOT NULL, id bigint NOT NULL, total app.positive, user_id bigint, CONSTRAINT extra CHECK (id > 0)) PARTITION BY LIST (id);
ALTER TABLE app.orders ATTACH PARTITION app.orders_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE app.orders_2025_a PARTITION OF app.orders_2025 FOR VALUES IN (1, 2);
CREATE TABLE app.orders_rest PARTITION OF app.orders DEFAULT;
CREATE INDEX orders_total ON app.orders (total);
CREATE INDEX ON app.orders_2024 (user_id);
CREATE TRIGGER touched BEFORE INSERT ON app.orders FOR EACH ROW EXECUTE FUNCTION app.touched();
CREATE TABLE app.hashed (k text) PARTITION BY HASH (lower(k));
CREATE TABLE app.hashed_0 PARTITION OF app.hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);

CREATE TABLE app.parent (id int NOT NULL, note text DEFAULT 'p', CONSTRAINT named CHECK (id > 0));
CREATE TABLE app.child (extra int, CONSTRAINT own CHECK (extra > 0)) INHERITS (app.parent);
ALTER TABLE app.child ALTER COLUMN note SET DEFAULT 'c', ALTER COLUMN note SET NOT NULL;
CREATE TABLE app.adopted (note text, id int NOT NULL, CONSTRAINT named CHECK (id > 0));
ALTER TABLE app.adopted INHERIT app.parent;

CREATE VIEW app.people WITH (security_barrier = true) AS SELECT id, name, app.add(number) AS n FROM app.users WHERE mood <> 'sad' WITH LOCAL CHECK OPTION;
CREATE VIEW app.a_view AS SELECT p.id, count(*) FROM app.people p JOIN app.orders o ON o.user_id = p.id GROUP BY p.id;
CREATE VIEW app.grouped AS SELECT u.id, u.name, count(o.id) AS orders FROM app.users u LEFT JOIN app.orders o ON o.user_id = u.id GROUP BY u.id;
ALTER VIEW app.people ALTER COLUMN name SET DEFAULT 'nobody';
CREATE RULE no_delete AS ON DELETE TO app.a_view DO INSTEAD NOTHING;
CREATE RULE log AS ON INSERT TO app.parent WHERE NEW.id > 5 DO ALSO SELECT 1;
ALTER TABLE app.parent DISABLE RULE log;
CREATE MATERIALIZED VIEW app.sums AS SELECT user_id, sum(total) AS total FROM app.orders GROUP BY user_id WITH NO DATA;
CREATE UNIQUE INDEX sums_user ON app.sums (user_id);
COMMENT ON VIEW app.people IS 'View';
COMMENT ON MATERIALIZED VIEW app.sums IS 'Sums';
COMMENT ON COLUMN app.people.n IS 'N';
COMMENT ON RULE log ON app.parent IS 'Rule';

CREATE FUNCTION app.is_fine(app.scratch) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN true; END $$;
ALTER TABLE app.scratch ADD CONSTRAINT fine CHECK (app.is_fine(scratch.*));
CREATE FUNCTION app.next_id() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT max(id) + 1 FROM app.parent; END;
ALTER TABLE app.parent ALTER COLUMN id SET DEFAULT app.next_id();

CREATE FUNCTION app.noticed() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER noticed ON ddl_command_end WHEN TAG IN ('CREATE RULE', 'CREATE OPERATOR') EXECUTE FUNCTION app.noticed();
CREATE PUBLICATION chosen FOR TABLE app.users, app.parent WITH (publish = 'insert, update');
CREATE PUBLICATION everything FOR ALL TABLES;

CREATE TEXT SEARCH DICTIONARY app.simple_dict (TEMPLATE = simple, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION app.conf (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION app.conf ADD MAPPING FOR asciiword, word WITH app.simple_dict, simple;

CREATE FOREIGN DATA WRAPPER plain OPTIONS (debug 'true');
CREATE SERVER far TYPE 'x' FOREIGN DATA WRAPPER plain OPTIONS (host 'h', password 'never');
CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (user 'u', password 'never');
CREATE FOREIGN TABLE app.remote (id int OPTIONS (column_name 'i'), name text NOT NULL) SERVER far OPTIONS (table_name 't');

GRANT USAGE ON SCHEMA app TO pg_monitor;
GRANT SELECT, INSERT ON app.users TO pg_monitor WITH GRANT OPTION;
GRANT ALL ON app.orders TO pg_monitor;
GRANT SELECT ON app.people TO PUBLIC;
GRANT UPDATE (name, mood) ON app.users TO pg_monitor;
REVOKE EXECUTE ON FUNCTION app.add(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE app.clean TO pg_monitor;
GRANT USAGE ON SEQUENCE app.numbers TO pg_monitor;
REVOKE USAGE ON TYPE app.mood FROM PUBLIC;
REVOKE DELETE ON app.child FROM CURRENT_USER;
GRANT USAGE ON FOREIGN SERVER far TO pg_monitor;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE SCHEMA v;
CREATE TABLE v.t (id int PRIMARY KEY, t int, "select" int, at timestamptz, name text);
CREATE TABLE v.s (id int, t_id int);
CREATE VIEW v.v01 AS SELECT id, t, "select" FROM v.t ORDER BY t DESC, id LIMIT 5;
CREATE VIEW v.v02 AS SELECT x.id AS other, count(*) OVER (PARTITION BY x.t ORDER BY x.id) FROM v.t x;
CREATE VIEW v.v03 AS SELECT id FROM v.t WHERE EXISTS (SELECT 1 FROM v.s WHERE s.t_id = t.id) AND t IN (SELECT id FROM v.s);
CREATE VIEW v.v04 AS WITH w AS (SELECT id, t FROM v.t WHERE t > 1) SELECT w.id + w.t AS sum FROM w;
CREATE VIEW v.v05 AS SELECT q.id FROM (SELECT id, t FROM v.t) q WHERE q.t > 0;
CREATE VIEW v.v06 AS SELECT id FROM v.t UNION ALL SELECT t_id FROM v.s ORDER BY 1;
CREATE VIEW v.v07 AS SELECT g * 2 AS g2 FROM generate_series(1, 3) g;
CREATE VIEW v.v08 AS SELECT t.id, (SELECT max(s.id) FROM v.s WHERE s.t_id = t.id) AS m, t.t FROM v.t JOIN v.s USING (id);
CREATE VIEW v.v09 AS SELECT row_to_json(t.*) AS j, extract(year FROM at) AS y, CASE WHEN name IS DISTINCT FROM 't.id' THEN 't.id' ELSE name END AS n FROM v.t;
CREATE VIEW v.v10 AS SELECT t.id, l.id AS l FROM v.t, LATERAL (SELECT s.id FROM v.s WHERE s.t_id = t.id) l;
CREATE VIEW v.v11 AS SELECT id, sum(t) AS s FROM v.t TABLESAMPLE SYSTEM (10) GROUP BY id HAVING sum(t) > 3;
CREATE VIEW v.v12 AS VALUES (1, 'a'), (2, 'b');
CREATE VIEW v.v13 AS SELECT now() AS n, ARRAY(SELECT t.id FROM v.t) AS a;
CREATE VIEW v.v14 AS SELECT v.id FROM v.t v WHERE v.name = ANY (ARRAY['a', 'b']) FETCH FIRST 2 ROWS ONLY;
CREATE VIEW v.v15 AS SELECT k.key, k.value FROM jsonb_each('{}'::jsonb) AS k(key, value);
CREATE VIEW v.v16 AS SELECT DISTINCT ON (t) t, id FROM ONLY v.t ORDER BY t, id;
CREATE VIEW v.v17 AS SELECT a.n, a.m FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) AS a(n, m);
CREATE VIEW v.v18 AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT r.n + 1 FROM r WHERE r.n < 5) SELECT n FROM r;
CREATE VIEW v.v19 AS SELECT id FROM v.t WHERE (id, t) IN (SELECT s.id, s.t_id FROM v.s WHERE s.t_id = t.t) WINDOW w AS (ORDER BY id);
