CREATE TABLE t (a int);
COPY t FROM '/nonexistent/file;';
