package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code compat} of what no PREPARE looks at: triggers, rules, views and partitions. */
@OnPostgres({14, 18})
final class CompatBesideTablesTest {

    @AutoClose private final Project project;
    private final CommandLine commandLine;

    CompatBesideTablesTest(PostgresServer server) {
        project = new Project(server);
        commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_DATABASE_URL", project.database().url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess();
        project.write(
                "20240101000000_pages.sql",
                """
                CREATE TABLE pages (id int PRIMARY KEY, title text, slug text NOT NULL);
                CREATE FUNCTION slug() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN NEW.slug := lower(NEW.title); RETURN NEW; END $$;
                CREATE TRIGGER slug BEFORE INSERT ON pages FOR EACH ROW EXECUTE FUNCTION slug();
                CREATE VIEW drafts AS SELECT id, title FROM pages WHERE id < 0;
                CREATE MATERIALIZED VIEW titles AS SELECT title FROM pages;
                CREATE UNIQUE INDEX titles_title ON titles (title);
                CREATE TABLE hits (page int, at date) PARTITION BY RANGE (at);
                CREATE TABLE hits_2024 PARTITION OF hits
                    FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                """);
        project.up();
    }

    private Result compat(String statements) {
        project.write("statements.txt", statements);
        return commandLine.run(
                "compat", "--statements", project.directory().resolve("statements.txt").toString());
    }

    @Test
    void tellsOfATriggerThatNoLongerFillsAColumn() {
        project.write("20240102000000_slug.sql", "DROP TRIGGER slug ON pages;\n");

        Result result =
                compat(
                        """
                        INSERT INTO pages (id, title) VALUES ($1, $2)
                        INSERT INTO pages (id, title, slug) VALUES ($1, $2, $3)
                        INSERT INTO pages (id, title, slug) VALUES ($1, $2, 'x')
                        """);

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240102000000 slug
                          breaks   INSERT INTO pages (id, title) VALUES ($1, $2)
                                   It gives public.pages.slug no value, which takes no null and which no trigger fills now.
                          breaks   INSERT INTO pages (id, title, slug) VALUES ($1, $2, $3)
                                   It writes public.pages.slug, which takes no null now.

                        3 statements, 1 pending migration: 2 break.
                        """);
    }

    @Test
    void tellsOfRulesAndPartitions() {
        project.write(
                "20240102000000_kept.sql",
                """
                CREATE RULE kept AS ON DELETE TO pages DO INSTEAD NOTHING;
                ALTER TABLE hits DETACH PARTITION hits_2024;
                """);

        Result result =
                compat(
                        """
                        DELETE FROM pages WHERE id = $1
                        INSERT INTO hits (page, at) VALUES ($1, $2)
                        DELETE FROM hits WHERE page = $1
                        """);

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240102000000 kept
                          caution  DELETE FROM pages WHERE id = $1
                                   The rule "kept" runs with it, and what that does was not looked at.
                          caution  INSERT INTO hits (page, at) VALUES ($1, $2)
                                   public.hits_2024 is no partition of public.hits now, so its rows are refused where no other one takes them.

                        3 statements, 1 pending migration: none breaks.
                        """);
    }

    @Test
    void tellsWhatViewsTakeNow() {
        project.write(
                "20240102000000_drafts.sql",
                """
                CREATE OR REPLACE VIEW drafts WITH (check_option = local) AS
                SELECT id, title FROM pages WHERE id < 0;
                DROP INDEX titles_title;
                """);

        Result result =
                compat(
                        """
                        INSERT INTO drafts (id, title) VALUES ($1, $2)
                        DELETE FROM drafts WHERE id = $1
                        REFRESH MATERIALIZED VIEW titles
                        REFRESH MATERIALIZED VIEW CONCURRENTLY titles
                        """);

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240102000000 drafts
                          breaks   INSERT INTO drafts (id, title) VALUES ($1, $2)
                                   It writes the view public.drafts, whose WITH CHECK OPTION refuses rows now that it does not show.
                          breaks   REFRESH MATERIALIZED VIEW CONCURRENTLY titles
                                   CONCURRENTLY needs a unique index of columns alone and for all rows, which public.titles has not now.

                        4 statements, 1 pending migration: 2 break.
                        """);
    }

    @Test
    void tellsOfAMaterializedViewWithoutData() {
        project.write(
                "20240102000000_titles.sql",
                """
                DROP MATERIALIZED VIEW titles;
                CREATE MATERIALIZED VIEW titles AS SELECT title FROM pages WITH NO DATA;
                """);

        Result result = compat("SELECT title FROM titles\nREFRESH MATERIALIZED VIEW titles\n");

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240102000000 titles
                          breaks   SELECT title FROM titles
                                   It reads public.titles, which is WITH NO DATA now: PostgreSQL refuses that until somebody refreshes it.
                          caution  SELECT title FROM titles
                                   public.titles was made anew, so privileges on it that no migration gave are gone.
                          caution  REFRESH MATERIALIZED VIEW titles
                                   public.titles was made anew, so privileges on it that no migration gave are gone.

                        2 statements, 1 pending migration: 1 breaks.
                        """);
    }
}
