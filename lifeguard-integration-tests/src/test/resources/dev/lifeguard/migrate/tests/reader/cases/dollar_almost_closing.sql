CREATE TABLE t AS SELECT $a$ $ $a $b$ $$a$ $a$ AS a, $$a$b$$ AS b, $a$$a$ AS c;
