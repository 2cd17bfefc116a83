SELECT e'it\'s; x', E'it\'s; \\'; SELECT B'01;', b';', X'1\', x';', N'a;b', n'\';
SELECT U&"a;b", u&"a"";", U&'\0061;' UESCAPE '!', u&';\', "a;b", "a"";", 'a'';';
SELECT 'C:\dir\'; SELECT 'x;y';
SELECT 'a'
'b;c', E'a' -- goes on in the same syntax
  '\'b;c', 'a' 'b;c';
SELECT E'a\
\';';
SELECT type'x\', be'\';
SELECT '', '''', ';''', e'''\'', $$'$$;
SELECT '${x}', :'y', :z;
