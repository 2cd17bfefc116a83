CREATE TABLE t (a interval DAY TO SECOND (3), b timestamp(3) with time zone, c "char", d bit varying(3));
INSERT INTO t VALUES ('1 02:03:04.5678', '2024-01-01 00:00:00+02', ';', B'101');
