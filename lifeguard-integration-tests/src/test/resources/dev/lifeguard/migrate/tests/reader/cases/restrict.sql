\restrict kQ3vB8
CREATE TABLE t (a int);
\unrestrict kQ3vB8
