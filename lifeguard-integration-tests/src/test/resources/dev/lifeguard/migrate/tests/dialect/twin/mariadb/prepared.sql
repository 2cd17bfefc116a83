create table item(a int, b int);
set @sql = 'insert into item values (?, ?)';
prepare s from @sql; set @x = 1, @y = 2;
execute s using @x, @y;
execute s using @y, @x;
deallocate prepare s;
execute immediate 'insert into item values (?, 9)' using 8;
