package dev.lifeguard.migrate.inspect.drift;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.Surroundings;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those migrations of a source that a database has, or shall have.
 *
 * @param applied their versions
 * @param begun the versions of baselines that the database began with
 */
public record AppliedMigrations(
        MigrationSource all, Set<MigrationVersion> applied, Set<MigrationVersion> begun)
        implements MigrationSource {

    @Override
    public String description() {
        return all.description();
    }

    @Override
    public List<MigrationFile> files() {
        return all.files();
    }

    @Override
    public List<Migration> migrations() {
        return all.migrations();
    }

    @Override
    public Layout layout() {
        return new AppliedLayout(all.layout(), applied, begun);
    }

    /** A layout that finds nothing else. */
    private record AppliedLayout(
            Layout whole, Set<MigrationVersion> applied, Set<MigrationVersion> begun)
            implements Layout {

        @Override
        public boolean concerns(String path) {
            return whole.concerns(path);
        }

        @Override
        public List<Found> read(List<MigrationFile> files) throws IOException {
            return whole.read(files).stream().filter(this::isApplied).toList();
        }

        @Override
        public List<Found> read(List<MigrationFile> files, Surroundings around) throws IOException {
            return whole.read(files, around).stream().filter(this::isApplied).toList();
        }

        private boolean isApplied(Found found) {
            return switch (found) {
                case Found.Versioned one -> applied.contains(one.version());
                case Found.Repeatable one -> applied.contains(one.version());
                case Found.Baseline one -> begun.contains(one.version());
                case Found.Hook one -> true;
                case Found.LeftOut one -> true;
                case Found.Refused one -> true;
            };
        }

        @Override
        public Marks marks() {
            return whole.marks();
        }

        @Override
        public Optional<Comparator<MigrationVersion>> order() {
            return whole.order();
        }

        @Override
        public Comparator<String> orderOfRepeatables() {
            return whole.orderOfRepeatables();
        }

        @Override
        public Map<String, String> newFiles(
                String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
            return whole.newFiles(name, utc, newest);
        }
    }
}
