set sql_mode = 'PIPES_AS_CONCAT';
create table t(a text) character set utf8mb4;
create function f() returns text deterministic return 'a' || 'b';
set sql_mode = default;
insert into t values (f());
set names utf8mb4 collate utf8mb4_bin;
create view v as select 'x' as c, a from t;
create procedure p() select 'é';
