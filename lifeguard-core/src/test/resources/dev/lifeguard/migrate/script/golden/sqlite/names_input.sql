SELECT [a;b], `c;``d`, "e;""f", [a].[b] FROM t;
SELECT 'it''s; \', x'53', 1 -- a;
/* ; /* */;
SELECT a[1]; SELECT ?1, :a, @b, $c, a$b;
INSERT INTO t VALUES ('q[;]', 'C:\'); SELECT 1 # 2;
/
2;
GO
