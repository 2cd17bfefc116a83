SELECT a <> b, a != b, a ~ b, a !~* b, ~a, |/a, a::b, a.b.c, a->>b, @a, a % b, a ^ b;
SELECT €, ₿, °, §; SELECT  1; SELECT ﻿2;
SELECT 'it''s "; -- /*', "it's; -- /*"; SELECT '''''';
SELECT 'GO
GO
/
;', 1 /
2; SELECT 'a\\'; DROP TABLE users; --'
SELECT 3 --