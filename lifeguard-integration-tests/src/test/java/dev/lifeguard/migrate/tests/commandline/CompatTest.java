package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code compat}: what pending migrations mean for the application that runs. */
@OnPostgres(18)
final class CompatTest {

    @AutoClose private final Project project;
    private final CommandLine commandLine;

    CompatTest(PostgresServer server) {
        project = new Project(server);
        commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_DATABASE_URL", project.database().url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess();
        project.write(
                "20240101000000_users.sql",
                "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100) NOT NULL, age"
                        + " int);\n");
        project.up();
    }

    private Result compat(String statements, String... arguments) {
        project.write("statements.txt", statements);
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "compat",
                                "--statements",
                                project.directory().resolve("statements.txt").toString()));
        all.addAll(List.of(arguments));
        return commandLine.run(all.toArray(String[]::new));
    }

    @Test
    void namesTheMigrationThatBreaksAStatement() {
        project.write("20240102000000_note.sql", "ALTER TABLE users ADD note text;\n");
        project.write("20240103000000_name.sql", "ALTER TABLE users RENAME name TO full_name;\n");

        Result result =
                compat(
                        """
                        SELECT name FROM users WHERE id = ?
                        SELECT age FROM users WHERE id = :id
                        BEGIN
                        SELECT nothing FROM nowhere
                        """);

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240103000000 name
                          breaks   SELECT name FROM users WHERE id = ?
                                   PostgreSQL refuses it: column "name" does not exist (SQLState 42703).

                        not analysed
                          SELECT nothing FROM nowhere
                            PostgreSQL refuses it before the migrations: relation "nowhere" does not exist (SQLState 42P01).

                        4 statements, 2 pending migrations: 1 breaks, 1 not analysed.
                        """);
        assertThat(result.exit()).isEqualTo(10);
    }

    @Test
    void endsWithZeroWhereNoneBreaks() {
        project.write("20240102000000_note.sql", "ALTER TABLE users ADD note text;\n");

        Result result = compat("SELECT name FROM users\nINSERT INTO users (id) VALUES ($1)\n");

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo("2 statements, 1 pending migration: none breaks.\n");
        assertThat(result.exit()).isZero();
    }

    @Test
    void tellsBreaksAsJson() {
        project.write("20240102000000_age.sql", "ALTER TABLE users ADD born date NOT NULL;\n");

        Result result = compat("INSERT INTO users (id) VALUES ($1)\n", "--output", "json");

        assertThat(result.exit()).isEqualTo(10);
        assertThat(result.output())
                .contains("\"success\":false")
                .contains(
                        "\"breaks\":[{\"statement\":\"INSERT INTO users (id) VALUES ($1)\","
                                + "\"version\":20240102000000,\"name\":\"age\","
                                + "\"file\":\"20240102000000_age.sql\",\"reason\":\"It gives"
                                + " public.users.born no value, which takes no null and has no"
                                + " default now.\"}],\"cautions\":[],\"notAnalysed\":[],"
                                + "\"statements\":1");
    }

    @Test
    void tellsWhatIsWorthALookAndEndsWithZero() {
        project.write(
                "20240102000000_note.sql",
                "ALTER TABLE users ADD note text; ALTER TABLE users ALTER name DROP NOT NULL;\n");

        Result result = compat("SELECT * FROM users\n");

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240102000000 note
                          caution  SELECT * FROM users
                                   Its rows have more columns at their end: "note". A client that keeps it prepared gets "cached plan must not change result type" (SQLState 0A000) until it prepares it again.
                          caution  SELECT * FROM users
                                   The column "name" of its rows may be null now.

                        1 statement, 1 pending migration: none breaks.
                        """);
        assertThat(result.exit()).isZero();
    }

    @Test
    void tellsOfOldRowsThatACheckMayRefuse() {
        project.write(
                "20240102000000_age.sql",
                "ALTER TABLE users ADD CONSTRAINT grown CHECK (age >= 18) NOT VALID;\n");
        project.write("20240103000000_valid.sql", "ALTER TABLE users VALIDATE CONSTRAINT grown;\n");

        Result result =
                compat(
                        """
                        UPDATE users SET name = $1
                        DELETE FROM users
                        INSERT INTO users (id, name) VALUES ($1, $2)
                        """);

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240102000000 age
                          caution  UPDATE users SET name = $1
                                   It changes rows of public.users, where the CHECK "grown" is not validated and refuses each old row that does not fulfil it: (age >= 18).

                        3 statements, 2 pending migrations: none breaks.
                        """);
        assertThat(result.exit()).isZero();
    }

    @Test
    void tellsOfOldRowsThatANotNullMayRefuse() {
        project.write(
                "20240102000000_age.sql",
                "ALTER TABLE users ADD CONSTRAINT aged NOT NULL age NOT VALID;\n");

        Result result = compat("UPDATE users SET name = $1\nDELETE FROM users\n");

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240102000000 age
                          caution  UPDATE users SET name = $1
                                   It changes rows of public.users, where the NOT NULL "aged" is not validated and refuses each old row without age.

                        2 statements, 1 pending migration: none breaks.
                        """);
        assertThat(result.exit()).isZero();
    }

    @Test
    void knowsConstraintsThatAreNotEnforced() {
        project.write(
                "20240102000000_hint.sql",
                "ALTER TABLE users ADD CONSTRAINT grown CHECK (age >= 18) NOT ENFORCED, ADD boss"
                        + " bigint, ADD CONSTRAINT boss FOREIGN KEY (age) REFERENCES users NOT"
                        + " ENFORCED;\n");
        project.write(
                "20240103000000_enforced.sql",
                "ALTER TABLE users ALTER CONSTRAINT boss ENFORCED;\n");

        Result result = compat("INSERT INTO users (id, name, age) VALUES (1, $1, $2)\n");

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240103000000 enforced
                          breaks   INSERT INTO users (id, name, age) VALUES (1, $1, $2)
                                   It writes public.users, where the foreign key "boss" may refuse a value now: FOREIGN KEY (age) REFERENCES public.users(id).

                        1 statement, 2 pending migrations: 1 breaks.
                        """);
        assertThat(result.exit()).isEqualTo(10);
    }

    @Test
    void tellsOfPrivilegesThatATableMadeAnewDoesNotHave() {
        project.write(
                "20240102000000_swap.sql",
                """
                CREATE TABLE fresh (LIKE users INCLUDING ALL);
                INSERT INTO fresh SELECT * FROM users;
                DROP TABLE users;
                ALTER TABLE fresh RENAME TO users;
                """);

        Result result = compat("SELECT name FROM users\n");

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240102000000 swap
                          caution  SELECT name FROM users
                                   public.users was made anew, so privileges on it that no migration gave are gone.

                        1 statement, 1 pending migration: none breaks.
                        """);
        assertThat(result.exit()).isZero();
    }

    @Test
    void tellsWhatAForeignKeyMeansForTruncate() {
        project.write(
                "20240102000000_posts.sql",
                "CREATE TABLE posts (author bigint CONSTRAINT author REFERENCES users ON DELETE"
                        + " CASCADE);\n");

        Result result = compat("TRUNCATE users\nTRUNCATE users CASCADE\n");

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240102000000 posts
                          breaks   TRUNCATE users
                                   It empties public.users, which PostgreSQL refuses where another table refers to it, as the foreign key "author" of public.posts does now, with rows or without.
                          caution  TRUNCATE users CASCADE
                                   It empties public.posts, too, whose foreign key "author" refers to public.users now.

                        2 statements, 1 pending migration: 1 breaks.
                        """);
        assertThat(result.exit()).isEqualTo(10);
    }

    @Test
    void tellsOfATableThatAnotherOneHides() {
        project.write(
                "20240101000000_users.sql", "CREATE TABLE public.users (id bigint, name text);\n");
        project.write("20240102000000_hide.sql", "CREATE TABLE app.users (LIKE public.users);\n");

        Result result =
                compat(
                        """
                        SELECT name FROM users
                        SELECT name FROM public.users
                        """,
                        "--schema",
                        "app",
                        "--since",
                        "20240101000000");

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240102000000 hide
                          breaks   SELECT name FROM users
                                   It means app.users now, which is found before public.users.

                        2 statements, 1 pending migration: 1 breaks.
                        """);
        assertThat(result.exit()).isEqualTo(10);
    }

    @Test
    void knowsWhatANaturalJoinIsBy() {
        project.write("20240101120000_posts.sql", "CREATE TABLE posts (id bigint, title text);\n");
        project.up();
        project.write("20240102000000_more.sql", "ALTER TABLE posts ADD body text;\n");
        project.write("20240103000000_name.sql", "ALTER TABLE posts ADD name text, ADD age int;\n");

        Result result =
                compat(
                        """
                        SELECT title FROM users NATURAL JOIN posts
                        SELECT title FROM users JOIN posts USING (id)
                        WITH posts AS (SELECT 1 AS id) SELECT id FROM users NATURAL JOIN posts
                        SELECT id FROM users NATURAL JOIN (SELECT id FROM posts) p
                        """);

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240103000000 name
                          breaks   SELECT title FROM users NATURAL JOIN posts
                                   Its NATURAL JOIN is by age, id, name now, and was by id.

                        4 statements, 2 pending migrations: 1 breaks.
                        """);
        assertThat(result.exit()).isEqualTo(10);
    }

    @Test
    void tellsOfRowsThatGoWithOthersNow() {
        project.write(
                "20240101120000_posts.sql",
                """
                CREATE TABLE posts (author bigint CONSTRAINT author REFERENCES users ON DELETE SET NULL);
                CREATE TABLE likes (id bigint CONSTRAINT liked REFERENCES users ON DELETE CASCADE);
                """);
        project.up();
        project.write(
                "20240102000000_cascade.sql",
                """
                ALTER TABLE posts DROP CONSTRAINT author,
                    ADD CONSTRAINT author FOREIGN KEY (author) REFERENCES users ON DELETE CASCADE;
                ALTER TABLE likes DROP CONSTRAINT liked,
                    ADD CONSTRAINT liked FOREIGN KEY (id) REFERENCES users ON DELETE CASCADE;
                """);

        Result result =
                compat("DELETE FROM users WHERE id = $1\nUPDATE users SET id = 2 WHERE id = $1\n");

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240102000000 cascade
                          caution  DELETE FROM users WHERE id = $1
                                   It deletes rows of public.posts, too, that refer to those: the foreign key "author" is ON DELETE CASCADE now.

                        2 statements, 1 pending migration: none breaks.
                        """);
        assertThat(result.exit()).isZero();
    }

    @Test
    void tellsWhatAUniqueKeyTakesForEqualNow() {
        project.write(
                "20240102000000_keys.sql",
                """
                CREATE COLLATION loose
                    (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                CREATE TABLE members (id bigint PRIMARY KEY, mail text UNIQUE, code text NOT NULL UNIQUE,
                    nick text, CONSTRAINT nick UNIQUE (nick, id));
                """);
        project.up();
        project.write(
                "20240103000000_nulls.sql",
                """
                ALTER TABLE members DROP CONSTRAINT members_mail_key,
                    ADD CONSTRAINT mails UNIQUE NULLS NOT DISTINCT (mail);
                ALTER TABLE members DROP CONSTRAINT nick,
                    ADD CONSTRAINT nicks UNIQUE NULLS NOT DISTINCT (nick, id);
                """);
        project.write(
                "20240104000000_loose.sql",
                "ALTER TABLE members ALTER code TYPE text COLLATE loose;\n");

        Result result =
                compat(
                        """
                        INSERT INTO members (id, code) VALUES ($1, 'a')
                        UPDATE members SET nick = 'a'
                        UPDATE members SET code = $1 WHERE id = $2
                        """);

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240103000000 nulls
                          breaks   INSERT INTO members (id, code) VALUES ($1, 'a')
                                   It writes public.members, where the unique index "mails" may refuse a row now: btree (mail) NULLS NOT DISTINCT.

                        20240104000000 loose
                          breaks   INSERT INTO members (id, code) VALUES ($1, 'a')
                                   It writes public.members, where the unique index "members_code_key" may refuse a row now: btree (code), by the nondeterministic collation loose.
                          breaks   UPDATE members SET code = $1 WHERE id = $2
                                   It writes public.members, where the unique index "members_code_key" may refuse a row now: btree (code), by the nondeterministic collation loose.

                        3 statements, 2 pending migrations: 2 break.
                        """);
        assertThat(result.exit()).isEqualTo(10);
    }

    @Test
    void looksAtWhatWaitsForBatchesOfTheDatabase() {
        project.write(
                "20240102000000_ages.sql",
                """
                -- lifeguard:batch table=users key=id mode=background
                UPDATE users SET age = 1 WHERE id > :from AND id <= :to;
                """);
        project.database().execute("INSERT INTO users VALUES (1, 'a')");
        project.up();
        project.write(
                "20240103000000_known.sql",
                """
                -- lifeguard:requires 20240102000000
                ALTER TABLE users ADD CONSTRAINT known CHECK (age IS NOT NULL);
                """);
        project.write("20240104000000_name.sql", "ALTER TABLE users RENAME name TO full_name;\n");

        Result result = compat("SELECT name FROM users\n");

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240104000000 name
                          breaks   SELECT name FROM users
                                   PostgreSQL refuses it: column "name" does not exist (SQLState 42703).

                        1 statement, 2 pending migrations: 1 breaks.
                        """);
        assertThat(result.exit()).isEqualTo(10);
    }

    @Test
    void looksAtNothingWhereNothingIsPending() {
        Result result = compat("SELECT name FROM users\n");

        assertThat(result.output()).isEqualTo("Nothing to look at: no migration is pending.\n");
        assertThat(result.exit()).isZero();
    }

    @Test
    void refusesWhatItCannotLookAt() {
        assertThat(commandLine.run("compat").errors())
                .contains(
                        "The database has no extension pg_stat_statements, so what the application"
                                + " runs is not known. Name a file with --statements, or a database"
                                + " that has it with --statements-from.");
        assertThat(commandLine.run("compat").exit()).isEqualTo(2);
        assertThat(compat("", "--database-url", "jdbc:h2:mem:compat").errors())
                .contains("compat works on PostgreSQL only, and the database is H2.");
        assertThat(compat("SELECT 1;", "--statements-from", "jdbc:h2:mem:compat").errors())
                .contains(
                        "pg_stat_statements is PostgreSQL's, and the database of --statements-from"
                                + " is H2.");
        assertThat(commandLine.run("compat", "--statements", "nowhere.txt").errors())
                .contains("The file of statements cannot be read: nowhere.txt does not exist.");
    }
}
