CREATE TABLE t AS SELECT '😀; é' AS "é;😀", $$ж;$$ AS a; -- 表;
/* 😀; */ INSERT INTO t VALUES ('ü', 'ß');
