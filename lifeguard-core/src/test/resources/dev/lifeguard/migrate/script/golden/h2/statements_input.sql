CREATE ALIAS f AS $$
String f(String a) { return a + ";\""; }
$$;
CREATE ALIAS g AS $$ int g() { return 1; } $$; // c; 'd
SELECT 1 /* /* ; */ ; */ // e
 + 2;
SELECT $$a$b;$c$$, a$$b, a$b, $t$; SELECT 1, $t$;
SELECT `a;b`, "c;""d", 'C:\', U&'e\0041;', U&"f;";
CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW CALL "a.b.C;";
CREATE CACHED TABLE public.t (a int);
RUNSCRIPT FROM 'x.sql'; SCRIPT TO 'y.sql'; SET MODE MySQL;
SELECT CASE WHEN a THEN 1 END, ARRAY[1, 2][1] FROM t;
SELECT 4 / 2 -- last; one
