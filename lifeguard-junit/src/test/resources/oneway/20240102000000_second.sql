-- Up migration
CREATE TABLE second (id integer);
