create table item(a int); create table seen(n int);
insert into item values (1);
alter table item add b int;
set @q = 1;
insert into item values (2, 2), (3, 3);
select row_count() into @n;
insert into seen values (@n);
