CREATE TABLE t AS SELECT 'a' -- x'
'b;c' AS a, E'd' -- ;
-- '
'\'e' AS b;
