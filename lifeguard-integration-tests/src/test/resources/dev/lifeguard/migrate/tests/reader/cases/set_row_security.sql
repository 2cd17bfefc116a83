SET row_security = off;
SET xmloption = content;
SET default_table_access_method = heap;
SET default_tablespace = '';
CREATE TABLE t (a int);
