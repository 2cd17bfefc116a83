-- postgresql
CREATE TABLE "order" (
    "n" integer
);
CREATE TABLE "Mixed" (
    "two words" integer
);
CREATE TABLE "plain" (
    "user" integer
);
-- h2
CREATE TABLE "order" (
    n INTEGER
);
CREATE TABLE "Mixed" (
    "two words" INTEGER
);
CREATE TABLE plain (
    "user" INTEGER
);
-- sqlite
CREATE TABLE "order" (
    "n" INTEGER
);
CREATE TABLE "Mixed" (
    "two words" INTEGER
);
CREATE TABLE "plain" (
    "user" INTEGER
);
-- cockroachdb
CREATE TABLE "order" (
    "n" integer
);
CREATE TABLE "Mixed" (
    "two words" integer
);
CREATE TABLE "plain" (
    "user" integer
);
-- yugabytedb
CREATE TABLE "order" (
    "n" integer
);
CREATE TABLE "Mixed" (
    "two words" integer
);
CREATE TABLE "plain" (
    "user" integer
);
-- mariadb
CREATE TABLE `order` (
    `n` INT
);
CREATE TABLE `Mixed` (
    `two words` INT
);
CREATE TABLE `plain` (
    `user` INT
);
