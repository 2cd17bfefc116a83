CREATE TABLE U&"d\0061t\+000061;" (u&"\0441" int);
CREATE TABLE U&"d!0061ta2" UESCAPE '!' (a int);
CREATE TABLE t AS SELECT U&'d\0061t\+000061;' AS a, U&'!;d' UESCAPE '#' AS b, u&'\\' AS c;
