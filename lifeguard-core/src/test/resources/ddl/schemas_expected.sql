-- postgresql
CREATE SCHEMA "ddl_one";
CREATE SCHEMA IF NOT EXISTS "ddl_one";
DROP SCHEMA "ddl_one";
DROP SCHEMA IF EXISTS "ddl_one" CASCADE;
-- h2
CREATE SCHEMA ddl_one;
CREATE SCHEMA IF NOT EXISTS ddl_one;
DROP SCHEMA ddl_one;
DROP SCHEMA IF EXISTS ddl_one CASCADE;
-- sqlite
-- refused: LG-302 "ddl_one" needs schemas, which SQLite does not have. Leave it out.
-- refused: LG-302 "ddl_one" needs schemas, which SQLite does not have. Leave it out.
-- refused: LG-302 "ddl_one" needs schemas, which SQLite does not have. Leave it out.
-- refused: LG-302 "ddl_one" needs schemas, which SQLite does not have. Leave it out.
-- cockroachdb
CREATE SCHEMA "ddl_one";
CREATE SCHEMA IF NOT EXISTS "ddl_one";
DROP SCHEMA "ddl_one";
DROP SCHEMA IF EXISTS "ddl_one" CASCADE;
-- yugabytedb
CREATE SCHEMA "ddl_one";
CREATE SCHEMA IF NOT EXISTS "ddl_one";
DROP SCHEMA "ddl_one";
DROP SCHEMA IF EXISTS "ddl_one" CASCADE;
-- mariadb
CREATE SCHEMA `ddl_one`;
CREATE SCHEMA IF NOT EXISTS `ddl_one`;
-- refused: LG-302 "ddl_one" needs DROP SCHEMA … RESTRICT, which MariaDB does not have. Look whether it is empty, and drop it with CASCADE.
DROP SCHEMA IF EXISTS `ddl_one`;
