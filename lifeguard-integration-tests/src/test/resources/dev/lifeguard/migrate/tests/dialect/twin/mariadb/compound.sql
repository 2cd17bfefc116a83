create table item(a int); insert into item values (1),(2),(3); create table seen(a int);
delimiter //
begin not atomic
 declare done int default 0; declare x int;
 declare c cursor for select a from item; declare continue handler for not found set done = 1;
 open c; r: loop fetch c into x; if done then leave r; end if; insert into seen values (x * 2); end loop; close c;
end //
if (select count(*) from seen) = 3 then insert into seen values (100); end if //
for i in 1..3 do insert into seen values (i); end for //
delimiter ;
