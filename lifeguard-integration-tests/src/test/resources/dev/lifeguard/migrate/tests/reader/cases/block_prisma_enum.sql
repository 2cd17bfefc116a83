CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE item (m mood);
-- AlterEnum
BEGIN;
CREATE TYPE mood_new AS ENUM ('a');
ALTER TABLE item ALTER COLUMN m TYPE mood_new USING (m::text::mood_new);
ALTER TYPE mood RENAME TO mood_old;
ALTER TYPE mood_new RENAME TO mood;
DROP TYPE mood_old;
COMMIT;
ALTER TABLE item ADD COLUMN n int;
