CREATE SCHEMA "S;s";
CREATE TABLE "S;s"."T""t" ("a;b" int);
COPY "S;s"."T""t" ("a;b") FROM STDIN;
1
2
\.
