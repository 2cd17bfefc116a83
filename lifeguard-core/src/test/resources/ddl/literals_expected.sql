-- postgresql
CREATE TABLE "t" (
    "c_string" varchar(60) DEFAULT 'it''s a \ backslash',
    "c_integer" varchar(60) DEFAULT -7,
    "c_bigdecimal" varchar(60) DEFAULT 1.50,
    "c_boolean" varchar(60) DEFAULT TRUE,
    "c_localdate" varchar(60) DEFAULT DATE '2024-02-29',
    "c_localtime" varchar(60) DEFAULT TIME '10:30',
    "c_localdatetime" varchar(60) DEFAULT TIMESTAMP '2024-02-29 10:30',
    "c_uuid" varchar(60) DEFAULT '00000000-0000-0000-0000-000000000001'
);
-- h2
CREATE TABLE t (
    c_string VARCHAR(60) DEFAULT 'it''s a \ backslash',
    c_integer VARCHAR(60) DEFAULT -7,
    c_bigdecimal VARCHAR(60) DEFAULT 1.50,
    c_boolean VARCHAR(60) DEFAULT TRUE,
    c_localdate VARCHAR(60) DEFAULT DATE '2024-02-29',
    c_localtime VARCHAR(60) DEFAULT TIME '10:30',
    c_localdatetime VARCHAR(60) DEFAULT TIMESTAMP '2024-02-29 10:30',
    c_uuid VARCHAR(60) DEFAULT '00000000-0000-0000-0000-000000000001'
);
-- sqlite
CREATE TABLE "t" (
    "c_string" TEXT CHECK (length("c_string") <= 60) DEFAULT 'it''s a \ backslash',
    "c_integer" TEXT CHECK (length("c_integer") <= 60) DEFAULT -7,
    "c_bigdecimal" TEXT CHECK (length("c_bigdecimal") <= 60) DEFAULT 1.50,
    "c_boolean" TEXT CHECK (length("c_boolean") <= 60) DEFAULT TRUE,
    "c_localdate" TEXT CHECK (length("c_localdate") <= 60) DEFAULT '2024-02-29',
    "c_localtime" TEXT CHECK (length("c_localtime") <= 60) DEFAULT '10:30',
    "c_localdatetime" TEXT CHECK (length("c_localdatetime") <= 60) DEFAULT '2024-02-29 10:30',
    "c_uuid" TEXT CHECK (length("c_uuid") <= 60) DEFAULT '00000000-0000-0000-0000-000000000001'
);
-- cockroachdb
CREATE TABLE "t" (
    "c_string" varchar(60) DEFAULT 'it''s a \ backslash',
    "c_integer" varchar(60) DEFAULT -7,
    "c_bigdecimal" varchar(60) DEFAULT 1.50,
    "c_boolean" varchar(60) DEFAULT TRUE,
    "c_localdate" varchar(60) DEFAULT DATE '2024-02-29',
    "c_localtime" varchar(60) DEFAULT TIME '10:30',
    "c_localdatetime" varchar(60) DEFAULT TIMESTAMP '2024-02-29 10:30',
    "c_uuid" varchar(60) DEFAULT '00000000-0000-0000-0000-000000000001'
);
-- yugabytedb
CREATE TABLE "t" (
    "c_string" varchar(60) DEFAULT 'it''s a \ backslash',
    "c_integer" varchar(60) DEFAULT -7,
    "c_bigdecimal" varchar(60) DEFAULT 1.50,
    "c_boolean" varchar(60) DEFAULT TRUE,
    "c_localdate" varchar(60) DEFAULT DATE '2024-02-29',
    "c_localtime" varchar(60) DEFAULT TIME '10:30',
    "c_localdatetime" varchar(60) DEFAULT TIMESTAMP '2024-02-29 10:30',
    "c_uuid" varchar(60) DEFAULT '00000000-0000-0000-0000-000000000001'
);
-- mariadb
CREATE TABLE `t` (
    `c_string` VARCHAR(60) DEFAULT 'it''s a \\ backslash',
    `c_integer` VARCHAR(60) DEFAULT -7,
    `c_bigdecimal` VARCHAR(60) DEFAULT 1.50,
    `c_boolean` VARCHAR(60) DEFAULT TRUE,
    `c_localdate` VARCHAR(60) DEFAULT DATE '2024-02-29',
    `c_localtime` VARCHAR(60) DEFAULT TIME '10:30',
    `c_localdatetime` VARCHAR(60) DEFAULT TIMESTAMP '2024-02-29 10:30',
    `c_uuid` VARCHAR(60) DEFAULT '00000000-0000-0000-0000-000000000001'
);
