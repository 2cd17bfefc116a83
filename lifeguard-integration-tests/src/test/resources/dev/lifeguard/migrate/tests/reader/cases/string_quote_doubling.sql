CREATE TABLE t AS SELECT '''' AS a, '''''' AS b, ''';''' AS c, '' AS d, 'a'';' AS e;
