CREATE TABLE t (a int);
CREATE PROCEDURE p(INOUT a int) LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (a); a := a + 1; END $$;
CALL p(1);
CALL p(a => 2);
