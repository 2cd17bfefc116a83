CREATE TABLE t (a int);
DO $$
<<outside>>
BEGIN
  FOR i IN 1..3 LOOP
    BEGIN
      INSERT INTO t VALUES (i / (i - 2));
    EXCEPTION WHEN division_by_zero THEN INSERT INTO t VALUES (0);
    END;
  END LOOP outside;
EXCEPTION WHEN OTHERS THEN INSERT INTO t VALUES (-1);
END $$;
