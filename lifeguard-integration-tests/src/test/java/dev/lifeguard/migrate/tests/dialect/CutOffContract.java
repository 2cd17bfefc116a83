package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.CutDataSource.Moment;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that breaks at a statement that commits by itself: the catalogue tells. */
abstract class CutOffContract {

    private static final String ONE = "20240101000000_one.sql";
    private static final String TWO = "20240102000000_two.sql";
    private static final long VERSION = 20240102000000L;

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;
    private final String dropIndex;
    private final String quotedTable;

    /**
     * With a database of the test's own.
     *
     * @param dropIndex what drops the index "old" of the table "one"
     * @param quotedTable a name in quotes, with capitals and a space
     */
    CutOffContract(ContractDatabase database, String dropIndex, String quotedTable) {
        this.database = database;
        this.project = ContractProject.of(database);
        this.dropIndex = dropIndex;
        this.quotedTable = quotedTable;
        project.write(
                ONE,
                """
                CREATE TABLE one (id int, b int);
                CREATE INDEX old ON one (b);
                CREATE TABLE gone (id int);
                INSERT INTO one VALUES (1, 1);
                """);
        project.up();
    }

    /** A migration whose second statement that is, cut off there. */
    LifeguardException cutOff(String statement, Moment moment) {
        project.write(TWO, "UPDATE one SET id = id + 1;\n%s;\n".formatted(statement));
        Migrator cut =
                database.migrator(new CutDataSource(database.dataSource(), statement, moment))
                        .source(MigrationSource.directory(project.directory()))
                        .lease(Duration.ofSeconds(1))
                        .build();
        LifeguardException lost = failureOf(cut::up);
        assertThat(lost.detail().kind()).isEqualTo(ErrorKind.DATABASE_UNREACHABLE);
        return lost;
    }

    void nextRunIsWhole() {
        project.up();
        requireWhole();
    }

    /** What the next run says when it cannot know. */
    String nextRunsDoubt() {
        LifeguardException doubt = failureOf(project::up);
        assertThat(doubt.detail().kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        return doubt.detail().message();
    }

    private void requireWhole() {
        assertThat(project.history()).containsExactly("one|whole", "two|whole");
        assertThat(database.query("SELECT id FROM one")).containsExactly("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    BEFORE | CREATE TABLE two (id int, a int)
                    AFTER  | CREATE TABLE two (id int, a int)
                    BEFORE | CREATE TABLE IF NOT EXISTS two (id int)
                    AFTER  | CREATE TABLE IF NOT EXISTS two (id int)
                    BEFORE | DROP TABLE gone
                    AFTER  | DROP TABLE gone
                    BEFORE | CREATE UNIQUE INDEX one_id ON one (id)
                    AFTER  | CREATE UNIQUE INDEX one_id ON one (id)
                    BEFORE | ALTER TABLE one ADD COLUMN a decimal(10, 2) DEFAULT 0
                    AFTER  | ALTER TABLE one ADD COLUMN a decimal(10, 2) DEFAULT 0
                    BEFORE | ALTER TABLE one ADD a varchar(20) DEFAULT ', x' NOT NULL
                    AFTER  | ALTER TABLE one ADD a varchar(20) DEFAULT ', x' NOT NULL
                    BEFORE | ALTER TABLE gone DROP COLUMN c
                    AFTER  | ALTER TABLE gone DROP COLUMN c
                    """)
    void theNextRunKnowsWhetherItTookEffect(Moment moment, String statement) {
        database.execute("ALTER TABLE gone ADD COLUMN c int");
        cutOff(statement, moment);
        project.up();
        requireWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE", "AFTER"})
    void anIndexThatIsDroppedIsLookedUpToo(Moment moment) {
        cutOff(dropIndex, moment);
        project.up();
        requireWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE", "AFTER"})
    void aNameInQuotesIsLookedUpAsItIs(Moment moment) {
        cutOff("CREATE TABLE %s (id int)".formatted(quotedTable), moment);
        project.up();
        requireWhole();
    }

    @Test
    void whatWasThereBeforeIsNotTakenForTheStatementsOwn() {
        cutOff("CREATE TABLE gone (other int)", Moment.BEFORE);
        LifeguardException failed = failureOf(project::up);
        assertThat(failed.detail().kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(failed.detail().line()).isEqualTo(2);
        assertThat(failed.getMessage()).contains("gone").contains("Fix the statement");
        assertThat(project.history()).containsExactly("one|whole", "two|part-way");
    }

    @Test
    void whatWasNotThereBeforeIsNotTakenForDropped() {
        cutOff("DROP TABLE missing", Moment.BEFORE);
        assertThat(failureOf(project::up).getMessage()).contains("Fix the statement");
    }

    @Test
    void anIfNotExistsOfWhatWasThereBeforeIsRunAgain() {
        cutOff("CREATE TABLE IF NOT EXISTS gone (other int)", Moment.BEFORE);
        project.up();
        requireWhole();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE two AS SELECT id FROM one",
                "ALTER TABLE one ADD CONSTRAINT one_id UNIQUE (id)",
                "CREATE VIEW two AS SELECT id FROM one"
            })
    void whatTheCatalogueDoesNotTellIsInDoubt(String statement) {
        cutOff(statement, Moment.AFTER);
        LifeguardException doubt = failureOf(project::up);
        assertThat(doubt.detail().kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(doubt.getMessage())
                .contains("statement 2 (")
                .contains("was started and then cut off")
                .contains("repair(new Repair.StatementDone(%sL))".formatted(VERSION))
                .contains("repair(new Repair.StatementUndone(%sL))".formatted(VERSION));

        project.migrator().build().repair(new Repair.StatementDone(VERSION));
        project.up();
        requireWhole();
    }
}
