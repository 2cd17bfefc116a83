CREATE TABLE t (a int);
COPY t FROM STDIN; -- data
1
\.
COPY t FROM STDIN; /* data */
2
\.
COPY t FROM STDIN;  	 
3
\.
