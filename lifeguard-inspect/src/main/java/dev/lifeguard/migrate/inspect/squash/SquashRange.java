package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Squashed;
import dev.lifeguard.migrate.source.catalog.Squashed.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is squashed.
 *
 * @param members all that the baseline stands for, those of an earlier one too, oldest first
 * @param scripts what it replaces, an earlier baseline included
 */
public record SquashRange(MigrationVersion last, List<Member> members, List<Script> scripts) {

    /** Copies the lists. */
    public SquashRange {
        members = List.copyOf(members);
        scripts = List.copyOf(scripts);
    }

    /**
     * All up to a version.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when that cannot be squashed
     */
    public static SquashRange upTo(MigrationVersion last, MigrationCatalog catalog) {
        if (!catalog.isOwn()) {
            throw Refused.because(
                    "squash works on files of this project's own layout. Write those first:"
                            + " lifeguard-migrate convert TOOL DIR.");
        }
        if (!catalog.rejected().isEmpty()) {
            throw new ValidationException(catalog.rejected());
        }
        if (catalog.squashed().filter(it -> it.baseline().version().equals(last)).isPresent()) {
            throw Refused.because(
                    "All migrations up to %s are squashed already, into \"%s\"."
                            .formatted(last, catalog.squashed().get().baseline().fileName()));
        }
        if (catalog.find(last.number()).isEmpty()) {
            throw Refused.because(
                    "There is no migration %s. lifeguard-migrate status lists the versions."
                            .formatted(last));
        }
        List<Script> scripts = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        for (Squashed earlier : catalog.squashed().stream().toList()) {
            scripts.add(earlier.baseline());
            members.addAll(earlier.members());
        }
        catalog.scripts().stream()
                .filter(script -> script.version().number() <= last.number())
                .forEach(
                        script -> {
                            scripts.add(script);
                            members.add(
                                    new Member(script.version(), script.name(), script.checksum()));
                        });
        return new SquashRange(last, members, scripts);
    }

    /**
     * Refuses to go on where files were edited since they were read.
     *
     * @param now the same range, read again
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it is another one
     */
    public void requireUnchanged(SquashRange now) {
        List<String> before = sights();
        List<String> after = now.sights();
        if (!before.equals(after) || !members.equals(now.members())) {
            Set<String> changed = new TreeSet<>();
            Stream.concat(before.stream(), after.stream())
                    .filter(sight -> !before.contains(sight) || !after.contains(sight))
                    .forEach(sight -> changed.add(sight.substring(sight.indexOf(' ') + 1)));
            throw Refused.because(
                    "Files were changed while the baseline was proven: %s. Run squash again. Nothing was changed."
                            .formatted(String.join(", ", changed)));
        }
    }

    private List<String> sights() {
        return scripts.stream().map(it -> it.checksum().hex() + " " + it.fileName()).toList();
    }

    /** What the baseline is called. */
    public String fileName() {
        return last + "_squashed.baseline.sql";
    }
}
