create table seen(k int, a text) character set utf8mb4;
insert into seen values (1, 'a\'b'), (2, "c\"d"), (3, 'x''y'), (4, 'tab\tq'), (5, '{ts ''2024''}'), (6, {ts '2024-01-01 00:00:00'}), (7, '?'), (8, 'a;b'), (9, '--x'), (10, '/* no */'), (11, '#h'), (12, _utf8mb4'é😀'), (13, x'4142'), (14, 0x4344), (15, b'1000001'), (16, N'n'), (17, 'a' 'b'), (18, 'line
two');
set sql_mode = 'NO_BACKSLASH_ESCAPES';
insert into seen values (20, 'a\b'), (21, 'c\\d');
set sql_mode = 'ANSI_QUOTES';
insert into "seen" values (22, 'q');
set sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES';
insert into "seen" values (23, 'q' || 'r\');
set sql_mode = default;
insert into seen values (24, '1' || '0');
