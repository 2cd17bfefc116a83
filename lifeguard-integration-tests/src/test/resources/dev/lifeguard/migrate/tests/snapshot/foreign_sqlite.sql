CREATE TABLE foo (data json, x int DEFAULT (0), y DEFAULT (-1), z text DEFAULT (''), n DEFAULT (FALSE));
CREATE INDEX idx_data_id ON foo(json_extract(data, '$.id'));
create unique index UQE_example_x ON `foo` (`x`);
CREATE TABLE "keywords" ("select" INT, "from" TEXT, "x]y" INT, "1a" TEXT, "a""b" INT, 'quoted' INT);
ALTER TABLE "keywords" ADD COLUMN "1b" TEXT;
ALTER TABLE "keywords" RENAME TO "1a";
ALTER TABLE "1a" RENAME TO "order";
ALTER TABLE "order" DROP COLUMN "from";
CREATE TABLE 'annotations_fts_index'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE TEMPLATE (ID INTEGER PRIMARY KEY, MAX_PATH_LEN INTEGER NULL, TENANT_ID TEXT NOT NULL,
      UNIQUE (TENANT_ID, MAX_PATH_LEN))WITHOUT ROWID;
CREATE TABLE Items (item_type INTEGER NOT NULL, item_type_name TEXT GENERATED ALWAYS AS (
    CASE item_type WHEN 1 THEN 'foo' WHEN 2 THEN 'bar' ELSE 'UNKNOWN' END) VIRTUAL, c AS (item_type*2) STORED);
CREATE TABLE rules (id INTEGER PRIMARY KEY DESC, locus INT, moniker TEXT);
CREATE TRIGGER [tg_inRules] AFTER INSERT ON [rules] FOR EACH ROW BEGIN
INSERT INTO foo SELECT substr( moniker, c.locus, 1 ), CASE WHEN substr( moniker, c.locus, 1 ) = '[' THEN 1
  WHEN substr( moniker, c.locus, 1 ) = ']' THEN 2 ELSE 0 END role,r.id, 1, 2 FROM rules r JOIN rules c
  ON r . moniker = '[' AND '[' NOT IN ( SELECT moniker FROM rules ) AND c . rowid BETWEEN r . rowid + 1 AND 7
  WHERE c.locus <= length( r.moniker ) ; END;
CREATE TRIGGER IF NOT EXISTS main.created AFTER
UPDATE
    ON rules
    WHEN OLD.moniker <> NEW.moniker
    AND NEW.moniker = 'created' BEGIN
UPDATE foo SET x = x + 1 WHERE foo.y = NEW.id;
END;
CREATE VIRTUAL TABLE [dogs_fts] USING FTS5 ( [name], content=[rules] );
CREATE VIRTUAL TABLE old_fts USING fts4(body);
CREATE TABLE dates (a datetime DEFAULT (strftime('%s','now')), b timestamp default (datetime('now', 'localtime')),
    c INTEGER DEFAULT +1, d TEXT DEFAULT "double", e BLOB DEFAULT X'53', f BOOLEAN DEFAULT TRUE, g DEFAULT NULL);
CREATE VIEW "with comment" AS -- a remark at the end
SELECT a /* within */ , b FROM dates -- the last
;
CREATE TABLE conflicts (a INT PRIMARY KEY ON CONFLICT REPLACE, b INT NOT NULL ON CONFLICT ABORT,
    c INT UNIQUE ON CONFLICT ROLLBACK, d INT CONSTRAINT named REFERENCES foo DEFERRABLE, e CHECK (e IN ('a,b', ')'))) ;
CREATE TABLE "semi;colon" ("a;b" INT, "c--d" INT, "e/*f" INT);
CREATE UNIQUE INDEX partial ON conflicts (b COLLATE "binary", c) WHERE b IS NOT NULL AND c NOT IN (1, 2);
CREATE VIEW windows AS SELECT a, sum(b) FILTER (WHERE b > 1) OVER w AS s, lag(c, 1, 0) OVER (ORDER BY a ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS l FROM conflicts WINDOW w AS (PARTITION BY a ORDER BY b DESC NULLS LAST);
CREATE VIEW distinct_from AS SELECT a IS DISTINCT FROM 1 AS one, b||'x'  , c IS NOT DISTINCT  FROM "b" FROM dates;
