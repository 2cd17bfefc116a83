CREATE TABLE ${app.table} (id bigint);
