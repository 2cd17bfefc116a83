COPY t(a, "b""c") FROM STDIN (FORMAT 'csv', HEADER true, ON_ERROR ignore);
1;,"a"
\.
copy only_name from STDIN with delimiter as '|' null as 'x;';
1|;
\.
COPY t FROM STDIN USING DELIMITERS ';';
1;2
\.
COPY "stdin"."from" FROM /* ; */ stdin CSV FORCE NOT NULL a;
\.
COPY t (stdin) FROM STDIN WITH (FORMAT text, DEFAULT '\D', LOG_VERBOSITY verbose) WHERE stdin > 0;
-- data
/* data
\.
DO $$ BEGIN COPY t FROM STDIN; END $$;
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN COPY t FROM STDIN; END';
PREPARE copy AS SELECT 1; COPY (SELECT 'FROM STDIN' FROM t) TO 'x';
