CREATE TABLE t AS SELECT $a$ x $b$ ; $b$ $$ ; $$ $A$ $a$ AS a;
