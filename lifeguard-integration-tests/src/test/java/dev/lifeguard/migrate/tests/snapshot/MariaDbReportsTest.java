package dev.lifeguard.migrate.tests.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.inspect.drift.Differences;
import dev.lifeguard.migrate.inspect.drift.IgnoredObjects;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbDataSource;

/** What users of other tools that dump or compare schemas of MariaDB ran into. */
final class MariaDbReportsTest {

    /** mysqldump-php 88, mydumper 755, sqlyog 621: what a view reads must be there first. */
    @Test
    void loadsViewsBehindViewsAndFunctionsThatTheyRead() {
        String text =
                loadedAgain(
                        """
                        CREATE TABLE z_table (id int, a_view int);
                        CREATE VIEW z_view AS SELECT id, a_view FROM z_table;
                        CREATE FUNCTION a_function() RETURNS int READS SQL DATA
                            RETURN (SELECT max(id) FROM z_view);
                        CREATE VIEW m_view AS SELECT a_function() AS z_view FROM z_table `a_view`;
                        CREATE VIEW a_view AS SELECT z.id FROM z_view z WHERE EXISTS
                            (SELECT 1 FROM m_view WHERE m_view.z_view = z.id);
                        """);

        assertThat(text.indexOf("VIEW `z_view`"))
                .isPositive()
                .isLessThan(text.indexOf("VIEW `m_view`"));
        assertThat(text.indexOf("VIEW `m_view`")).isLessThan(text.indexOf("VIEW `a_view`"));
    }

    /** rails 23301, worldcubeassociation 1400: numbers and users that differ between machines. */
    @Test
    void saysNoPositionAndNoDefiner() {
        String text =
                loadedAgain(
                        """
                        CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT=437;
                        INSERT INTO t VALUES (DEFAULT), (DEFAULT);
                        CREATE SEQUENCE s;
                        SELECT NEXTVAL(s);
                        CREATE VIEW v AS SELECT id FROM t;
                        CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET @definer = 1;
                        CREATE PROCEDURE p() SELECT 'DEFINER = x';
                        CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1;
                        """);

        assertThat(text)
                .doesNotContain("AUTO_INCREMENT=", "root", "STARTS", "/*")
                .contains("PROCEDURE `p`()\nSELECT 'DEFINER = x'");
    }

    /** skeema 193, 195 and 217: a column's collation is said where it is not the table's. */
    @Test
    void saysACollationWhereItDiffers() {
        assertThat(
                        loadedAgain(
                                """
                                CREATE TABLE t (
                                    a varchar(5) COLLATE utf8mb4_unicode_ci,
                                    b varchar(5) CHARACTER SET utf8mb4,
                                    c varchar(5) CHARACTER SET latin1,
                                    d varchar(5) BINARY,
                                    e enum('x') CHARACTER SET latin1 COLLATE latin1_bin NOT NULL
                                ) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
                                """))
                .contains(
                        """
                        CREATE TABLE `t` (
                          `a` varchar(5) DEFAULT NULL,
                          `b` varchar(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
                          `c` varchar(5) CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT NULL,
                          `d` varchar(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
                          `e` enum('x') CHARACTER SET latin1 COLLATE latin1_bin NOT NULL
                        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
                        """);
    }

    /** skeema 88, 199, 260: options, partitions by columns whose names are words of SQL. */
    @Test
    void readsPartitionsAndOptions() {
        loadedAgain(
                """
                CREATE TABLE expenses (at date NOT NULL, category varchar(30), `range` int,
                    `partition` int COMMENT 'PARTITION BY (x', KEY k (`range`) KEY_BLOCK_SIZE=1)
                    CHECKSUM=1 DELAY_KEY_WRITE=1 ROW_FORMAT=DYNAMIC STATS_PERSISTENT=0
                    PAGE_COMPRESSED=1
                    PARTITION BY LIST COLUMNS (category)
                    (PARTITION p01 VALUES IN ('food', 'a,b)'), PARTITION p02 VALUES IN ('flights'));
                CREATE TABLE by_year (at datetime) PARTITION BY RANGE (year(at))
                    (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN MAXVALUE);
                CREATE TABLE by_time (at timestamp NOT NULL)
                    PARTITION BY RANGE (unix_timestamp(at))
                    (PARTITION p0 VALUES LESS THAN (unix_timestamp('2020-01-01 00:00:00')));
                CREATE TABLE versions (id int) WITH SYSTEM VERSIONING
                    PARTITION BY SYSTEM_TIME LIMIT 1000
                    (PARTITION p0 HISTORY, PARTITION pn CURRENT);
                """);
    }

