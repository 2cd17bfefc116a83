package dev.lifeguard.migrate.engine.pipeline;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.HistorySql.Closing;
import dev.lifeguard.migrate.jdbc.AuthoredStatements;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What is sent for migrations that go together, and where each one's statements are.
 *
 * @param together the migrations
 * @param from the number of the first one of them that is sent
 * @param statements all of them
 * @param first the index of the first statement of the first migration
 * @param behind how many are behind the last COMMIT
 * @param prepared how many of them remove what is prepared
 */
record PipelineFlush(
        List<PipelinedMigration> together,
        int from,
        List<BoundSql> statements,
        int first,
        int behind,
        int prepared) {

    /**
     * A place among all statements.
     *
     * @param migration whose statement it is
     * @param number of the migration among those together, from 0
     * @param statement the index among the migration's own
     */
    record At(PipelinedMigration migration, int number, int statement) {

        /** Whether the statement commits the migration. */
        boolean isCommit() {
            return migration.isCommit(statement);
        }
    }

    /**
     * All of them; this library's own statements are prepared.
     *
     * @param last what is sent behind the last COMMIT
     */
    static PipelineFlush prepared(
            List<PipelinedMigration> together, String token, List<BoundSql> last) {
        PreparedSql prepared = new PreparedSql(token);
        List<BoundSql> transactions = transactions(together, prepared::execute);
        List<BoundSql> statements = new ArrayList<>(transactions.size() + 5);
        statements.add(AuthoredStatements.BEGIN);
        statements.addAll(prepared.prepare());
        int first = statements.size();
        statements.addAll(transactions);
        List<BoundSql> removing = prepared.deallocate();
        statements.addAll(removing);
        statements.addAll(last);
        int behind = removing.size() + last.size();
        return new PipelineFlush(together, 0, statements, first, behind, removing.size());
    }

    /** Those from a number on, with nothing prepared. */
    static PipelineFlush plain(List<PipelinedMigration> together, int from, List<BoundSql> last) {
        List<BoundSql> statements = new ArrayList<>();
        statements.add(AuthoredStatements.BEGIN);
        statements.addAll(
                transactions(together.subList(from, together.size()), UnaryOperator.identity()));
        statements.addAll(last);
        return new PipelineFlush(together, from, statements, 1, last.size(), 0);
    }

    private static List<BoundSql> transactions(
            List<PipelinedMigration> migrations, UnaryOperator<BoundSql> own) {
        List<BoundSql> statements = new ArrayList<>();
        int last = migrations.size() - 1;
        for (int number = 0; number <= last; number++) {
            Closing commit = number == last ? Closing.DURABLE : Closing.FOLLOWED;
            statements.addAll(migrations.get(number).statements(commit, own));
        }
        return statements;
    }

    /** Where a statement is; what is before the first migration's counts as its first one. */
    At at(int index) {
        int statement = Math.max(0, index - first);
        int number = from;
        while (statement >= together.get(number).size()) {
            statement -= together.get(number).size();
            number++;
        }
        return new At(together.get(number), number, statement);
    }

    /** Whether all migrations are committed when the statement runs. */
    boolean isBehindLastCommit(int index) {
        return index >= statements.size() - behind;
    }

    /** Removes what is prepared. */
    List<BoundSql> removingPrepared() {
        int from = statements.size() - behind;
        return statements.subList(from, from + prepared);
    }
}
