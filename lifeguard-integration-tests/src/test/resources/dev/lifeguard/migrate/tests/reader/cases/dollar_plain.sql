CREATE TABLE t AS SELECT $$a;b$$ AS a, $$$$ AS b, $$'$$ AS c, $$--$$ AS d, $$/*$$ AS e, $$ $ $$ AS f;
