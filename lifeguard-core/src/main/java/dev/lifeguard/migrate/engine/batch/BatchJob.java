package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BatchSql.NewRange;
import dev.lifeguard.migrate.dialect.BatchSql.Planned;
import dev.lifeguard.migrate.dialect.BatchSql.RangeOf;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.schema.BatchMigration;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.script.BatchTerms;
import dev.lifeguard.migrate.script.BatchTerms.Mode;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A migration that runs in batches.
 *
 * @param version its version
 * @param name its name
 * @param fileName its file
 * @param work what each batch runs, a statement or a method in Java
 * @param lockTimeout what a batch waits for a lock, where its script says that
 */
public record BatchJob(
        MigrationVersion version,
        String name,
        String fileName,
        BatchProgram work,
        Optional<Duration> lockTimeout) {

    /**
     * That of a step; empty where it is none.
     *
     * @param background how a migration in Java is run that is to be run in the background; of a
     *     script it is known
     */
    public static Optional<BatchJob> of(PlannedStep step, Mode background) {
        return step.content() instanceof PlannedStep.Code code
                ? of(step.script(), code, background)
                : step.section().flatMap(section -> of(step.script(), section));
    }

    /**
     * That of a migration in Java; empty where it is none.
     *
     * @param background how those are run that are to be run in the background
     */
    static Optional<BatchJob> of(Script script, PlannedStep.Code code, Mode background) {
        BatchSpec<?> spec = code.batches();
        return spec == null
                ? Optional.empty()
                : Optional.of(
                        new BatchJob(
                                script.version(),
                                script.name(),
                                script.fileName(),
                                java(code.migration(), spec).with(background),
                                Optional.empty()));
    }

    /** The specification is what that migration gave. */
    @SuppressWarnings("unchecked")
    private static <K> JavaBatches<K> java(Migration migration, BatchSpec<K> spec) {
        return JavaBatches.of((BatchMigration<K>) migration, spec);
    }

    /** That of a section; empty where it is none. */
    public static Optional<BatchJob> of(Script script, Section section) {
        return section.batch()
                .map(
                        work ->
                                new BatchJob(
                                        script.version(),
                                        script.name(),
                                        script.fileName(),
                                        new StatementBatches(work),
                                        section.lockTimeout()));
    }

    /** What its directive says. */
    public BatchTerms terms() {
        return work.terms();
    }

    /** What tells whether it is the same work as before, in hex. */
    public String specHash() {
        try {
            byte[] spec = work.spec().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(spec));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Refuses to run in rows of other work, which somebody wrote since this run began.
     *
     * @throws ValidationException where one is
     */
    void requireSame(List<RangeRow> rows) {
        if (isOther(rows)) {
            throw BatchRefusal.ofNewer(this);
        }
    }

    /** Whether rows are of other work. */
    boolean isOther(List<RangeRow> rows) {
        String own = specHash();
        return rows.stream().anyMatch(row -> !row.specHash().equals(own));
    }

    /** Its one range, as it begins. */
    NewRange beginning() {
        return new NewRange(
                new RangeOf(version.number(), 0),
                name,
                specHash(),
                terms().sizes().first(),
                null,
                null,
                Planned.NO);
    }
}
