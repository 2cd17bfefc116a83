create temporary table tmp(a int) engine=memory;
insert into tmp values (1),(2);
create table item as select * from tmp;
insert into item select a + 10 from tmp;
drop temporary table tmp;
