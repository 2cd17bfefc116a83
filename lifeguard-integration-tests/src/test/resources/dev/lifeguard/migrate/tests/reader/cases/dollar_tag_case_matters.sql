CREATE TABLE t AS SELECT $Q$ a; $q$ b; $Q$ AS a;
