CREATE TABLE t AS SELECT $é$;$é$ AS a, $_$;$_$ AS b, $_1a$;$_1a$ AS c, $Tag$ $tag$ ; $Tag$ AS d, $表$;$$;$表$ AS e;
