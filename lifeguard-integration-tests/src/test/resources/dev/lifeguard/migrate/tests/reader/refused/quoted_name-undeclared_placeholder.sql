CREATE TABLE "${tenant}_t" (a int);
