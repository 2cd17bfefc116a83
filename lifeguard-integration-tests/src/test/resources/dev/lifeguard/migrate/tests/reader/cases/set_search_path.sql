CREATE SCHEMA s;
SET search_path TO s;
CREATE TABLE t (a int);
SET search_path = '';
CREATE TABLE public.u (a int);
