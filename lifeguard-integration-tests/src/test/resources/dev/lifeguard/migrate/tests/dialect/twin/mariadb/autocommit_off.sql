create table item(a int primary key);
set autocommit=0;
insert into item values (1);
insert into item values (2);
commit;
set autocommit=1;
insert into item values (4);
