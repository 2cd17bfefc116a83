package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BatchSql.NewRange;
import dev.lifeguard.migrate.dialect.BatchSql.Planned;
import dev.lifeguard.migrate.dialect.BatchSql.RangeOf;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.BatchStatement;
import dev.lifeguard.migrate.script.BatchTerms;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A migration that runs in batches.
 *
 * @param version its version
 * @param name its name
 * @param fileName its file
 * @param work what each batch runs
 */
public record BatchJob(
        MigrationVersion version, String name, String fileName, BatchStatement work) {

    /** That of a step; empty where it is none. */
    public static Optional<BatchJob> of(PlannedStep step) {
        return step.section()
                .flatMap(Section::batch)
                .map(work -> new BatchJob(step.version(), step.name(), step.fileName(), work));
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
