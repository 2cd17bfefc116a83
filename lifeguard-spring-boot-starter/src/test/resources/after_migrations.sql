INSERT INTO customer (name) VALUES ('of a script');
