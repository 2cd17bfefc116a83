-- postgresql
CREATE TABLE "t" (
    "n" integer
);
COMMENT ON TABLE "t" IS 'it''s one';
COMMENT ON COLUMN "t"."n" IS 'how many';
CREATE TABLE "u" (
    "n" integer
);
COMMENT ON TABLE "u" IS 'what';
COMMENT ON TABLE "u" IS NULL;
COMMENT ON COLUMN "u"."n" IS 'which';
COMMENT ON COLUMN "u"."n" IS NULL;
-- h2
CREATE TABLE t (
    n INTEGER
);
COMMENT ON TABLE t IS 'it''s one';
COMMENT ON COLUMN t.n IS 'how many';
CREATE TABLE u (
    n INTEGER
);
COMMENT ON TABLE u IS 'what';
COMMENT ON TABLE u IS NULL;
COMMENT ON COLUMN u.n IS 'which';
COMMENT ON COLUMN u.n IS NULL;
-- sqlite
-- refused: LG-302 "t" needs comments in the catalogue, which SQLite does not have. Leave the comment out.
CREATE TABLE "u" (
    "n" INTEGER
);
-- refused: LG-302 "u" needs comments in the catalogue, which SQLite does not have. Leave the comment out.
-- refused: LG-302 "u" needs comments in the catalogue, which SQLite does not have. Leave the comment out.
-- refused: LG-302 "u.n" needs comments in the catalogue, which SQLite does not have. Leave the comment out.
-- refused: LG-302 "u.n" needs comments in the catalogue, which SQLite does not have. Leave the comment out.
-- cockroachdb
CREATE TABLE "t" (
    "n" integer
);
COMMENT ON TABLE "t" IS 'it''s one';
COMMENT ON COLUMN "t"."n" IS 'how many';
CREATE TABLE "u" (
    "n" integer
);
COMMENT ON TABLE "u" IS 'what';
COMMENT ON TABLE "u" IS NULL;
COMMENT ON COLUMN "u"."n" IS 'which';
COMMENT ON COLUMN "u"."n" IS NULL;
-- yugabytedb
CREATE TABLE "t" (
    "n" integer
);
COMMENT ON TABLE "t" IS 'it''s one';
COMMENT ON COLUMN "t"."n" IS 'how many';
CREATE TABLE "u" (
    "n" integer
);
COMMENT ON TABLE "u" IS 'what';
COMMENT ON TABLE "u" IS NULL;
COMMENT ON COLUMN "u"."n" IS 'which';
COMMENT ON COLUMN "u"."n" IS NULL;
-- mariadb
CREATE TABLE `t` (
    `n` INT COMMENT 'how many'
) COMMENT = 'it''s one';
CREATE TABLE `u` (
    `n` INT
);
ALTER TABLE `u` COMMENT = 'what';
ALTER TABLE `u` COMMENT = '';
ALTER TABLE `u` MODIFY COLUMN `n` INT COMMENT 'which';
ALTER TABLE `u` MODIFY COLUMN `n` INT;
