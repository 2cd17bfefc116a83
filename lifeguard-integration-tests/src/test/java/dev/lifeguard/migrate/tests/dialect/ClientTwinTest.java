package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A script makes the same by {@code up} as by the database's own client. */
final class ClientTwinTest {

    private static final List<String> ON_SQLITE =
            List.of(
                    """
                    create table item (a int);
                    pragma user_version = 3;
                    """,
                    """
                    pragma journal_mode = wal;
                    create table item (a int);
                    pragma wal_checkpoint;
                    pragma wal_checkpoint(truncate);
                    pragma main.wal_checkpoint;
                    """,
                    """
                    create temp table scratch (a int);
                    pragma temp_store = memory;
                    create table item (a int);
                    """,
                    """
                    pragma locking_mode = exclusive;
                    create table item (a int);
                    pragma query_only = on;
                    select * from item;
                    """,
                    """
                    PRAGMA foreign_keys=OFF;
                    BEGIN TRANSACTION;
                    CREATE TABLE item (id integer primary key autoincrement, b blob, r real);
                    INSERT INTO item VALUES (7, X'00ff', 1.5e300), (8, replace('a\\n','\\n',char(10)), 9e999);
                    CREATE TABLE part (a int references item);
                    INSERT INTO part VALUES (99);
                    DELETE FROM sqlite_sequence;
                    INSERT INTO sqlite_sequence VALUES ('item', 12);
                    PRAGMA writable_schema=ON;
                    INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)
                    VALUES('table','doc','doc',0,'CREATE VIRTUAL TABLE doc USING fts5(a)');
                    CREATE TABLE IF NOT EXISTS 'doc_data'(id INTEGER PRIMARY KEY, block BLOB);
                    CREATE TABLE IF NOT EXISTS 'doc_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
                    CREATE TABLE IF NOT EXISTS 'doc_content'(id INTEGER PRIMARY KEY, c0);
                    CREATE TABLE IF NOT EXISTS 'doc_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
                    CREATE TABLE IF NOT EXISTS 'doc_config'(k PRIMARY KEY, v) WITHOUT ROWID;
                    PRAGMA writable_schema=OFF;
                    CREATE INDEX part_a ON part (a);
                    COMMIT;
                    """);

    private static final List<String> ON_MARIADB =
            List.of(
                    """
                    create table item (id int, position int, count int,
                        key position (position), key count (count));
                    create function f() returns int return 1;
                    """,
                    """
                    create table item (id int primary key, a int);
                    create table seen (n int);
                    insert into item values (1, 5), (2, 5);
                    delimiter //
                    create procedure p() begin
                        update item set a = 5;
                        insert into seen values (row_count());
                    end //
                    delimiter ;
                    call p();
                    """,
                    """
                    create table item (a varchar(20)) character set utf8mb4;
                    set names latin1;
                    insert into item values ('Größe');
                    set names utf8mb4;
                    insert into item values ('Größe');
                    set character set latin1;
                    insert into item values ('Größe'), (@@character_set_client);
                    set names binary;
                    /*!50003 SET character_set_client  = latin1 */;
                    /*!50003 SET character_set_results = latin1 */;
                    /*!50003 SET collation_connection  = latin1_german1_ci */;
                    insert into item values (@@collation_connection), ('é');
                    execute immediate 'set names cp1251';
                    create view v as select 'é' as e;
                    """,
                    """
                    set names latin1;
                    select 'é';
                    """);

    @TestFactory
    Stream<DynamicTest> onSqlite() throws IOException, URISyntaxException {
        return Stream.concat(ON_SQLITE.stream(), files("sqlite"))
                .map(script -> test(script, ClientTwin.sqlite()));
    }

    @TestFactory
    Stream<DynamicTest> onMariaDb() throws IOException, URISyntaxException {
        return Stream.concat(ON_MARIADB.stream(), files("mariadb"))
                .map(script -> test(script, ClientTwin.mariaDb(MariaDbServer.running())));
    }

    /** Procedures of four modes and two encodings, triggers, views of views, an event and rows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--opt",
                "--opt --no-autocommit",
                "--skip-extended-insert --complete-insert --hex-blob"
            })
    void aDumpOfMariaDbComesBack(String options) throws IOException {
        try (ClientTwin source = ClientTwin.mariaDb(MariaDbServer.running());
                ClientTwin twin = ClientTwin.mariaDb(MariaDbServer.running())) {
            source.runByClient(resource("mariadb_schema.sql"));
            String dump = source.dump(options.split(" "));

            twin.run(dump);

            assertThat(twin.upsContent()).isEqualTo(twin.clientsContent());
            assertThat(dump.lines()).hasSizeGreaterThan(200);
        }
    }

    /** The scripts of a directory. */
    private static Stream<String> files(String directory) throws IOException, URISyntaxException {
        URI found =
                Objects.requireNonNull(ClientTwinTest.class.getResource("twin/" + directory))
                        .toURI();
        List<String> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(found))) {
            for (Path file : files.sorted().toList()) {
                scripts.add("-- %s%n%s".formatted(file.getFileName(), Files.readString(file)));
            }
        }
        return scripts.stream();
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource =
                Objects.requireNonNull(ClientTwinTest.class.getResourceAsStream(name))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static DynamicTest test(String script, ClientTwin twin) {
        return DynamicTest.dynamicTest(
                script,
                () -> {
                    try (twin) {
                        twin.run(script);

                        assertThat(twin.byUp().history()).containsExactly("twin|whole");
                        assertThat(twin.upsContent()).isEqualTo(twin.clientsContent());
                    }
                });
    }
}
