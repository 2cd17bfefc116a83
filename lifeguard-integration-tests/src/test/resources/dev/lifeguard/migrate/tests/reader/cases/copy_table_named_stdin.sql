CREATE TABLE "from" ("stdin" text);
COPY "from" ("stdin") FROM STDIN;
x
\.
