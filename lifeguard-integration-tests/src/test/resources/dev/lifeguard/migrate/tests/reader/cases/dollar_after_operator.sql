CREATE TABLE t AS SELECT 'a'||$$;$$ AS a, ($$;$$) AS b, 1=1 AND$$;$$=';' AS c;
