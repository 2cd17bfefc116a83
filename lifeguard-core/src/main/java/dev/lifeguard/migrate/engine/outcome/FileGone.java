package dev.lifeguard.migrate.engine.outcome;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.planning.PlannedStep;
import java.io.IOException;

/** Says that a migration's file could not be read to its end, though it was when it was planned. */
public final class FileGone {

    private FileGone() {}

    public static ConfigurationException of(PlannedStep step, IOException cause) {
        return new ConfigurationException(
                ErrorDetail.of(
                                ErrorKind.FILE_NOT_FOUND,
                                "%s could not be read to its end: %s. %s"
                                        .formatted(step.fileName(), cause.getMessage(), kept(step)))
                        .withFile(step.fileName())
                        .withVersion(step.version().number(), step.version().label()),
                cause);
    }

    private static String kept(PlannedStep step) {
        return step.hook().isPresent()
                ? "It is a hook, of which the history says nothing. Put it back as it was."
                : "The history says what of it was kept: %s shows it."
                        .formatted(Remedy.STATUS.place());
    }
}
