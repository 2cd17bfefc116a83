CREATE TABLE t AS SELECT U&'\0061'
'\0062;' AS a, e'x'
'\'' AS b, X'1'
'F' AS c;
