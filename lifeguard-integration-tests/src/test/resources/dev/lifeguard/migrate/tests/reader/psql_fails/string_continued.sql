CREATE TABLE t AS SELECT 'a'
'b;c' AS a, 'd'  

   ';e' AS b, E'f'
'\';g' AS c, B'0'
'1' AS d;
