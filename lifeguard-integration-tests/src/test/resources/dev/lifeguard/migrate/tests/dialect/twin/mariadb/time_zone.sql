create table seen(k int, a timestamp null, b datetime);
insert into seen values (1, '2024-01-01 00:00:00', convert_tz('2024-01-01 00:00:00', '+00:00', '+02:00'));
set time_zone = '+05:00';
insert into seen values (2, '2024-01-01 00:00:00', null);
set time_zone = default;
insert into seen values (3, '2024-01-01 00:00:00', from_unixtime(0));
