-- it's; "not" $$ closed
/* nor is ' this; " $$ */
CREATE TABLE t (a int) -- ';
; /* ' */ INSERT INTO t VALUES (1) /* ; */ ; -- "
