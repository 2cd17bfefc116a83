CREATE TABLE t (a text);
COPY t FROM PROGRAM 'echo a; echo "b"';
