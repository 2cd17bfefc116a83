CREATE TABLE t (a text);
\copy t from program 'echo x'
