-- c1
# c2
/* c3 */ create table item(a int) comment 'x'; -- c4
--
insert into item values (1) /* c5 ; */; # c6 ;
insert into item values (2 -- c7 ;
);
--x
insert into item values (4--3);
