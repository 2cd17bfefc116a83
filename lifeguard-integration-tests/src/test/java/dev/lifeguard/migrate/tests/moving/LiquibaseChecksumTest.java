package dev.lifeguard.migrate.tests.moving;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import liquibase.ChecksumVersion;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.changelog.ChangeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Checksums of generated changesets, as the real Liquibase records them. */
final class LiquibaseChecksumTest {

    private static final int FILES = 330;
    private static final String CONTEXTS = "a,b";
    private static final String LABELS = "x or !y";

    @AutoClose private final LiquibaseProject project = LiquibaseProject.of(ContractDatabase.h2());

    private record InMemory(String name, String text) implements MigrationFile {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static boolean isReadable(String text) throws IOException {
        return OtherTool.LIQUIBASE_SQL
                .layout()
                .read(List.of(new InMemory("a.sql", "--liquibase formatted sql\n" + text)))
                .stream()
                .noneMatch(Found.Refused.class::isInstance);
    }

    private void write() throws IOException {
        GeneratedChangelogs generated = new GeneratedChangelogs(9);
        for (int at = 0; at < FILES; at++) {
            String text = generated.changelog();
            if (isReadable(text)) {
                project.write(String.format(Locale.ROOT, "%03d.sql", at), text);
            }
        }
        project.liquibase(
                it -> it.changeLogSync(new Contexts(CONTEXTS), new LabelExpression(LABELS)));
    }

    private ImportReport imported() {
        return project.migrator()
                .placeholder("liquibase.contexts", CONTEXTS)
                .placeholder("liquibase.label-filter", LABELS)
                .build()
                .importHistory(OtherTool.LIQUIBASE_SQL.history(null).orElseThrow());
    }

    @Test
    void areThoseOfTheRealOne() throws IOException {
        write();

        assertThat(imported().imported()).hasSize(project.rows().size()).hasSizeGreaterThan(300);
    }

    @Test
    void areThoseOfAnOlderOne() throws IOException {
        write();
        project.liquibase(
                it -> {
                    it.getChangeLogParameters().setContexts(new Contexts(CONTEXTS));
                    it.getChangeLogParameters().setLabels(new LabelExpression(LABELS));
                    for (ChangeSet each : it.getDatabaseChangeLog().getChangeSets()) {
                        project.database()
                                .execute(
                                        "UPDATE DATABASECHANGELOG SET MD5SUM = '%s' WHERE ID = '%s'"
                                                .formatted(
                                                        each.generateCheckSum(ChecksumVersion.V8),
                                                        each.getId()));
                    }
                });

        assertThat(project.rows()).allMatch(row -> row.contains("|8:"));
        assertThat(imported().imported()).hasSize(project.rows().size());
    }

    @Test
    void areOthersWhenSomethingElseIsRun() {
        project.write("a.sql", "--changeset me:1\nSELECT 'a  b';\n");
        project.liquibase(it -> it.changeLogSync(""));
        project.write("a.sql", "--changeset me:1 dbms:h2\n--comment x\nSELECT\n'ab' ;\n");
        assertThat(imported().imported()).hasSize(1);
        project.migrator().build().undoImport(OtherTool.LIQUIBASE_SQL.history(null).orElseThrow());
        project.write("a.sql", "--changeset me:1\nSELECT 'a c';\n");

        assertThat(((ValidationException) failureOf(this::imported)).problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.kind()).isEqualTo(ErrorKind.CHECKSUM_MISMATCH);
                            assertThat(problem.label()).isEqualTo("a.sql::1::me");
                            assertThat(problem.message())
                                    .matches(
                                            "The changeset db/changes/a\\.sql::1::me was edited"
                                                + " after Liquibase applied it: its checksum is"
                                                + " 9:[0-9a-f]{32}, and Liquibase recorded"
                                                + " 9:[0-9a-f]{32}\\. Undo the edit, or accept it"
                                                + " as Liquibase does, by a line \"--validCheckSum:"
                                                + " 9:[0-9a-f]{32}\"\\.");
                        });
    }

    /** As Liquibase 4 did, and 5 does not. */
    @Test
    void areFoundByTheLogicalPathOfTheirFile() throws IOException {
        String file = "--liquibase formatted sql logicalFilePath:path-independent\n";
        Path directory = project.directory();
        Files.writeString(directory.resolve("a.sql"), file + "--changeset me:1\nSELECT 1;\n");
        Files.writeString(
                directory.resolve("b.sql"),
                file + "--changeset me:2 logicalFilePath:own\nSELECT 2;\n");
        project.liquibase(it -> it.changeLogSync(""));
        project.database()
                .execute(
                        "UPDATE DATABASECHANGELOG SET FILENAME = 'path-independent' WHERE ID ="
                                + " '1'");

        assertThat(imported().imported())
                .map(each -> each.version().toString())
                .containsExactly("a.sql::1::me", "own::2::me");
    }
}
