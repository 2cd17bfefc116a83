package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.cli.facts.DatabaseFacts;
import dev.lifeguard.migrate.cli.facts.MadeObjects;
import dev.lifeguard.migrate.cli.facts.MigrationFacts;
import dev.lifeguard.migrate.cli.settings.SaidSettings;
import dev.lifeguard.migrate.connect.convert.Conversion;
import dev.lifeguard.migrate.connect.words.BatchText;
import dev.lifeguard.migrate.connect.words.Style;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.inspect.explain.Explanation;
import dev.lifeguard.migrate.inspect.explain.ExplanationText;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a command that succeeded found or did.
 *
 * <p>Each has its own {@link #lines}, where one switch could have them all: a JVM that starts makes
 * a class for each switch over types that it comes to, and no AOT cache keeps those of JDK 25.
 */
public sealed interface Answer {

    /** It in words. */
    List<String> lines(Style style);

    /**
     * Migrations ran, or there were none to run.
     *
     * @param elapsed from the command's start
     * @param directories where the migrations are
     * @param files how many migrations that holds
     */
    record Migrated(
            Direction direction,
            MigrationReport report,
            Duration elapsed,
            String directories,
            int files)
            implements Answer {

        @Override
        public List<String> lines(Style style) {
            return List.of(TextAnswer.summary(this));
        }
    }

    /** Migrations were recorded as applied without being run. */
    record Baselined(MigrationVersion version, MigrationReport report) implements Answer {

        @Override
        public List<String> lines(Style style) {
            return TextAnswer.baselined(this, style);
        }
    }

    /**
     * Another tool's history was taken over, or looked at, or taken back.
     *
     * @param next the command that goes on from there
     * @param title as people call the tool
     */
    record Imported(String next, String title, Importing importing, ImportReport report)
            implements Answer {

        @Override
        public List<String> lines(Style style) {
            return ImportText.lines(this, style);
        }
    }

    /** What would run. */
    record Planned(Plan plan) implements Answer {

        @Override
        public List<String> lines(Style style) {
            return TextAnswer.planned(this, style);
        }
    }

    /** What would run, for another program that runs it. */
    record Scripted(String script) implements Answer {

        @Override
        public List<String> lines(Style style) {
            return script.lines().toList();
        }
    }

    /**
     * How things stand.
     *
     * @param origins the tool from whose history a row was taken over, by the number of its
     *     version; empty where nobody asked for them
     */
    record Standing(MigrationStatus status, String directories, Map<Long, String> origins)
            implements Answer {

        /** Copies the map. */
        public Standing {
            origins = Map.copyOf(origins);
        }

        @Override
        public List<String> lines(Style style) {
            return StatusText.lines(this, style);
        }
    }

    /**
     * Somebody else's run was waited for.
     *
     * @param status how things stand; empty when that could not be seen at last
     * @param unseen why it could not
     * @param waited how long that took
     */
    record Awaited(Optional<MigrationStatus> status, Optional<ErrorDetail> unseen, Duration waited)
            implements Answer {

        /** Whether nothing is pending. */
        public boolean succeeded() {
            return status.filter(MigrationStatus::upToDate).isPresent();
        }

        @Override
        public List<String> lines(Style style) {
            return TextAnswer.awaited(this);
        }
    }

    /** Where each setting comes from. */
    record Configured(SaidSettings settings) implements Answer {

        @Override
        public List<String> lines(Style style) {
            return SettingsText.lines(settings, style);
        }
    }

    /**
     * Nothing is wrong.
     *
     * @param status what was compared; empty history when the directory alone was looked at
     */
    record Valid(MigrationStatus status, Compared compared) implements Answer {

        @Override
        public List<String> lines(Style style) {
            return List.of(TextAnswer.valid(this));
        }
    }

    /** The history was corrected. */
    record Repaired(
            Repair repair, MigrationVersion version, boolean changed, MigrationStatus status)
            implements Answer {

        @Override
        public List<String> lines(Style style) {
            return List.of(TextAnswer.repaired(this));
        }
    }

    /**
     * What the database is and holds.
     *
     * @param place where it is
     * @param directories where the migrations are
     * @param lock who holds it; empty when nobody does
     * @param made what each migration made, as far as that is known
     */
    record AboutDatabase(
            String place,
            String directories,
            MigrationStatus status,
            DatabaseFacts facts,
            Optional<LockHolder> lock,
            List<MadeObjects> made)
            implements Answer {

        public AboutDatabase {
            made = List.copyOf(made);
        }

        @Override
        public List<String> lines(Style style) {
            return DatabaseText.lines(this, style);
        }
    }

    /** Everything about one migration, and what gives a text its commands as they are typed. */
    record AboutMigration(MigrationFacts facts, UnaryOperator<String> typed) implements Answer {

        @Override
        public List<String> lines(Style style) {
            return MigrationText.lines(facts, style).stream().map(typed).toList();
        }
    }

    /** What a migration locks. */
    record Explained(Explanation explanation) implements Answer {

        @Override
        public List<String> lines(Style style) {
            return ExplanationText.lines(explanation, style);
        }
    }

    /**
     * A command looked and found something.
     *
     * @param beside what else the command did; empty where it does nothing else
     */
    record Seen(Optional<Answer> beside, Sight sight) implements Answer {

        @Override
        public List<String> lines(Style style) {
            return sight.below(beside.map(it -> it.lines(style)).orElse(List.of()), style);
        }
    }

    /**
     * Another tool's migrations were written as this project's own.
     *
     * @param next the command that looks at them
     */
    record Converted(List<Conversion.Converted> converted, Path directory, String next)
            implements Answer {

        public Converted {
            converted = List.copyOf(converted);
        }

        @Override
        public List<String> lines(Style style) {
            return ConvertedText.lines(this);
        }
    }

    /**
     * A migration was written.
     *
     * @param version empty where its layout does not tell
     * @param files at least one
     */
    record Generated(Optional<MigrationVersion> version, String name, List<Path> files)
            implements Answer {

        public Generated {
            files = List.copyOf(files);
        }

        @Override
        public List<String> lines(Style style) {
            return files.stream().map(Path::toString).toList();
        }
    }

    /**
     * How far migrations with batches are; where all were to be run, how far all others are.
     *
     * @param typed gives a text its commands as they are typed
     */
    record Batched(List<BatchStatus> batches, List<BatchStatus> all, UnaryOperator<String> typed)
            implements Answer {

        @Override
        public List<String> lines(Style style) {
            return BatchText.among(all, batches, style).stream().map(typed).toList();
        }
    }

    /**
     * Who holds the lock, or held it until now.
     *
     * @param holder empty when nobody does
     */
    record Locked(Optional<LockHolder> holder, LockState state) implements Answer {

        @Override
        public List<String> lines(Style style) {
            return LockText.lines(this, style);
        }
    }
}
