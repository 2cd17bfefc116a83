create table p(a int, b date) partition by range (year(b)) (partition p0 values less than (2020), partition p1 values less than maxvalue);
insert into p values (1, '2019-01-01'), (2, '2024-01-01');
alter table p reorganize partition p1 into (partition p1 values less than (2023), partition p2 values less than maxvalue);
create table h(a int) with system versioning;
insert into h values (1); 
alter table p truncate partition p0;
