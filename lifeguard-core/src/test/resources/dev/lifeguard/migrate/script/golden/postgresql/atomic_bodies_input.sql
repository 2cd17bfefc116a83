-- parameters, and a statement after it
CREATE FUNCTION add(int, int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT $1 + $2; END; SELECT 1;

-- CASE … END inside
create or replace function sign(a int) returns text language sql
begin atomic
    select case when a < 0 then 'minus' else case a when 0 then 'zero' else 'plus' end end;
end;
SELECT 2;

-- two statements, CASE in parentheses
CREATE OR REPLACE PROCEDURE p(a int) LANGUAGE sql BEGIN ATOMIC
    INSERT INTO t VALUES (CASE WHEN a > 0 THEN 1 END);
    DELETE FROM t WHERE (CASE WHEN x THEN y END) = 2;
END;
SELECT 3;

-- END and CASE as labels, begin as a name
CREATE FUNCTION labels() RETURNS int BEGIN ATOMIC
    SELECT t.end, t.case, 1 AS end, 2 AS case, x.begin FROM t;
END;
CREATE FUNCTION begin(atomic_x int) RETURNS int LANGUAGE sql RETURN atomic_x;
CREATE FUNCTION atomic_x() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2; $$;
SELECT begin.end AS "end" FROM (SELECT 1 AS end) begin;

-- not a routine: the words mean nothing
CREATE TABLE begin (atomic int, "end" int, "case" int);
