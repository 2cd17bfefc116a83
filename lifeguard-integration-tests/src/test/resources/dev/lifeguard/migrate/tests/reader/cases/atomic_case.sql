CREATE FUNCTION sign_of(n int) RETURNS text LANGUAGE sql
BEGIN ATOMIC
    SELECT CASE WHEN n < 0 THEN 'a;b' WHEN n = 0 THEN 'zero' ELSE 'END;' END;
END;
CREATE TABLE t AS SELECT sign_of(-1) AS a, sign_of(0) AS b, sign_of(1) AS c;
