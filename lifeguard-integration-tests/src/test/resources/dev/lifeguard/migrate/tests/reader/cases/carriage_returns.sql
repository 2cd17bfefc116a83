CREATE TABLE t (
  a int, -- x;
  b text DEFAULT 'y;'
);

INSERT INTO t (a) VALUES (1);
