create table item(a int, b text);
insert into item values (1, load_file('/nonexistent'));
select a into @x from item limit 1;
insert into item values (@x + 1, 'v');
do sleep(0);
handler item open; handler item read first; handler item close;
explain select * from item; describe item; show tables; checksum table item; analyze table item; check table item;
flush tables; flush status; reset query cache;
