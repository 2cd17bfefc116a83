CREATE TABLE t (a text, b text);
COPY t FROM STDIN;
\\	\t
\n	\r
\b\f\v	\x41\101
a\	b	c
\\.	\\N
\N	\a
\.
