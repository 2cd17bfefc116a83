create table a(x int primary key, y int); create table b(x int, y int);
insert into a values (1,1),(2,2); insert into b values (1,10),(2,20);
update a join b using(x) set a.y = b.y;
delete a from a join b using (x) where b.y = 20;
replace into a values (1, 99), (3, 3);
insert into a values (1, 5) on duplicate key update y = values(y) + 1;
insert into a values (8,8) returning x;
with recursive c as (select 1 n union all select n+1 from c where n < 5) select * from c;
insert into b with recursive c as (select 1 n union all select n+1 from c where n < 5) select n, n from c;
