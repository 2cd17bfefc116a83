package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.script.ScriptContent;
import dev.lifeguard.migrate.script.ScriptOutline;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One migration as it was found: its version, its name, and what its content hashes to. */
public sealed interface Script {

    /** The version, unique in a catalog. */
    MigrationVersion version();

    /** The name without version and file ending, for example {@code create_users}. */
    String name();

    /** The file that it was read from, relative to its source, with {@code /} between folders. */
    String fileName();

    /** The checksum of its content; of a pair of files, that of the up file. */
    Checksum checksum();

    /** Whether a recorded checksum is this one's. */
    default boolean matches(String recorded) {
        return checksum().hex().equals(recorded);
    }

    /** The file that what runs in a direction is in. */
    default String fileName(Direction direction) {
        return fileName();
    }

    /** Version and name as messages show them, for example {@code 20240120120000 create_users}. */
    default String label() {
        return version().label(name());
    }

    /**
     * A migration in SQL: one file with sections, or a pair of an up and a down file.
     *
     * @param version the version
     * @param name the name without version and file ending
     * @param checksum of the file, or of the up file of a pair
     * @param text the file, or the up file of a pair
     * @param downText the down file of a pair, or null when there is none
     */
    record SqlScript(
            MigrationVersion version,
            String name,
            Checksum checksum,
            Text text,
            @Nullable Text downText)
            implements Script {

        /** The name of what stands for all migrations up to its version. */
        public static final String BASELINE = "baseline";

        /** What stands for all migrations up to a version; an edit of it means nothing. */
        static SqlScript baseline(MigrationVersion version, Text text) {
            return new SqlScript(
                    version, BASELINE, Checksum.ofBaseline(version.number()), text, null);
        }

        /** A file, or a part of one, and how it is written. */
        public record Text(ScriptContent content, ScriptForm form) {}

        /** How the file is written, or the up file of a pair. */
        public ScriptForm form() {
            return text.form();
        }

        /** The file of the way up as the layout gave it; empty for a script of the history's. */
        public Optional<MigrationFile> file() {
            return text.content() instanceof VerifiedContent content
                    ? Optional.of(content.file())
                    : Optional.empty();
        }

        @Override
        public String fileName() {
            return text.content().fileName();
        }

        @Override
        public String fileName(Direction direction) {
            return direction == Direction.DOWN && downText != null
                    ? downText.content().fileName()
                    : fileName();
        }

        /**
         * Reads the section of each direction, once from its start to its end.
         *
         * @throws InvalidScriptException when it cannot be read
         * @throws ConfigurationException when the file is gone or not readable any more
         */
        public Sections sections(ScriptRules rules) {
            ScriptOutline outline = outline(text, rules);
            Sections sections =
                    downText == null
                            ? new Sections(outline.up(), outline.down())
                            : new Sections(outline.up(), outline(downText, rules).down());
            requireRightWayRound(sections);
            return sections;
        }

        /** The section of the way back, without reading a file that holds the way up alone. */
        public Optional<Section> wayBack(ScriptRules rules) {
            return downText == null ? sections(rules).down() : outline(downText, rules).down();
        }

        /** Else up would do nothing, and down would make the change. */
        private void requireRightWayRound(Sections sections) {
            boolean upIsEmpty = sections.up().filter(it -> it.statementCount() == 0).isPresent();
            if (upIsEmpty && sections.down().filter(it -> it.statementCount() > 0).isPresent()) {
                throw new InvalidScriptException(
                        downText == null
                                ? "has statements in its down section, and none in its up section."
                                        + " Put what makes the change below \"%s\"."
                                                .formatted(text.form().marks().up())
                                : "has no statement, but its down file \"%s\" has. Put what makes"
                                                .formatted(downText.content().fileName())
                                        + " the change into this one.",
                        fileName());
            }
        }

        /**
         * The sections of a migration.
         *
         * @param up what applies it; empty only in a script that was recorded to be rolled back
         * @param down what rolls it back; empty when there is no way down
         */
        public record Sections(Optional<Section> up, Optional<Section> down) {

            /** The section of a direction. */
            public Optional<Section> of(Direction direction) {
                return direction == Direction.UP ? up : down;
            }
        }

        private static ScriptOutline outline(Text text, ScriptRules rules) {
            ScriptContent file = text.content();
            try {
                return ScriptOutline.read(file, text.form(), rules);
            } catch (InvalidScriptException refused) {
                throw shown(file, refused);
            } catch (IOException unreadable) {
                throw unreadable(file.fileName(), unreadable);
            }
        }

        private static InvalidScriptException shown(
                ScriptContent file, InvalidScriptException refused) {
            ErrorDetail detail = refused.detail();
            Integer line = detail.line();
            Integer column = detail.column();
            if (line == null || column == null) {
                return refused;
            }
            try {
                String excerpt = file.excerpt(line, column);
                return new InvalidScriptException(detail.withMore(excerpt), refused.getCause());
            } catch (IOException gone) {
                return refused;
            }
        }

        /** Says that a file cannot be read, and why. */
        public static ConfigurationException unreadable(String fileName, IOException cause) {
            return new ConfigurationException(
                    ErrorDetail.of(
                                    ErrorKind.FILE_NOT_FOUND,
                                    "%s cannot be read: %s."
                                            .formatted(fileName, FileFailure.reason(cause)))
                            .withFile(fileName),
                    cause);
        }
    }

