create table customer(id int auto_increment primary key, name varchar(50) not null, note text, j json, p point, b blob, g int generated always as (char_length(name)) virtual, d datetime default current_timestamp on update current_timestamp, e enum('a','b''c'), check (char_length(name) > 0), fulltext key (note)) character set utf8mb4 comment='it''s; a "table"';
create table ord(id int primary key, customer int, foreign key (customer) references customer(id) on delete cascade);
insert into customer(name,note,j,p,b,e) values ('Größe','a;b\n--c\\''','{"a":[1,2]}',null,x'27225c0a','b''c'),('日本 😀','x',null,null,null,'a');
insert into ord values (1,1),(2,2);
create sequence sq start with 100;
create view v1 as select c.name, o.id from customer c join ord o on o.customer=c.id where c.name <> 'a;b';
create view v2 as select * from v1;
create table m(a int) engine=MyISAM; insert into m values (1),(2);
create table part(a int, b int) partition by range(a) (partition p0 values less than (10), partition p1 values less than maxvalue);
create table sv(a int) with system versioning;
insert into sv values (1);
delimiter //
create trigger t1 before insert on customer for each row begin if new.name = '' then set new.name='x;y'; end if; end //
create trigger t2 after insert on customer for each row insert into m values (new.id) //
create procedure p1(in a int, out b int) begin declare i int default 0; l: while i < a do set i = i + 1; if i = 5 then leave l; end if; end while; set b = i; end //
create function f1(a varchar(10)) returns varchar(20) deterministic return concat(a, 'ä;') //
create event ev1 on schedule every 1 day disable do begin delete from m where a > 100; insert into m values (3); end //
set names latin1//
create procedure p2() select 'plain' //
set names utf8mb4//
set sql_mode='ANSI_QUOTES'//
create procedure p3() begin select "name" from customer where note = 'x"y'; end //
set sql_mode=ORACLE//
create or replace procedure p4(a int) as x int; begin x := 1; if x = 1 then insert into m values (x); end if; end; //
create or replace package pk as procedure q; end; //
create or replace package body pk as procedure q as begin insert into m values (9); end; end; //
set sql_mode=default//
delimiter ;