    /** sqldef 169 and 572, mydumper 395: expressions of generated columns, and keys over them. */
    @Test
    void readsGeneratedColumnsAndDefaults() {
        loadedAgain(
                """
                CREATE TABLE offices (id int PRIMARY KEY);
                CREATE TABLE users (id int PRIMARY KEY, office int, n int,
                    slogan varchar(100) AS (concat('Hello, (world #', office)) STORED,
                    per float AS (`n` / `id`) VIRTUAL, js varchar(20) AS (json_value(data, '$.a')),
                    data json, KEY k (slogan), d date DEFAULT '0000-00-00',
                    e datetime DEFAULT (current_timestamp() + INTERVAL 1 DAY), f text DEFAULT ('f'),
                    g varchar(36) DEFAULT (uuid()), h int DEFAULT (n + 1), b bit(3) DEFAULT b'101',
                    x varbinary(3) DEFAULT x'00ff27', m double DEFAULT 1e100,
                    CONSTRAINT f FOREIGN KEY (office) REFERENCES offices (id));
                """);
    }

    /** atlas 1591: two tables with a JSON column of the same name. */
    @Test
    void keepsChecksOfTwoTablesApart() {
        String text =
                loadedAgain(
                        """
                        CREATE TABLE a (name json NOT NULL, CONSTRAINT c CHECK (name <> ''));
                        CREATE TABLE b (name json NOT NULL, CONSTRAINT c CHECK (name <> 'x'));
                        """);

        assertThat(text.split("json_valid", -1)).hasSize(3);
    }

    /** openxpki 13, WL 2795: the name of the database in defaults, views and bodies. */
    @Test
    void saysNoNameOfTheDatabase() {
        try (ContractDatabase original = MariaDbSnapshots.with("")) {
            String name = MariaDbSnapshots.name(original);
            MariaDbSnapshots.load(
                    original,
                    """
                    CREATE SEQUENCE s;
                    CREATE TABLE t (id bigint DEFAULT nextval(%1$s.s), %1$s int);
                    CREATE FUNCTION f() RETURNS int RETURN 1;
                    CREATE VIEW v AS SELECT t.id, %1$s.f() AS f, u.user FROM %1$s.t, mysql.user u;
                    CREATE VIEW w AS SELECT %1$s.%1$s, %1$s.f() AS g FROM %1$s.t %1$s;
                    CREATE VIEW x AS SELECT %1$s FROM %1$s.t;
                    """
                            .formatted(name));
            String text = MariaDbSnapshots.of(original).text();

            try (ContractDatabase loaded = MariaDbSnapshots.with(text)) {
                assertThat(MariaDbSnapshots.of(loaded).text()).isEqualTo(text);
            }
            assertThat(text)
                    .contains("nextval(`s`)", "`f`() AS `f`", "from (`t` join `mysql`.`user` `u`)")
                    .doesNotContain("`" + name + "`.`t`");
        }
    }

    /** thewca 2045: a column's table is no database, even where it is called as that. */
    @Test
    void keepsTheNameOfATableThatIsThatOfTheDatabase() {
        try (ContractDatabase original = MariaDbSnapshots.with("")) {
            String name = MariaDbSnapshots.name(original);
            MariaDbSnapshots.load(
                    original,
                    """
                    CREATE TABLE %1$s (id int, u int);
                    CREATE TABLE orders (id int);
                    CREATE VIEW idle AS SELECT u FROM %1$s
                        WHERE NOT EXISTS (SELECT 1 FROM orders WHERE orders.id = %1$s.id);
                    CREATE VIEW joined AS SELECT %1$s.id, orders.id AS i
                        FROM %1$s.%1$s JOIN orders ON orders.id = %1$s.%1$s.id;
                    """
                            .formatted(name));
            String text = MariaDbSnapshots.of(original).text();

            assertThat(text)
                    .contains("where `orders`.`id` = `%s`.`id`".formatted(name))
                    .contains("on(`orders`.`id` = `%s`.`id`)".formatted(name))
                    .contains("from (`%s` join `orders`".formatted(name));
            try (ContractDatabase loaded = MariaDbSnapshots.with(text)) {
                assertThat(MariaDbSnapshots.of(loaded).text()).isEqualTo(text);
            }
        }
    }

