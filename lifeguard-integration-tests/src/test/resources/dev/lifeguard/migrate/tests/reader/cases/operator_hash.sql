CREATE TABLE t AS SELECT 5 # 3 AS a, 5 #3 AS b, point '(1,2)' <-> point '(1,3)' AS c; # 
