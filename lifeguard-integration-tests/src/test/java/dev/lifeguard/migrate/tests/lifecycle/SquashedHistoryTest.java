package dev.lifeguard.migrate.tests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.batch.BatchRun;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.catalog.Checksum;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Databases of before and after a squash, with the files of before and after it. */
@OnPostgres(18)
final class SquashedHistoryTest {

    private static final String BASELINE = "20240103000000_b.baseline.sql";

    private final Map<String, String> files = new TreeMap<>();

    @AutoClose private final Project project;

    SquashedHistoryTest(PostgresServer server) {
        project = new Project(server);
        files.put(
                "20240101000000_a.sql",
                "-- Up migration\nCREATE TABLE a (id int);\n-- Down migration\nDROP TABLE a;\n");
        files.put("20240102000000_b.up.sql", "CREATE TABLE b (id int);\n");
        files.put("20240102000000_b.down.sql", "DROP TABLE b;\n");
        files.put("20240103000000_c.sql", "CREATE TABLE c (id int);\n");
        writeOld();
        project.write(
                "20240104000000_d.sql",
                "-- Up migration\nCREATE TABLE d (id int);\n-- Down migration\nDROP TABLE d;\n");
    }

    private void writeOld() {
        files.forEach(project::write);
    }

    /** What squash does to the directory. */
    private void squash() {
        StringBuilder text = new StringBuilder();
        for (String name : files.keySet()) {
            if (!name.contains(".down.")) {
                text.append(
                        "-- lifeguard:squashed %s %s %s\n"
                                .formatted(name.substring(0, 14), checksum(name), name(name)));
            }
        }
        text.append("-- lifeguard:irreversible it stands for 3 migrations\n");
        text.append("CREATE TABLE a (id int);\nCREATE TABLE b (id int);\n");
        text.append("CREATE TABLE c (id int);\n");
        files.keySet().forEach(project::delete);
        project.write(BASELINE, text.toString());
    }

    private static String name(String file) {
        return file.substring(15, 16);
    }

