create table item(a int, b int, key k(a));
insert /*! high_priority */ into item values (1, 2);
/*!50000 insert into item values (3, 4) */;
/*!99999 insert into item values (5, 6) */;
/*M!100100 insert into item values (7, 8) */;
/*M!999999 insert into item values (9, 9) */;
select /*+ x */ * from item use index (k) where a = 1;
insert into item values (10 /*! +1 */, 2);
