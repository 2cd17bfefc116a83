CREATE SCHEMA s;
SET LOCAL search_path = s, public;
CREATE TABLE t (a int);
RESET search_path;
CREATE TABLE u (a int);
