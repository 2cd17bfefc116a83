create table t (a int, b text);
copy t (a, b) from stdin;
1	x
\.
insert into t values (2, 'after');
