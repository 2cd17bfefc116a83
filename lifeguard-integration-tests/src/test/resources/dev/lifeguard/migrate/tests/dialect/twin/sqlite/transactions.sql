begin; create table item(a); insert into item values (1); savepoint s; insert into item values (2); rollback to s; release s; commit;
begin immediate; insert into item values (3); end;
pragma foreign_keys = on; create table p(a primary key); create table c(a references p(a) deferrable initially deferred);
begin; insert into c values (1); insert into p values (1); commit;
