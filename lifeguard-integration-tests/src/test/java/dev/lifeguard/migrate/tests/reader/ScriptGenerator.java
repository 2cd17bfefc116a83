package dev.lifeguard.migrate.tests.reader;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Puts scripts together out of tricky pieces, always the same ones.
 *
 * <p>In every fourth script one piece is missing or is in the wrong place, so that most of those do
 * not run.
 */
final class ScriptGenerator {

    private static final int SCRIPTS = 160;

    /** Texts as a script writes them, each of which is a value of type text. */
    private static final List<String> VALUES =
            List.of(
                    "'a;b'",
                    "'it''s; x'",
                    "'C:\\dir\\'",
                    "'-- ;'",
                    "'/* ;'",
                    "'*/'",
                    "'$$;'",
                    "'\";'",
                    "E'it\\'s; x'",
                    "e'\\\\'",
                    "E'\\'' || ';'",
                    "U&'\\0061;'",
                    "U&'!0061\\;' UESCAPE '!'",
                    "N'n;'",
                    "B'01'::text",
                    "X'1F'::text",
                    "'a'\n'b;c'",
                    "'a' -- x'\n  'b;c'",
                    "$$a;b'$$",
                    "$x$ $$ ; $y$ ' -- $x$",
                    "$é$;\n$$\n$é$",
                    "(CASE WHEN true THEN 'x;' ELSE ';' END)",
                    "'{\"a\":\";\"}'::jsonb #>> '{a}'",
                    "('{\"a\":1}'::jsonb ? 'a')::text",
                    "(ARRAY['a','b;','c'])[2:3]::text",
                    "'1'::int::text",
                    "(5 # 3)::text",
                    "(6/*;*//2)::text",
                    "(1--;\n+1)::text",
                    "'ж;😀'",
                    "'\n;\n'",
                    "'\r\n;'",
                    "'{d 1}'",
                    "'${x}:y?'");

    private static final List<String> GAPS =
            List.of(" ", "\n", "\t", " /* ; */ ", "/*'*/", " -- ;'\n", " /* /* ' */ ; */ ", "\r\n");

    /** What statements there are: # is a number of its own, @ a gap, % a value. */
    private static final List<String> STATEMENTS =
            List.of(
                    "INSERT@INTO@log@(v)@VALUES@(%);",
                    "INSERT INTO log (v) VALUES (%), (%), (%);",
                    "INSERT INTO log (v) SELECT@%@UNION ALL SELECT@%@;",
                    "SELECT@%@;@SELECT@%;",
                    "DO@$do$ BEGIN@INSERT INTO log (v) VALUES (%);@END;$do$@;",
                    "DO $do$ BEGIN IF % = 'x' THEN NULL; END IF; END $do$ LANGUAGE plpgsql;",
                    "CREATE FUNCTION f#()@RETURNS text LANGUAGE sql AS $f$ SELECT 1;@SELECT %; $f$;"
                            + "\nINSERT INTO log (v) VALUES (f#());",
                    "CREATE FUNCTION f#(a text)@RETURNS text LANGUAGE sql BEGIN@ATOMIC@SELECT a;@"
                            + "SELECT CASE a WHEN 'x' THEN $1 ELSE % END;@END;"
                            + "INSERT INTO log (v) VALUES (f#(%));",
                    "CREATE OR REPLACE PROCEDURE p#() LANGUAGE sql BEGIN ATOMIC@INSERT INTO log (v)"
                            + " VALUES (%);@INSERT INTO log (v) VALUES (%)@;@END@;@CALL p#();",
                    "CREATE VIEW v# AS SELECT@% AS \"a;#\", % AS b$#;",
                    "CREATE RULE r# AS ON UPDATE TO log DO ALSO@(@INSERT INTO note (v) VALUES (%);@"
                            + "INSERT INTO note (v) VALUES (%););",
                    "COMMENT ON TABLE log IS 'a;''#';",
                    "CREATE SCHEMA s#@CREATE TABLE t (a text DEFAULT %)@CREATE VIEW v AS SELECT a"
                            + " FROM t;",
                    "CREATE TABLE \"t;#\" (a$# text DEFAULT %, \"b\"\"#\" text CHECK (\"b\"\"#\" <>"
                            + " %));",
                    "COPY log (v) FROM STDIN;\na;b\nit's $$ \"\n\\\\.\n\\N\n-- x\n\\.\n",
                    "copy@log(v)@from@stdin with (delimiter '|');--;\n/* \\t ' \n\\.\n",
                    "PREPARE p# AS INSERT INTO log (v) VALUES ($1 || %);EXECUTE p#(%);",
                    "SAVEPOINT s#;INSERT INTO log (v) VALUES (%);ROLLBACK TO s#;",
                    // On lines of their own: psql looks for the setting once a line.
                    "\nSET standard_conforming_strings = off;\nINSERT INTO log (v) VALUES"
                            + " ('\\';');\nRESET standard_conforming_strings;\n",
                    "CREATE TYPE e# AS ENUM ('a;', 'it''s');",
                    ";;@;",
                    "CREATE TRIGGER g# BEFORE UPDATE ON log FOR EACH ROW WHEN (NEW.v <> %)"
                            + " EXECUTE FUNCTION suppress_redundant_updates_trigger();",
                    "UPDATE log SET v = v || % WHERE v < %;");

    private static final List<String> WRONG =
            List.of("'", "\"", "$$", "/*", "*/", "--", "(", ")", ";", "\n", " END ", " x ");

    private final Random random;
    private int number;

    private ScriptGenerator(long seed) {
        random = new Random(seed);
    }

    static List<SqlCase> scripts() {
        return IntStream.range(0, SCRIPTS)
                .mapToObj(
                        seed ->
                                new SqlCase(
                                        String.format(Locale.ROOT, "generated_%03d", seed),
                                        new ScriptGenerator(seed).script(seed % 4 == 3)))
                .toList();
    }

    private String script(boolean wrong) {
        StringBuilder script = new StringBuilder("CREATE TABLE log (id serial, v text);\n");
        script.append("CREATE TABLE note (id serial, v text);\n");
        int count = 2 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            script.append(statement()).append(random.nextInt(3) == 0 ? "" : "\n");
        }
        return wrong ? spoilt(script) : script.toString();
    }

    private String statement() {
        number++;
        StringBuilder text = new StringBuilder();
        for (char c : one(STATEMENTS).toCharArray()) {
            switch (c) {
                case '#' -> text.append(number);
                case '@' -> text.append(one(GAPS));
                case '%' -> text.append(one(VALUES));
                default -> text.append(c);
            }
        }
        return text.toString();
    }

    private String spoilt(StringBuilder script) {
        int at = random.nextInt(script.length() - 4);
        if (random.nextBoolean()) {
            script.delete(at, at + 1 + random.nextInt(3));
        } else {
            script.insert(at, one(WRONG));
        }
        return script.toString();
    }

    private String one(List<String> pieces) {
        return pieces.get(random.nextInt(pieces.size()));
    }
}
