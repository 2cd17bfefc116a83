create table item(id int auto_increment primary key, note text); create table seen(n int);
insert into item(note) values ('a');
insert into seen values (row_count());
insert into item(note) values ('b');
select sql_calc_found_rows id from item limit 1;
insert into seen values (found_rows());
