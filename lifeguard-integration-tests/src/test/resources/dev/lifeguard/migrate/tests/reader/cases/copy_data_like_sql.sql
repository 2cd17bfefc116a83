CREATE TABLE t (a text);
COPY t FROM STDIN;
DROP TABLE t;
-- not a comment
/* nor this
'
"
$$
BEGIN;
${x} :x :'x' %s ?
 \.
\\.
--
\.
CREATE TABLE u (a int);
