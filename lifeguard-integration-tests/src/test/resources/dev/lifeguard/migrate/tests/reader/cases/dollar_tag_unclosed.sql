CREATE TABLE t (a int);
SELECT $x$ a; $y$ b; $$;
