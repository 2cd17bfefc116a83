package dev.lifeguard.migrate.tests.layout;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code 00001_name.sql} with {@code -- +goose Up} and {@code -- +goose Down} in it. */
final class AnnotatedFiles implements Layout {

    private static final Pattern NAME =
            Pattern.compile("(?<version>[0-9]{1,18})_(?<name>.*)\\.sql");

    private enum Annotations implements Marks {
        GOOSE;

        @Override
        public Optional<Mark> read(String comment) {
            String text = comment.strip();
            if (!text.startsWith("+goose ")) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (text.substring("+goose ".length()).strip()) {
                        case "Up" -> Mark.Sign.UP;
                        case "Down" -> Mark.Sign.DOWN;
                        case "NO TRANSACTION" -> Mark.Sign.NO_TRANSACTION;
                        case "StatementBegin", "StatementEnd" -> Mark.Sign.STATEMENT_BREAK;
                        default ->
                                new Mark.Refused(
                                        "The annotation \"%s\" is unknown.".formatted(text));
                    });
        }

        @Override
        public String up() {
            return "-- +goose Up";
        }

        @Override
        public String down() {
            return "-- +goose Down";
        }
    }

    @Override
    public boolean concerns(String path) {
        return path.endsWith(".sql");
    }

    @Override
    public List<Found> read(List<MigrationFile> files) {
        return files.stream().map(AnnotatedFiles::read).toList();
    }

    private static Found read(MigrationFile file) {
        Matcher name = NAME.matcher(file.name());
        if (!name.matches()) {
            return new Found.Refused(file, "fits no pattern. Name it \"00001_name.sql\".");
        }
        String label = name.group("version");
        return new Found.Versioned(
                file,
                new MigrationVersion(Long.parseLong(label), label),
                name.group("name"),
                ScriptForm.of(Part.WHOLE, Annotations.GOOSE));
    }

    @Override
    public Marks marks() {
        return Annotations.GOOSE;
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        long number = newest == null ? 1 : newest.number() + 1;
        return Map.of("%s_%s.sql".formatted(number, name), "-- +goose Up\n\n-- +goose Down\n");
    }
}
