package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A baseline of this project's own layout, and the migrations whose files it replaced. They stand
 * in comments at its head, a line each.
 *
 * @param members oldest first; the last one has the baseline's version
 */
public record Squashed(SqlScript baseline, List<Member> members) {

    private static final Pattern LINE =
            Pattern.compile(
                    "-- lifeguard:squashed (?<version>[0-9]{14}) (?<checksum>[0-9a-f]{64})"
                            + " (?<name>.+)");

    /** Copies the list. */
    public Squashed {
        members = List.copyOf(members);
    }

    /**
     * A migration as it was.
     *
     * @param checksum of its file
     */
    public record Member(MigrationVersion version, String name, Checksum checksum) {

        /** As it is in the baseline, without a line end. */
        public String line() {
            return "-- lifeguard:squashed %s %s %s".formatted(version, checksum, name);
        }

        /** Version and name as messages show them. */
        public String label() {
            return version.label(name);
        }

        /** Whether a recorded checksum is this one's; of one in Java, also of an unknown source. */
        public boolean matches(String recorded) {
            return checksum.hex().equals(recorded)
                    || ObjectSource.withoutSource(version, name).hex().equals(recorded);
        }
    }

    /** The migration of a version. */
    public Optional<Member> find(long version) {
        return members.stream().filter(member -> member.version().number() == version).findFirst();
    }

    /** Reads the head of a baseline; none is there of a file that stands for nothing. */
    static List<Member> members(SqlScript baseline) {
        List<Member> members = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                baseline.text().content().open(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine();
                    line != null && isOfHead(line);
                    line = lines.readLine()) {
                Matcher member = LINE.matcher(line);
                if (member.matches()) {
                    members.add(member(member));
                }
            }
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(baseline.fileName(), unreadable);
        }
        return members;
    }

    private static boolean isOfHead(String line) {
        return line.isBlank() || line.startsWith("--") || line.startsWith("\uFEFF--");
    }

    private static Member member(Matcher line) {
        return new Member(
                MigrationVersion.of(Long.parseLong(line.group("version"))),
                line.group("name"),
                new Checksum(line.group("checksum")));
    }
}
