; -- a
/* b */ ; ; /* c; */ CREATE TABLE t (a int); /* d */ ; -- e
