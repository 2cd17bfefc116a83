package dev.lifeguard.migrate.tests.moving;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts of changelogs, by chance. */
final class GeneratedChangelogs {

    private static final String[] ATTRIBUTES = {
        " splitStatements:false",
        " stripComments:false",
        " endDelimiter:GO",
        " endDelimiter:/",
        " endDelimiter:;;",
        " endDelimiter:\\nGO",
        " runOnChange:true",
        " runAlways:true",
        " runInTransaction:false",
        " failOnError:false",
        " dbms:h2",
        " dbms:postgresql,h2",
        " dbms:!h2",
        " dbms:postgresql",
        " context:a",
        " contextFilter:\"a and b\"",
        " context:\"(a or c) and !d\"",
        " context:c",
        " context:!a",
        " context:\"b, c\"",
        " labels:x",
        " labels:\"x, y\"",
        " labels:y",
        " ignore:true",
        " ignore:false",
        " logicalFilePath:/q/../w.sql",
        " logicalFilePath:classpath:v\\w.sql",
        " rollbackSplitStatements:false",
        " rollbackEndDelimiter:GO",
        " runWith:jdbc",
        " runonchange:TRUE",
        " dbms:none",
        " other:thing"
    };
    private static final String[] BEGINNINGS = {
        "--changeset me:#", "--changeset me:#", "--changeset me:#", "--changeset \"a b\":\"c #\"",
        "-- changeset me.x:1-#", "  --changeset  me:#", "--CHANGESET Me:#", "--changeset me:${p}#"
    };
    private static final String[] WRONG_BEGINNINGS = {
        "--changeset me: #",
        "-changeset me:#",
        "--changeset me",
        "--changesets are good",
        "-- changeset me:",
        "--changeset :"
    };
    private static final String[] LINES = {
        "SELECT 1;",
        "SELECT 'a;b';",
        "-- a comment, here",
        "/* c */ SELECT 4;",
        "SELECT 2",
        "",
        "  ",
        "INSERT INTO t VALUES ('it''s');",
        "\tSELECT 5 / 2;",
        "SELECT 'é', '漢';",
        "SELECT\r",
        "SELECT 'a  b\tc';"
    };
    private static final String[] ENDS = {"GO", "/", ";;", "go"};
    private static final String[] DIRECTIVES = {
        "--comment x",
        "-- comment: y",
        "--COMMENT z",
        "--rollback DROP TABLE x;",
        "--rollback empty",
        "--rollback not required",
        "--rollback SELECT 1; SELECT 2;",
        "  -- rollback SELECT '${p}'",
        "--validCheckSum: 8:abc",
        "--validCheckSum ANY",
        "--ignoreLines:1",
        "--property name:p value:v",
        "--property name:q value:${p}w dbms:h2",
        "--property name:q value:n dbms:postgresql",
        "--property name:r value:1 context:c",
        "--property name:s value:2 labels:y",
        "--property name:l value:3 global:false",
        "SELECT '${p} ${q} ${r} ${s} ${l} ${zz} ${P}';",
        "SELECT '${p';",
        "SELECT '${ q }$';",
        "--preconditions onFail:MARK_RAN",
        "--precondition-sql-check expectedResult:0 SELECT 0",
        "--rollback",
        "--precondition-table-exists table:t",
        "--liquibase formatted sql"
    };
    private static final String[] WRONG_LINES = {
        "-rollback x",
        "- comment x",
        "--comments x",
        "--ignore:1",
        "- property name:a value:b",
        "-- property name:a",
        "-preconditions onFail:HALT",
        "- precondition-x",
        "-validCheckSum x",
        "--include file:x.sql",
        "--ignoreLines:many",
        "--rollback changesetId:none changesetAuthor:x",
        "--precondition-sql-check"
    };

    private final Random random;
    private int number;

    GeneratedChangelogs(long seed) {
        random = new Random(seed);
    }

    private String one(String[] some) {
        return some[random.nextInt(some.length)];
    }

    private boolean rarely(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    /** A changelog below its header, of which some hold what is refused. */
    String changelog() {
        List<String> lines = new ArrayList<>();
        int changesets = 1 + random.nextInt(4);
        for (int at = 0; at < changesets; at++) {
            lines.add(beginning(rarely(25) ? WRONG_BEGINNINGS : BEGINNINGS));
            addBody(lines);
            if (rarely(8)) {
                lines.addAll(
                        List.of("--ignoreLines:start", "--changeset x", "x", "--ignoreLines:end"));
            }
            if (rarely(30)) {
                lines.add(one(WRONG_LINES));
            }
            if (rarely(6)) {
                lines.addAll(List.of("/* liquibase rollback ", "SELECT 8;", " SELECT 9; */"));
            }
        }
        return String.join("\n", lines) + (rarely(2) ? "\n" : "");
    }

    private void addBody(List<String> lines) {
        int count = rarely(30) ? 0 : 1 + random.nextInt(6);
        for (int at = 0; at < count; at++) {
            lines.add(rarely(3) ? one(DIRECTIVES) : one(LINES));
            if (rarely(8)) {
                lines.add("SELECT 0");
                lines.add(one(ENDS));
            }
        }
    }

    private String beginning(String[] some) {
        number++;
        StringBuilder line = new StringBuilder(one(some).replace("#", String.valueOf(number)));
        for (int count = random.nextInt(4); count > 0; count--) {
            line.append(one(ATTRIBUTES));
        }
        return line.toString();
    }
}
