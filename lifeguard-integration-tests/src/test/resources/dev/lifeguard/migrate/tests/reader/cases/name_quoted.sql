CREATE TABLE "a;b" ("c""d" int, "e'f" int, "--" int, "/*" int, "$$" int, " " int);
INSERT INTO "a;b" VALUES (1, 2, 3, 4, 5, 6);
