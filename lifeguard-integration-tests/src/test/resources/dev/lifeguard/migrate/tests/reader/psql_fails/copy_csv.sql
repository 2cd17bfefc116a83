CREATE TABLE t (a int, b text, c text);
COPY t FROM STDIN WITH (FORMAT csv, HEADER);
a,b,c
1,"a;b","it's"
2,"two
lines","say ""x"""
3,,""
\.
INSERT INTO t VALUES (4);