    /** aaroncrane 2007, mysql 20396: bodies with what could end a statement. */
    @Test
    void loadsBodiesWithDelimitersAndComments() {
        loadedAgain(
                """
                CREATE TABLE t (id int);
                DELIMITER |
                CREATE PROCEDURE p()
                BEGIN
                  -- it's; a $$ comment
                  SELECT '$$ // ;;', "x''\\\\";
                  /* it's */ SELECT 1; # don't
                END -- the end
                |
                CREATE FUNCTION f() RETURNS int
                  RETURN 1 # last
                |
                """);
    }

    /** mydumper 142: what another sql_mode made. */
    @Test
    void keepsTheModeOfWhatWasMade() {
        String text =
                loadedAgain(
                        """
                        SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';
                        CREATE TABLE "t" (a varchar(5) DEFAULT '\\', b int);
                        CREATE VIEW v AS SELECT a || '\\' AS "b" FROM t;
                        DELIMITER //
                        CREATE TRIGGER "g" BEFORE INSERT ON "t" FOR EACH ROW
                        BEGIN SET NEW."a" = '\\'; SET NEW.b = 1; END//
                        """);

        assertThat(text).contains("SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';\n");
    }

    /** A password with a quote in it, and where the server needs one for each table. */
    @Test
    void saysNoPasswordOfAnotherServer() {
        try (ContractDatabase database = MariaDbSnapshots.with("CREATE TABLE t (id int);")) {
            String name = MariaDbSnapshots.name(database);
            String port = database.url().replaceFirst(".*:([0-9]+)/.*", "$1");
            database.execute(
                    "INSTALL SONAME 'ha_federatedx'",
                    "CREATE USER far_%s@'127.0.0.1' IDENTIFIED BY 'it''s'".formatted(name),
                    "GRANT SELECT ON %1$s.* TO far_%1$s@'127.0.0.1'".formatted(name),
                    "CREATE TABLE f (id int) ENGINE=FEDERATED"
                            + " CONNECTION='mysql://far_%1$s:it''s@127.0.0.1:%2$s/%1$s/t'"
                                    .formatted(name, port));
            try {
                assertThat(MariaDbSnapshots.of(database).text())
                        .contains(
                                "CONNECTION='mysql://far_%1$s@127.0.0.1:%2$s/%1$s/t'"
                                        .formatted(name, port));
            } finally {
                database.execute(
                        "DROP TABLE f",
                        "DROP USER far_%s@'127.0.0.1'".formatted(name),
                        "UNINSTALL SONAME 'ha_federatedx'");
            }
        }
    }

    /** A view whose table is gone cannot be loaded, and the rest can. */
    @Test
    void leavesOutAViewThatIsBroken() {
        try (ContractDatabase original =
                MariaDbSnapshots.with(
                        """
                        CREATE TABLE t (id int, a int);
                        CREATE VIEW broken AS SELECT a FROM t;
                        ALTER TABLE t DROP a;
                        """)) {
            String text = MariaDbSnapshots.of(original).text();
            String told = "\n-- The view broken names what is not there, and is left out.\n";
            assertThat(text).endsWith(told);

            try (ContractDatabase loaded = MariaDbSnapshots.with(text)) {
                assertThat(MariaDbSnapshots.of(loaded).text() + told).isEqualTo(text);
                assertThat(
                                Differences.between(
                                        MariaDbSnapshots.of(original),
                                        MariaDbSnapshots.of(loaded),
                                        IgnoredObjects.none()))
                        .hasSize(1)
                        .allMatch(each -> each.object().equals("broken"));
            }
        }
    }

