SELECT lo_create(4711);
SELECT lo_put(4711, 0, '\x00ff');
CREATE TABLE t AS SELECT lo_get(4711) AS a;
