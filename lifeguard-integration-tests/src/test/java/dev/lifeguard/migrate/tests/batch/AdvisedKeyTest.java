package dev.lifeguard.migrate.tests.batch;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is advised where a table has no key is what its database takes. */
@OnPostgres
final class AdvisedKeyTest {

    private static final String REFUSED = "LG-302 20240102000000_fill.sql:2:1: ";

    private final PostgresServer server;

    AdvisedKeyTest(PostgresServer server) {
        this.server = server;
    }

    private BatchProject postgres() {
        return BatchProject.of(ContractDatabase.postgresql(server));
    }

    private static BatchProject mariaDb() {
        return BatchProject.of(ContractDatabase.mariaDb(MariaDbServer.running()));
    }

    private static void requireRefusal(BatchProject project, String message) {
        assertThat(failureOf(project::up)).hasMessage(REFUSED + message);
    }

    /** Runs the statement that is advised, and the batches by the index that it makes. */
    private static void requireAdvice(BatchProject project, String why, String index) {
        requireRefusal(project, "%s. Make one first: %s.".formatted(why, index));
        project.database().execute(index);
        project.up();
        assertThat(project.seen()).containsExactly("1|2");
    }

    @Test
    void namesThatNeedQuotesHaveThem() {
        try (BatchProject project = postgres()) {
            project.table("\"userId\" int NOT NULL");
            project.rows(List.of("1", "2"));
            project.fill("key=userId", "\"userId\" > :from AND \"userId\" <= :to");

            requireAdvice(
                    project,
                    "The table item has no unique index",
                    "CREATE UNIQUE INDEX CONCURRENTLY \"item_userId_key\" ON item (\"userId\")");
        }
    }

    @Test
    void namesThatNeedQuotesHaveThemOnMariaDb() {
        try (BatchProject project = mariaDb()) {
            project.table("`user id` int NOT NULL");
            project.rows(List.of("1", "2"));
            project.fill("key=`user id`", "`user id` > :from AND `user id` <= :to");

            requireAdvice(
                    project,
                    "The table item has no unique index",
                    "CREATE UNIQUE INDEX `item_user id_key` ON item (`user id`)");
        }
    }

    @Test
    void aNameThatAnotherIndexHasIsNotTaken() {
        try (BatchProject project = postgres()) {
            project.table("k int NOT NULL");
            project.rows(List.of("1", "2"));
            project.database().execute("CREATE UNIQUE INDEX item_k_key ON item (k) WHERE k > 1");
            project.fill("key=k", "k > :from AND k <= :to");

            requireAdvice(
                    project,
                    "No unique index of item is one of all rows over (k): item_k_key is partial",
                    "CREATE UNIQUE INDEX CONCURRENTLY item_k_key2 ON item (k)");
        }
    }

    @Test
    void aPartitionedTableGetsItsIndexInOneGo() {
        try (BatchProject project = postgres()) {
            project.database()
                    .execute(
                            "CREATE TABLE item (seen int NOT NULL DEFAULT 0, a int NOT NULL, b int"
                                    + " NOT NULL) PARTITION BY RANGE (a)",
                            "CREATE TABLE item_all PARTITION OF item DEFAULT");
            project.rows(List.of("1, 1", "1, 2"));
            project.fill("key=(b, a)", "(b, a) > :from AND (b, a) <= :to");

            requireAdvice(
                    project,
                    "The table item has no unique index",
                    "CREATE UNIQUE INDEX item_b_a_key ON item (b, a)");
        }
    }

    @Test
    void theKeyOfAPartitionedTableNeedsTheColumnsThatPartitionIt() {
        try (BatchProject project = postgres()) {
            project.database()
                    .execute(
                            "CREATE TABLE item (seen int NOT NULL DEFAULT 0, a int NOT NULL, b int"
                                    + " NOT NULL) PARTITION BY RANGE (a)");
            project.fill("key=b", "b > :from AND b <= :to");

            requireRefusal(
                    project,
                    "The table item has no unique index. It is partitioned by a, which each unique"
                            + " index of it must have: take that into key=, too.");
        }
    }

    @Test
    void aTablePartitionedByAnExpressionTakesNoUniqueIndex() {
        try (BatchProject project = postgres()) {
            project.database()
                    .execute(
                            "CREATE TABLE item (seen int NOT NULL DEFAULT 0, a int NOT NULL)"
                                    + " PARTITION BY RANGE ((a + 1))");
            project.fill("key=a", "a > :from AND a <= :to");

            requireRefusal(
                    project,
                    "The table item has no unique index. It is partitioned by an expression, with"
                            + " which it takes none. Run batches over its partitions.");
        }
    }

    @Test
    void aGeneratedColumnOfMariaDbIsNotAdvisedToBeNotNull() {
        try (BatchProject project = mariaDb()) {
            project.table("id int NOT NULL, k int AS (id + 1) STORED, UNIQUE (k)");
            project.fill("key=k", "k > :from AND k <= :to");

            requireRefusal(
                    project,
                    "The column k of item may be null, and a row without a key would be missed."
                            + " MariaDB takes no NOT NULL for a generated column: name another"
                            + " key.");
        }
    }

    @Test
    void textOfMariaDbIsNoKeySinceItsUniqueIndexesAreHashes() {
        try (BatchProject project = mariaDb()) {
            project.table("k text NOT NULL, UNIQUE (k)");
            project.fill("key=k", "k > :from AND k <= :to");

            requireRefusal(
                    project,
                    "The column k of item can be no key of batches: no index has whole values of"
                            + " the type TEXT in their order. Name another one in key=.");
        }
    }

    @Test
    void anIndexOfMariaDbThatIsAHashIsNone() {
        try (BatchProject project = mariaDb()) {
            project.table("k varchar(3000) CHARACTER SET utf8mb4 NOT NULL, UNIQUE long_key (k)");
            project.fill("key=k", "k > :from AND k <= :to");

            requireRefusal(
                    project,
                    "No unique index of item is one of all rows over (k): long_key is a hash, which"
                            + " has no order. An index over values of this length always is: name"
                            + " another key.");
        }
    }

    @Test
    void aPartitionedTableOfMariaDbNeedsTheColumnsThatPartitionIt() {
        try (BatchProject project = mariaDb()) {
            project.database()
                    .execute(
                            "CREATE TABLE item (seen int NOT NULL DEFAULT 0, a int NOT NULL, b int"
                                    + " NOT NULL) PARTITION BY HASH (a + 1) PARTITIONS 2");
            project.fill("key=b", "b > :from AND b <= :to");

            requireRefusal(
                    project,
                    "The table item has no unique index. It is partitioned by a, which each unique"
                            + " index of it must have: take that into key=, too.");
        }
    }

    @Test
    void aGeneratedColumnOfSqliteIsThere() {
        try (BatchProject project = BatchProject.of(ContractDatabase.sqlite())) {
            project.table("id int NOT NULL, k int NOT NULL AS (id + 1) STORED");
            project.database().execute("INSERT INTO item (seen, id) VALUES (0, 1), (0, 2)");
            project.fill("key=k", "k > :from AND k <= :to");

            requireAdvice(
                    project,
                    "The table item has no unique index",
                    "CREATE UNIQUE INDEX item_k_key ON item (k)");
        }
    }
}
