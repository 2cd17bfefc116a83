CREATE TABLE t (a text);
COPY t FROM STDIN WITH (ENCODING 'latin1');
é
\.