    /** A migration in Java: a file that is compiled when it is needed, or an object. */
    final class JavaMigration implements Script {

        /** What {@code generate --java} writes into the method up. */
        public static final String UP_TEMPLATE =
                "throw new UnsupportedOperationException(\"Write here what makes the change\");";

        /** What {@code generate --java} writes into the method down. */
        public static final String DOWN_TEMPLATE =
                "throw new UnsupportedOperationException(\"Write here what takes it back\");";

        private final Identity identity;
        private final JavaCode code;

        /**
         * What a migration is known by.
         *
         * @param version the version
         * @param name the name without version and file ending
         * @param fileName the source file, or the class where there is none
         * @param checksum of the source, or of version and name where the source is not known
         */
        record Identity(
                MigrationVersion version, String name, String fileName, Checksum checksum) {}

        JavaMigration(Identity identity, JavaCode code) {
            this.identity = identity;
            this.code = code;
        }

        /**
         * Refuses a file whose method is as it was generated; nothing is compiled for that.
         *
         * @throws InvalidScriptException when it would do nothing but fail
         * @throws ConfigurationException when the file is gone or not readable any more
         */
        public void requireWritten(Direction direction) {
            switch (direction) {
                case UP ->
                        requireWithout(
                                UP_TEMPLATE,
                                "has a method up that is as it was generated. Write it, or delete"
                                        + " the file.");
                case DOWN ->
                        requireWithout(
                                DOWN_TEMPLATE,
                                "has a method down that is as it was generated. Write it, or let"
                                        + " the class implement IrreversibleMigration.");
            }
        }

        private void requireWithout(String template, String refusal) {
            try {
                if (code.holds(template)) {
                    throw new InvalidScriptException(refusal, fileName());
                }
            } catch (IOException unreadable) {
                throw SqlScript.unreadable(fileName(), unreadable);
            }
        }

        /**
         * The class of the migration; of a file it is compiled, and nothing of it has run.
         *
         * @throws InvalidScriptException when it cannot be compiled, or can be no migration
         */
        public Class<? extends Migration> type() {
            return code.type();
        }

        /**
         * The migration itself. Of a file, its initialisers and its constructor run.
         *
         * @throws InvalidScriptException when it cannot be compiled or made
         */
        public Migration migration() {
            return code.migration();
        }

        @Override
        public MigrationVersion version() {
            return identity.version();
        }

        @Override
        public String name() {
            return identity.name();
        }

        @Override
        public String fileName() {
            return identity.fileName();
        }

        @Override
        public Checksum checksum() {
            return identity.checksum();
        }

        /** Also where it was recorded by a build that did not know the source. */
        @Override
        public boolean matches(String recorded) {
            return Script.super.matches(recorded)
                    || ObjectSource.withoutSource(version(), name()).hex().equals(recorded);
        }
    }
}
