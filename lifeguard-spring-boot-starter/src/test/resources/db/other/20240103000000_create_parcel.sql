-- Up migration
CREATE TABLE parcel (id bigint PRIMARY KEY);

-- Down migration
DROP TABLE parcel;
