CREATE TABLE t (a text);
COPY t FROM STDIN;
é ж 表 😀
﻿
\.
