CREATE TABLE t (a int, b text);
COPY t FROM STDIN WITH (FORMAT text, DELIMITER E'\x01', NULL 'n;');
1x
2n;
\.
COPY t (b, a) FROM STDIN (DELIMITER '|', NULL '');
q|3
|4
\.
