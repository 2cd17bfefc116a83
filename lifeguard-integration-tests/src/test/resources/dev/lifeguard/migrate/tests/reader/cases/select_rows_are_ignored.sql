SELECT 1; SELECT 'a;b' UNION SELECT 'c'; VALUES (1), (2); TABLE pg_class; SHOW search_path;
CREATE TABLE t (a int);
