-- postgresql
CREATE VIEW "v" AS
SELECT 1 AS n;
CREATE OR REPLACE VIEW "v" AS
SELECT 2 AS n;
CREATE MATERIALIZED VIEW "m" AS
SELECT 1 AS n;
DROP MATERIALIZED VIEW "m";
DROP VIEW "v";
DROP VIEW IF EXISTS "v";
-- h2
CREATE VIEW v AS
SELECT 1 AS n;
CREATE OR REPLACE VIEW v AS
SELECT 2 AS n;
CREATE MATERIALIZED VIEW m AS
SELECT 1 AS n;
DROP MATERIALIZED VIEW m;
DROP VIEW v;
DROP VIEW IF EXISTS v;
-- sqlite
CREATE VIEW "v" AS
SELECT 1 AS n;
-- refused: LG-302 "v" needs CREATE OR REPLACE VIEW, which SQLite does not have. Drop it first.
-- refused: LG-302 "a view" needs materialized views, which SQLite does not have. Make it a plain one, or a table.
-- refused: LG-302 "a view" needs materialized views, which SQLite does not have. Make it a plain one, or a table.
DROP VIEW "v";
DROP VIEW IF EXISTS "v";
-- cockroachdb
CREATE VIEW "v" AS
SELECT 1 AS n;
CREATE OR REPLACE VIEW "v" AS
SELECT 2 AS n;
CREATE MATERIALIZED VIEW "m" AS
SELECT 1 AS n;
DROP MATERIALIZED VIEW "m";
DROP VIEW "v";
DROP VIEW IF EXISTS "v";
-- yugabytedb
CREATE VIEW "v" AS
SELECT 1 AS n;
CREATE OR REPLACE VIEW "v" AS
SELECT 2 AS n;
CREATE MATERIALIZED VIEW "m" AS
SELECT 1 AS n;
DROP MATERIALIZED VIEW "m";
DROP VIEW "v";
DROP VIEW IF EXISTS "v";
-- mariadb
CREATE VIEW `v` AS
SELECT 1 AS n;
CREATE OR REPLACE VIEW `v` AS
SELECT 2 AS n;
-- refused: LG-302 "a view" needs materialized views, which MariaDB does not have. Make it a plain one, or a table.
-- refused: LG-302 "a view" needs materialized views, which MariaDB does not have. Make it a plain one, or a table.
DROP VIEW `v`;
DROP VIEW IF EXISTS `v`;
