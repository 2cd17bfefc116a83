CREATE TRIGGER t AFTER INSERT ON x BEGIN
  INSERT INTO y VALUES (NEW.a); -- ; END;
  UPDATE y SET a = CASE WHEN a > 1 THEN CASE b WHEN 1 THEN 2 END ELSE 3 END;
  SELECT end, [end], `end`, "end" FROM y;
END;
create temp trigger if not exists u before update of begin, end on x when (CASE WHEN NEW.a THEN 1 END) begin
  select case when 1 then 2 end;
end;
CREATE TABLE t (begin, end); SELECT begin, end FROM t;
EXPLAIN CREATE TRIGGER v DELETE ON x BEGIN DELETE FROM y; END;
CREATE TABLE "trigger" AS SELECT 1 AS begin; SELECT CASE WHEN 1 THEN 2 END;
DROP TRIGGER t
