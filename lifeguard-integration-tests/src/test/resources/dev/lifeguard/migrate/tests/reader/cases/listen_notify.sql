LISTEN a;
NOTIFY a, 'x;y';
UNLISTEN *;
CREATE TABLE t (a int);
