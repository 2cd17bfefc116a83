package dev.lifeguard.migrate.cli.facts;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.IrreversibleMigration;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.util.Optional;

/**
 * What a migration's file holds.
 *
 * @param name relative to the directory of the migrations
 * @param checksum in hexadecimal digits
 * @param up what applies it; empty when the file cannot be read as a script
 * @param down what rolls it back; empty when nothing does
 * @param irreversible why there is no way down, where the file says it
 */
public record FileFacts(
        String name,
        String checksum,
        Optional<SectionFacts> up,
        Optional<SectionFacts> down,
        Optional<String> irreversible) {

    /**
     * A section of a file.
     *
     * @param statements how many there are
     * @param wholeTransaction whether they are one transaction
     */
    public record SectionFacts(int statements, boolean wholeTransaction) {

        private static SectionFacts of(Section section) {
            return new SectionFacts(section.statementCount(), !section.needsNoTransaction());
        }
    }

    /** Reads the file of a script. */
    public static FileFacts of(Script script, ScriptRules rules) {
        return switch (script) {
            case SqlScript sql -> of(sql, rules);
            case JavaMigration java -> of(java);
        };
    }

    private static FileFacts of(JavaMigration script) {
        return new FileFacts(
                script.fileName(),
                script.checksum().hex(),
                Optional.empty(),
                Optional.empty(),
                irreversible(script));
    }

    private static Optional<String> irreversible(JavaMigration script) {
        try {
            // Its reason would be told by its code, which looking does not run.
            return IrreversibleMigration.class.isAssignableFrom(script.type())
                    ? Optional.of("its class is an IrreversibleMigration")
                    : Optional.empty();
        } catch (InvalidScriptException unusable) {
            return Optional.empty();
        }
    }

    private static FileFacts of(SqlScript script, ScriptRules rules) {
        try {
            SqlScript.Sections sections = script.sections(rules);
            Optional<String> irreversible =
                    sections.up()
                            .flatMap(Section::irreversibleReason)
                            .or(() -> sections.down().flatMap(Section::irreversibleReason));
            return new FileFacts(
                    script.fileName(),
                    script.checksum().hex(),
                    sections.up().map(SectionFacts::of),
                    irreversible.isPresent()
                            ? Optional.empty()
                            : sections.down().map(SectionFacts::of),
                    irreversible);
        } catch (InvalidScriptException unreadable) {
            return new FileFacts(
                    script.fileName(),
                    script.checksum().hex(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