    /** AffiliateWP 2630: CHECK TABLE calls a view corrupt whose definer is gone. */
    @Test
    void keepsAViewWhoseDefinerIsGone() {
        try (ContractDatabase original = MariaDbSnapshots.with("")) {
            String user = "gone_%s@localhost".formatted(MariaDbSnapshots.name(original));
            MariaDbSnapshots.load(
                    original,
                    """
                    CREATE USER %1$s;
                    GRANT SELECT ON * TO %1$s;
                    CREATE TABLE t (id int, a int);
                    CREATE TABLE dropped (id int);
                    CREATE FUNCTION f() RETURNS int RETURN 1;
                    CREATE DEFINER = %1$s VIEW kept AS SELECT id FROM t WITH CASCADED CHECK OPTION;
                    CREATE VIEW behind AS SELECT id FROM kept;
                    CREATE DEFINER = %1$s VIEW no_table AS SELECT id FROM dropped;
                    CREATE VIEW behind_broken AS SELECT id FROM no_table;
                    CREATE VIEW no_column AS SELECT a FROM t;
                    CREATE VIEW no_function AS SELECT f() AS f FROM t;
                    DROP TABLE dropped;
                    DROP FUNCTION f;
                    ALTER TABLE t DROP a;
                    DROP USER %1$s;
                    """
                            .formatted(user));

            String text = MariaDbSnapshots.of(original).text();

            assertThat(text)
                    .contains("VIEW `kept` AS\n", "VIEW `behind` AS\n")
                    .doesNotContain("`no_", "`behind_broken`")
                    .contains(
                            "-- The view behind_broken names what is not there, and is left out.",
                            "-- The view no_column names what is not there, and is left out.",
                            "-- The view no_function names what is not there, and is left out.",
                            "-- The view no_table names what is not there, and is left out.");
            MariaDbSnapshots.with(text).close();
        }
    }

    /** mariadb-dump leaves out what the user may not see, and says nothing. */
    @Test
    void refusesAUserWhoWouldSeeAPart() throws SQLException {
        try (ContractDatabase database = MariaDbSnapshots.with("")) {
            String name = MariaDbSnapshots.name(database);
            database.execute(
                    "CREATE USER part_%1$s@localhost".formatted(name),
                    "GRANT SELECT, SHOW VIEW, EVENT ON `test\\_%%`.* TO part_%s@localhost"
                            .formatted(name));
            try {
                MariaDbDataSource seen =
                        new MariaDbDataSource(
                                database.url().replace("user=root", "user=part_" + name));

                assertThatThrownBy(
                                () ->
                                        SnapshotReader.of(DatabaseProduct.MARIADB)
                                                .read(seen, OwnTables.of("lifeguard_migrations")))
                        .hasMessageContaining(
                                "The user part_%1$s@localhost lacks EXECUTE, TRIGGER on the database %1$s, so what is in it cannot be seen whole. Grant that, or name another user."
                                        .formatted(name));
                database.execute(
                        "GRANT EXECUTE, TRIGGER ON %1$s.* TO part_%1$s@localhost".formatted(name));
                assertThat(
                                SnapshotReader.of(DatabaseProduct.MARIADB)
                                        .read(seen, OwnTables.of("lifeguard_migrations"))
                                        .text())
                        .isEqualTo(MariaDbSnapshots.of(database).text());
            } finally {
                database.execute("DROP USER part_%s@localhost".formatted(name));
            }
        }
    }

    /** MariaDB keeps privileges on tables and columns that were dropped. */
    @Test
    void saysPrivilegesOnWhatIsThere() {
        String text =
                loadedAgain(
                        """
                        CREATE TABLE t (id int, a int, b int);
                        CREATE TABLE gone (id int);
                        CREATE SEQUENCE s;
                        GRANT SELECT, INSERT ON t TO PUBLIC;
                        GRANT UPDATE (a, b), SELECT (a) ON t TO PUBLIC;
                        GRANT SELECT ON s TO PUBLIC;
                        GRANT SELECT ON gone TO PUBLIC;
                        DROP TABLE gone;
                        ALTER TABLE t DROP b;
                        """);

        assertThat(text)
                .endsWith(
                        """
                        GRANT SELECT ON `s` TO PUBLIC;

                        GRANT INSERT, SELECT, SELECT (`a`), UPDATE (`a`) ON `t` TO PUBLIC;
                        """);
    }

    /** Makes a schema, and loads its snapshot, whose own must be the same. */
    private static String loadedAgain(String schema) {
        try (ContractDatabase original = MariaDbSnapshots.with(schema)) {
            String text = MariaDbSnapshots.of(original).text();
            try (ContractDatabase loaded = MariaDbSnapshots.with(text)) {
                assertThat(MariaDbSnapshots.of(loaded).text()).isEqualTo(text);
            }
            return text;
        }
    }
}
