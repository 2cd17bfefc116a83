package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What cannot be a migration although it should be, and why. */
final class RejectedFiles {

    private final List<ErrorDetail> details = new ArrayList<>();

    void add(ErrorDetail detail) {
        details.add(detail);
    }

    /**
     * Adds a file whose name does not fit.
     *
     * @param version null where its name has none
     * @param reason goes on from the file's name
     */
    void addMisnamed(String fileName, @Nullable MigrationVersion version, String reason) {
        String message = "The file \"%s\" %s".formatted(fileName, reason);
        ErrorDetail detail = ErrorDetail.of(ErrorKind.INVALID_NAME, message).withFile(fileName);
        details.add(version == null ? detail : version.of(detail));
    }

    /** Adds a folder that is named like a file that runs. */
    void addFolder(String name) {
        addMisnamed(
                name,
                null,
                "is a folder, but is named like one that runs. Give it another name. Where a"
                        + " container made it, the file that was to be there is missing.");
    }

    /** A file or class, and the description of its source. */
    record Origin(String name, String source) {}

    /** Adds the second script of a version. */
    void addTwice(Script one, Origin first, Script other, Origin second) {
        if (isCopy(one, other)) {
            addCopy(other.version(), first, second);
        } else {
            addDuplicate(other.version(), first, second);
        }
    }

    /** As a file is of itself where its directory is read twice. */
    private static boolean isCopy(Script one, Script other) {
        return one.checksum().equals(other.checksum())
                && lastName(one.fileName()).equals(lastName(other.fileName()));
    }

    private static String lastName(String fileName) {
        return fileName.substring(fileName.lastIndexOf('/') + 1);
    }

    /** Adds the second one of a version. */
    void addDuplicate(MigrationVersion version, Origin first, Origin second) {
        addSecond(version, first, second, "Give one of them another version.");
    }

    private void addCopy(MigrationVersion version, Origin first, Origin second) {
        addSecond(
                version,
                first,
                second,
                "Both say the same. Where a directory is named twice, or lies in another one, leave"
                        + " it out; else delete one of the files.");
    }

    private void addSecond(MigrationVersion version, Origin first, Origin second, String whatToDo) {
        String message =
                "The version %s stands twice: \"%s\" in %s and \"%s\" in %s. %s"
                        .formatted(
                                version,
                                first.name(),
                                first.source(),
                                second.name(),
                                second.source(),
                                whatToDo);
        ErrorDetail detail = ErrorDetail.of(ErrorKind.DUPLICATE_VERSION, message);
        details.add(version.of(detail.withFile(second.name())));
    }

    /** All of them, oldest version first; those without one are last. */
    List<ErrorDetail> all() {
        if (!details.isEmpty()) {
            details.sort(Comparator.comparingLong(RejectedFiles::versionOrLast));
        }
        return details;
    }

    private static long versionOrLast(ErrorDetail detail) {
        Long version = detail.version();
        return version == null ? Long.MAX_VALUE : version;
    }
}
