CREATE TABLE t (begin int, atomic int, "end" int, "case" int, commit int, language int);
INSERT INTO t (begin, atomic, "end", "case", commit, language) VALUES (1, 2, 3, 4, 5, 6);
CREATE TABLE u AS SELECT 1 AS begin, 2 AS end, 3 AS atomic, 4 AS case;
