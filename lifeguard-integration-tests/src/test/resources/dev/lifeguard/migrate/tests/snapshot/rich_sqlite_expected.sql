-- The schema of a database of SQLite, as lifeguard-migrate snapshot writes it.

CREATE TABLE Users (
    ID INTEGER PRIMARY KEY AUTOINCREMENT,
    "first name" TEXT NOT NULL COLLATE NOCASE DEFAULT 'it''s',
    "key" INT CHECK ("key" > -1 AND "key" <> -5),
    "order" decimal(10, 2) DEFAULT (1 + 2),
    mail VARCHAR(40) UNIQUE ON CONFLICT IGNORE,
    boss INT REFERENCES users(ID) ON DELETE SET NULL ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED,
    created timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    full_name TEXT GENERATED ALWAYS AS ("first name" || ' ' || mail) STORED,
    half GENERATED ALWAYS AS (ID / 2) VIRTUAL,
    status TEXT CONSTRAINT known CHECK (status IN ('new', 'old')),
    note,
    CONSTRAINT one_mail UNIQUE (mail, "key" DESC),
    CHECK (ID <> 7),
    CHECK (length(mail) > 3)
);

CREATE TABLE a (
    id INTEGER PRIMARY KEY,
    b_id INT REFERENCES b(id)
);

CREATE TABLE "a b" (
    x INT,
    y TEXT,
    UNIQUE (x, y) ON CONFLICT FAIL
);

CREATE TABLE b (
    id INTEGER PRIMARY KEY,
    a_id INT REFERENCES a(id)
);

CREATE TABLE odd (
    "a""b" "my type",
    "from" INT DEFAULT -1.5e3,
    ä TEXT DEFAULT x'0a',
    "select" TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'a
b;c -- no comment',
    empty DEFAULT '',
    FOREIGN KEY ("from", "select") REFERENCES "a b"(x, y) MATCH FULL ON DELETE CASCADE
);

CREATE TABLE pairs (
    a TEXT,
    b INT,
    c ANY,
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE boxes USING rtree(id, minx, maxx);

CREATE VIRTUAL TABLE docs USING fts5(title, body, tokenize = "porter ascii");

CREATE INDEX "odd one" ON odd ("from" + 1, -ä, "a""b");

CREATE UNIQUE INDEX u ON Users (boss, ID);

CREATE INDEX users_by_key ON Users ("key", lower(mail) DESC, status COLLATE NOCASE) WHERE status IS NOT NULL AND created > '2020';

CREATE VIEW v0 AS
SELECT u.*
FROM v1
LEFT JOIN users u ON u.id = v1.id, b
WHERE status = 'a' AND u.status <> 'zz'
UNION ALL
SELECT users.*
FROM users
NATURAL JOIN a
WHERE id IS NOT DISTINCT FROM 3;

CREATE VIEW v1 (ID, "mail||'x'", "count(*)") AS
SELECT ID,
    mail || 'x',
    count(*)
FROM users
WHERE mail LIKE '%a'
GROUP BY ID
HAVING count(*) > 1
ORDER BY ID DESC
LIMIT 3 OFFSET 2;

CREATE VIEW v2 (x, "y z") AS
WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 5)
SELECT n,
    CASE WHEN n = 1 THEN 'one' ELSE 'more' END
FROM t;

CREATE VIEW v3 AS
SELECT status,
    'nobody',
    max("key", 3) AS "key"
FROM users
WHERE NOT EXISTS (SELECT 1 FROM pairs WHERE a = CAST(status AS text) AND b IN (1, 2) AND a NOT LIKE 'x%');

CREATE VIEW v4 AS
SELECT ID,
    row_number() OVER (PARTITION BY boss ORDER BY ID DESC) AS n,
    mail -> '$.a' ->> 'b' AS j
FROM users
WHERE ID & ~1 <= 7 OR mail GLOB 'a*' AND -ID < - -1;

CREATE TRIGGER t1
    AFTER UPDATE OF mail, "key" ON Users
    FOR EACH ROW
    WHEN new.mail <> old.mail
BEGIN
    INSERT OR REPLACE INTO a(id, b_id)
    VALUES (new.id, 1);
    UPDATE b
    SET a_id = 'a
b'
    WHERE id = new.id;
    SELECT RAISE(ABORT, 'no; never');
    DELETE FROM a
    WHERE id = 1;
END;

CREATE TRIGGER t2
    INSTEAD OF INSERT ON v1
    FOR EACH ROW
BEGIN
    SELECT 1;
END;

CREATE TRIGGER t3
    BEFORE DELETE ON a
    FOR EACH ROW
BEGIN
    SELECT CASE WHEN old.id = 1 THEN RAISE(IGNORE) END;
    INSERT INTO b(id)
    VALUES (old.id) ON CONFLICT (id) DO UPDATE
    SET a_id = excluded.a_id;
END;
