create table item(a int); create table seen(n int);
vacuum;
insert into item values (1), (2);
insert into seen values (changes());
