-- Up migration
-- LIFEGUARD:no-transaction
-- lifeguard:lock-timeout 2m
CALL backfill();
-- Down migration
-- lifeguard:irreversible the old values are gone
