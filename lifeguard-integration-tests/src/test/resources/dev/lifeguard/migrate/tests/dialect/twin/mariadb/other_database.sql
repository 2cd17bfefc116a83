create table item(a int);
set @db = database();
use mysql;
execute immediate concat('insert into `', @db, '`.item values (1)');
execute immediate concat('use mysql');
