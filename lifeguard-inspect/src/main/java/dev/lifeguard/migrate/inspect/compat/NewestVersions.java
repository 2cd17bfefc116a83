package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.List;

/** Names the newest of some versions, for the end of a sentence. */
final class NewestVersions {

    private static final int MOST = 5;

    private NewestVersions() {}

    static String of(List<MigrationVersion> versions) {
        List<String> numbers =
                versions.stream()
                        .filter(version -> !version.isRepeatable())
                        .map(MigrationVersion::toString)
                        .toList();
        List<String> shown = numbers.subList(Math.max(0, numbers.size() - MOST), numbers.size());
        return shown.size() > 1
                ? "are " + String.join(", ", shown)
                : shown.stream().findFirst().map("is "::concat).orElse("is none");
    }
}
