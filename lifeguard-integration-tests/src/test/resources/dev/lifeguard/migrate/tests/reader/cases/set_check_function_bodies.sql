SET check_function_bodies = false;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT a FROM later;';
CREATE TABLE later (a int);
