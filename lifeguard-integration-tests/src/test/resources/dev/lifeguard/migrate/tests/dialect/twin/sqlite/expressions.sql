create table seen(k text, n text);
insert into seen select 'fk', foreign_keys from pragma_foreign_keys union all select 'rt', recursive_triggers from pragma_recursive_triggers union all select 'ci', case_sensitive_like from (select 'a' like 'A' as case_sensitive_like) union all select 'enc', encoding from pragma_encoding;
insert into seen values ('dq', "x"), ('num', 1/3), ('t', typeof(1.0)), ('json', json('{"a":1}')), ('re', 'a' glob 'A'), ('up', upper('ä')), ('pr', printf('%5.2f', 3.14159)), ('blob', x'00ff'), ('sub', substr('äöü', 2)), ('u', unicode('😀'));
