create table item(a int);
create user if not exists tw@localhost identified by 'x';
grant select on item to tw@localhost;
revoke select on item from tw@localhost;
drop user tw@localhost;
create role if not exists twr; drop role twr;