    private String checksum(String name) {
        try (InputStream bytes = Files.newInputStream(project.directory().resolve(name))) {
            return Checksum.of(bytes).hex();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private void unsquash() {
        project.delete(BASELINE);
        writeOld();
    }

    private MigrationStatus status() {
        return project.migrator().build().status();
    }

    private void assertApplied(String... labels) {
        MigrationStatus status = status();
        assertThat(status.problems()).isEmpty();
        assertThat(status.pending()).isEmpty();
        assertThat(status.applied()).extracting(MigrationRecord::label).containsExactly(labels);
    }

    private static List<String> problems(MigrationStatus status) {
        return status.problems().stream().map(problem -> problem.detail().message()).toList();
    }

    @Test
    void aNewDatabaseGetsTheBaselineAlone() {
        squash();

        MigrationReport report = project.up();

        assertThat(Project.names(report.applied())).containsExactly("baseline", "d");
        assertThat(project.history())
                .containsExactly("20240103000000|baseline|whole", "20240104000000|d|whole");
        assertApplied("20240103000000 baseline", "20240104000000 d");
    }

    @Test
    void aDatabaseThatHasAllGoesOnAndItsHistoryStaysAsItIs() {
        project.up();
        List<String> before = project.history();
        squash();

        assertApplied("20240103000000 baseline", "20240104000000 d");
        assertThat(project.up().applied()).isEmpty();
        project.write("20240105000000_e.sql", "CREATE TABLE e (id int);\n");
        assertThat(Project.names(project.up().applied())).containsExactly("e");
        assertThat(project.history().subList(0, 4)).isEqualTo(before);
    }

    @Test
    void theFilesOfBeforeFitDatabasesOfBeforeAndAfter() {
        project.up();
        squash();
        project.up();
        unsquash();

        assertApplied(
                "20240101000000 a", "20240102000000 b", "20240103000000 c", "20240104000000 d");

        project.database().execute("DROP TABLE a, b, c, d, lifeguard_migrations");
        files.keySet().forEach(project::delete);
        writeOld();
        squash();
        project.up();
        unsquash();

        assertApplied("20240103000000 baseline", "20240104000000 d");
        assertThat(status().warnings())
                .containsExactly(
                        "2 migrations are older than the baseline 20240103000000 and count as"
                                + " applied: the first is 20240101000000 a.");
        project.write("20240105000000_e.sql", "CREATE TABLE e (id int);\n");
        assertThat(Project.names(project.up().applied())).containsExactly("e");
    }

    @Test
    void refusesADatabaseThatLagsBehind() {
        project.migrator().build().up(Target.version(20240101000000L));
        squash();

        assertThat(problems(status()))
                .containsExactly(
                        "The database lacks 2 of the 3 migrations that were squashed into"
                                + " \"20240103000000_b.baseline.sql\": 20240102000000 b,"
                                + " 20240103000000 c. The baseline is for a database that has"
                                + " none of them. Apply them first, with the files as they were"
                                + " before: check out the parent of the commit that git log"
                                + " --diff-filter=A -- \"*20240103000000_b.baseline.sql\" names,"
                                + " and run up --target 20240103000000 there.");
        LifeguardException failure = Project.failureOf(project::up);
        assertThat(failure).isInstanceOf(ValidationException.class);
        assertThat(failure.detail().kind()).isEqualTo(ErrorKind.MISSING_MIGRATION);
        assertThat(Project.failureOf(() -> project.migrator().build().down()))
                .isInstanceOf(ValidationException.class);

        unsquash();
        project.up();
        files.keySet().forEach(project::delete);
        writeOld();
        squash();
        assertApplied("20240103000000 baseline", "20240104000000 d");
    }

    @Test
    void refusesADatabaseThatHasAnotherText() {
        project.write("20240101000000_a.sql", "CREATE TABLE a (id bigint);\n");
        project.up();
        String other = checksum("20240101000000_a.sql");
        writeOld();
        squash();

        String squashed = line(0).substring(37, 101);
        assertThat(problems(status()))
                .containsExactly(
                        ("Migration 20240101000000 a is applied with the checksum %s, and the file"
                             + " that was squashed into \"20240103000000_b.baseline.sql\" had %s:"
                             + " it was edited in between. See what validate says with the files as"
                             + " they were before the squash.")
                                .formatted(other, squashed));
    }

    private String line(int line) {
        try {
            return Files.readAllLines(project.directory().resolve(BASELINE)).get(line);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void thereIsNoWayBackIntoTheBaseline() {
        project.up();
        squash();

        assertThat(Project.names(project.migrator().build().down().rolledBack()))
                .containsExactly("d");
        assertThat(Project.failureOf(() -> project.migrator().build().down()))
                .hasMessage(
                        "LG-307 Migration 20240103000000 baseline cannot be rolled back: it stands"
                                + " for 3 migrations. Undo it with a new migration that goes up,"
                                + " or restore a backup.");
        assertThat(
                        Project.failureOf(
                                () ->
                                        project.migrator()
                                                .build()
                                                .down(Target.version(20240102000000L))))
                .hasMessage(
                        "LG-101 The target version 20240102000000 cannot be gone back to: it was"
                                + " squashed into \"20240103000000_b.baseline.sql\", and there is"
                                + " no way back into that. migrator.status() lists the versions.");
        assertThat(project.history()).hasSize(3);
    }

    @Test
    void refusesAnOlderFileThatIsNoPartOfTheBaseline() {
        project.up();
        squash();
        project.write("20240102120000_late.sql", "CREATE TABLE late (id int);\n");
        writeOld();
        project.delete("20240102000000_b.up.sql");
        project.delete("20240102000000_b.down.sql");
        project.write("20240103000000_c.sql", "CREATE TABLE c (id bigint);\n");

        assertThat(problems(status()))
                .containsExactly(
                        "The file \"20240102120000_late.sql\" is older than"
                                + " \"20240103000000_b.baseline.sql\" and no part of it, so a new"
                                + " database would not get it. Give it a version that is newer"
                                + " than 20240103000000.",
                        "The file \"20240103000000_c.sql\" is not what it was when it was squashed"
                                + " into \"20240103000000_b.baseline.sql\". Delete it, and put the"
                                + " change into a new migration.");
        assertThat(status().warnings())
                .containsExactly(
                        "The file \"20240101000000_a.sql\" does not run: it was squashed into"
                                + " \"20240103000000_b.baseline.sql\".");
    }

    @Test
    void refusesABaselineThatStandsForNothing() {
        project.write("20240105000000_x.baseline.sql", "CREATE TABLE x (id int);\n");

        assertThat(problems(status()))
                .containsExactly(
                        "The file \"20240105000000_x.baseline.sql\" is named as a baseline, and no"
                                + " line \"-- lifeguard:squashed\" at its head names the migration"
                                + " of its version. squash writes baselines; give a migration"
                                + " another name.");
    }

    @Test
    void recordsTheBaselineOfADatabaseThatHadNoHistory() {
        squash();

        project.migrator().build().baseline(20240104000000L);

        assertThat(project.history())
                .containsExactly("20240103000000|baseline|whole", "20240104000000|d|whole");
        assertApplied("20240103000000 baseline", "20240104000000 d");
    }

    @Test
    void goesOnAfterABaselineInTheMiddle() {
        project.migrator().build().baseline(20240102000000L);
        project.database().execute("CREATE TABLE a (id int); CREATE TABLE b (id int)");
        project.up();
        squash();

        assertApplied("20240103000000 baseline", "20240104000000 d");
    }

    @Test
    void refusesTwoBaselinesOfTwoBranches() throws IOException {
        squash();
        String other = "20240104000000_x.baseline.sql";
        String text = Files.readString(project.directory().resolve(BASELINE));
        project.delete("20240104000000_d.sql");
        project.write(
                other,
                text.replace("squashed 20240102000000", "squashed 20240102000001")
                        .replace("squashed 20240103000000", "squashed 20240104000000"));

        assertThat(problems(status()))
                .containsExactly(
                        "The file \"20240103000000_b.baseline.sql\" stands for what"
                                + " \"20240104000000_x.baseline.sql\" does not stand for, so a new"
                                + " database would not get it: 20240102000000 b, 20240103000000 c."
                                + " Get the files back that both replaced, and squash again.");
        String more = line(2).replace("squashed 20240103000000", "squashed 20240104000000");
        project.write(other, text.replace("-- lifeguard:irr", more + "\n-- lifeguard:irr"));
        assertThat(problems(status())).isEmpty();
    }

    @Test
    void rowsOfBeforeABaselineThatAPersonRecordedAreNotMissing() {
        project.migrator().build().up(Target.version(20240101000000L));
        project.database().execute("CREATE TABLE b (id int); CREATE TABLE c (id int)");
        squash();
        project.migrator().build().baseline(20240103000000L);

        assertThat(problems(status())).isEmpty();
        assertThat(Project.names(project.up().applied())).containsExactly("d");
    }

    @Test
    void whatIsNewerGoesBackWhereAMigrationOfTheBaselineCameLast() {
        project.delete("20240103000000_c.sql");
        project.up();
        writeOld();
        project.migrator().outOfOrder(OutOfOrder.ALLOW).build().up();
        squash();

        assertThat(Project.names(project.migrator().build().down().rolledBack()))
                .containsExactly("d");
        assertThat(Project.names(project.up().applied())).containsExactly("d");
    }

    @Test
    void batchesOfTheBaselineHaveToBeOver() {
        files.put(
                "20240102060000_p.sql",
                "CREATE TABLE p (id int PRIMARY KEY, n int); INSERT INTO p VALUES (1), (2);\n");
        files.put(
                "20240102120000_e.sql",
                """
                -- lifeguard:batch table=p key=id mode=background
                UPDATE p SET n = 1 WHERE id > :from AND id <= :to;
                """);
        writeOld();
        project.up();
        squash();

        assertThat(problems(status()))
                .containsExactly(
                        "The batches of 20240102120000 e are PENDING, and its file was squashed"
                                + " into \"20240103000000_b.baseline.sql\", so what they run is"
                                + " not here. Finish them with the files as they were before:"
                                + " check out the parent of the commit that git log"
                                + " --diff-filter=A -- \"*20240103000000_b.baseline.sql\" names,"
                                + " and run \"batch run\" there. Or give them up: \"batch cancel"
                                + " 20240102120000\".");
        assertThat(Project.failureOf(project::up).detail().kind())
                .isEqualTo(ErrorKind.MISSING_MIGRATION);
        assertThat(Project.names(project.migrator().build().down().rolledBack()))
                .containsExactly("d");

        unsquash();
        project.migrator().build().batches().run(BatchRun.all());
        files.keySet().forEach(project::delete);
        writeOld();
        squash();
        assertThat(Project.names(project.up().applied())).containsExactly("d");
    }
}
