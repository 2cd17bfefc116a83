CREATE TABLE t AS SELECT $$
a;

	b -- c
$$ AS a;
