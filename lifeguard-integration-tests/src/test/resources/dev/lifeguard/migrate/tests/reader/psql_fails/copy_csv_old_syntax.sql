CREATE TABLE t (a int, b text);
COPY t FROM STDIN CSV HEADER QUOTE '''' DELIMITER ';';
a;b
1;'x;y'
2;'it''s'
\.
COPY t FROM STDIN WITH CSV;
3,z
\.
COPY t FROM STDIN DELIMITERS ',';
4,w
\.
