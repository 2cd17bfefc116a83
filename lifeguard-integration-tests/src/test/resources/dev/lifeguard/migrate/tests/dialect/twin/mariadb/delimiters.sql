delimiter ;;
create table item(a int);;
insert into item values (1);;
delimiter |
insert into item values (2)|
DELIMITER ;
insert into item values (3); insert into item values (4)
