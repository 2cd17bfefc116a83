-- The schema of a database of PostgreSQL, as lifeguard-migrate snapshot writes it.

SET client_encoding = 'UTF8';
SET check_function_bodies = false;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE SCHEMA other;

CREATE SCHEMA IF NOT EXISTS public;

CREATE COLLATION public.icu_r (PROVIDER = icu, LOCALE = 'und', RULES = '&V << w <<< W');

CREATE COLLATION public.pgc (PROVIDER = builtin, LOCALE = 'C.UTF-8');

CREATE TABLE public.n1 (
    a integer,
    b integer,
    v integer GENERATED ALWAYS AS ((a * 2)) VIRTUAL,
    s integer GENERATED ALWAYS AS ((a + 1)) STORED,
    CONSTRAINT n1_a_key UNIQUE NULLS NOT DISTINCT (a)
);

CREATE UNIQUE INDEX n1_b ON public.n1 USING btree (b) NULLS NOT DISTINCT;

CREATE TABLE public.n2 (
    id integer,
    x integer NOT NULL,
    y integer NOT NULL,
    CONSTRAINT n2_pkey PRIMARY KEY (x, y)
);

CREATE TABLE public.n3 (
    x integer,
    y integer
);

CREATE TABLE public.n4 (
    id integer CONSTRAINT id_is_there NOT NULL,
    renamed integer NOT NULL,
    third integer
);
ALTER TABLE public.n4 ADD CONSTRAINT third_nn NOT NULL third NOT VALID;

CREATE TABLE public.n5 (
    id int4range NOT NULL,
    during tstzrange NOT NULL,
    CONSTRAINT n5_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS)
);

CREATE TABLE public.n6 (
    id int4range,
    during tstzrange
);

CREATE TABLE public.n7 (
    a integer NOT NULL NO INHERIT,
    b text COMPRESSION pglz
);
ALTER TABLE ONLY public.n7 ALTER COLUMN b SET STORAGE EXTERNAL;

CREATE TABLE public.n8 ()
INHERITS (public.n4);

CREATE TABLE public.n9 (
    id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
    k integer
)
PARTITION BY LIST (k);

CREATE TABLE public.n9_1 (
    id integer NOT NULL,
    k integer
);

CREATE VIEW public.gb AS
 SELECT a,
    b,
    count(*) AS count
   FROM public.n1
  GROUP BY DISTINCT ROLLUP(a, b), ROLLUP(a);

CREATE VIEW public.js AS
 SELECT a
   FROM JSON_TABLE(
            '[]'::jsonb, '$[*]' AS json_table_path_0
            COLUMNS (
                a integer PATH '$."a"'
            )
        ) jt;

CREATE VIEW public.n1_v WITH (security_invoker='true') AS
 SELECT a
   FROM public.n1;

CREATE VIEW public.un AS
 SELECT JSON_OBJECT('a' : 1 RETURNING json) AS j,
    any_value(a) AS av
   FROM public.n1;

CREATE MATERIALIZED VIEW public.n_m AS
 SELECT a
   FROM public.n1;

ALTER TABLE public.n1 ADD CONSTRAINT must CHECK ((a > 0)) NOT ENFORCED;

ALTER TABLE ONLY public.n9 ATTACH PARTITION public.n9_1 FOR VALUES IN (1);

ALTER TABLE ONLY public.n3 ADD CONSTRAINT n3_x_y_fkey FOREIGN KEY (x, y) REFERENCES public.n2(x, y) ON DELETE SET NULL (y);

ALTER TABLE ONLY public.n3 ADD CONSTRAINT ne FOREIGN KEY (x, y) REFERENCES public.n2(x, y) NOT ENFORCED;

ALTER TABLE ONLY public.n6 ADD CONSTRAINT n6_id_during_fkey FOREIGN KEY (id, PERIOD during) REFERENCES public.n5(id, PERIOD during);

CREATE PUBLICATION cols
    FOR TABLE ONLY public.n1 (a, b), ONLY public.n2 WHERE ((id > 5) AND (x < 3))
    WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = true);

CREATE PUBLICATION sch
    FOR TABLES IN SCHEMA other, public
    WITH (publish = 'insert, update, delete, truncate');

GRANT MAINTAIN ON TABLE public.n1 TO pg_monitor;

GRANT ALL ON TABLE public.n2 TO pg_monitor;
