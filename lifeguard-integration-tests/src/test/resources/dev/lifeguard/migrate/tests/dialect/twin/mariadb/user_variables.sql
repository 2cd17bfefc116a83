create table seen(k int, n varchar(200));
set @a := 1, @b = 'x';
insert into seen values (@a := @a + 1, @b);
create table t2 as select @a as a, @b as b;
insert into seen select a, b from t2;
insert into seen values (3, @undefined);
