CREATE TABLE größe (été int, "naïve;" text, 表 int);
INSERT INTO größe VALUES (1, 'ж;', 2);
CREATE TABLE "😀" (a text DEFAULT '😀;');
INSERT INTO "😀" DEFAULT VALUES;
