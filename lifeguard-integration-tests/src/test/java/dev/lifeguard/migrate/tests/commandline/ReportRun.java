package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs of {@code report}, and a database that is made to break its page. */
final class ReportRun {

    private ReportRun() {}

    static CommandLine of(Project project) {
        return CommandLine.in(project.directory())
                .with("LIFEGUARD_DATABASE_URL", project.database().url())
                .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                .inThisProcess();
    }

    static String[] arguments(String... more) {
        List<String> all = new ArrayList<>(List.of("report"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** Writes the page; its text. */
    static String page(CommandLine commandLine, Path file, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("--file", file.toString()));
        all.addAll(List.of(more));
        Result result = commandLine.run(arguments(all.toArray(String[]::new)));
        assertThat(result.exit()).as(result.errors()).isZero();
        return Files.readString(file);
    }

    /** Names and texts that end scripts and elements, load, run, and turn lines around. */
    static void makeHostile(Project project) {
        project.write(
                "20250102000000_hostile.sql",
                """
                CREATE TABLE "</script><img src=x onerror=alert(1)>"
                    ("<b>{{data}} $1 \\ ' "" &amp;" int PRIMARY KEY, t "char");
                CREATE TABLE "\u202eevil 表 😀"
                    (id int REFERENCES "</script><img src=x onerror=alert(1)>", "a/b" numeric(9, 2)[]);
                CREATE TABLE "<!--<script>" ("> 180" int);
                """);
        project.up();
        project.write(
                "20250103000000_drop.sql",
                "DROP TABLE \"</script><img src=x onerror=alert(1)>\" CASCADE;\n");
        project.database()
                .execute(
                        """
                        UPDATE lifeguard_migrations SET
                            name = '</script><script>document.title="owned"</script>',
                            applied_by = '<img src=x onerror=alert(2)>&quot;"'''
                        WHERE version = 20250102000000
                        """);
        project.database()
                .execute(
                        """
                        UPDATE lifeguard_migrations_log
                        SET host = '</title><svg onload=alert(3)>', os_user = chr(8232)
                        """);
    }
}
