-- a comment above
   --   MIGRATE:up
-- lifeguard:lock-timeout 1500 ms
-- Up migration notes are in the wiki
CREATE TABLE t (
    a text DEFAULT '
-- Down migration
'
    /*
-- Down migration
    */
);
DO $$
-- Down migration
$$;
SELECT 1
--	Down 	 Migration  
-- lifeguard:no-transaction
DROP TABLE t; -- Down migration?
