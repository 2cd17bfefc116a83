\restrict dQw4w9WgXcQ
SET statement_timeout = 0;
CREATE TABLE t (a int);
COPY t FROM stdin;
\unrestrict 1
\.
  \unrestrict dQw4w9WgXcQ
