package dev.lifeguard.migrate.layouts;

import dev.lifeguard.migrate.layout.ScriptForm.Substitution;
import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files of a directory, and what a layout finds in them. */
public final class GivenFiles {

    private static final Comparator<MigrationVersion> AS_THEY_COME =
            Comparator.comparingInt(version -> 0);

    private final Map<String, String> texts = new TreeMap<>();

    /** None yet. */
    public GivenFiles() {}

    /** One of these files. */
    public record GivenFile(String name, String text) implements MigrationFile {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Files without anything in them. */
    public static GivenFiles named(String... names) {
        GivenFiles files = new GivenFiles();
        for (String name : names) {
            files.with(name, "");
        }
        return files;
    }

    /** The same and one more. */
    public GivenFiles with(String name, String text) {
        texts.put(name, text);
        return this;
    }

    /** Those that concern a layout. */
    public List<MigrationFile> of(Layout layout) {
        List<MigrationFile> files = new ArrayList<>();
        texts.forEach(
                (name, text) -> {
                    if (layout.concerns(name)) {
                        files.add(new GivenFile(name, text));
                    }
                });
        return files;
    }

    /** What it finds, as it gives it. */
    public List<Found> read(OtherTool tool) {
        try {
            return tool.layout().read(of(tool.layout()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What it finds, in its order, a line each. */
    public List<String> found(OtherTool tool) {
        Comparator<MigrationVersion> order = tool.layout().order().orElse(AS_THEY_COME);
        return read(tool).stream()
                .sorted(
                        (one, other) ->
                                one instanceof Found.Versioned first
                                                && other instanceof Found.Versioned second
                                        ? order.compare(first.version(), second.version())
                                        : 0)
                .map(GivenFiles::told)
                .toList();
    }

    private static String told(Found found) {
        return switch (found) {
            case Found.Versioned it ->
                    "%s %s %s%s%s"
                            .formatted(
                                    it.version(),
                                    it.name(),
                                    it.form().part(),
                                    it.form().transaction() == Transaction.NONE ? " NONE" : "",
                                    it.form().substitution() == Substitution.NEVER
                                            ? ""
                                            : " " + it.form().substitution());
            case Found.Refused it -> it.file().name() + ": " + it.reason();
            case Found.LeftOut it -> it.file().name() + ": " + it.reason();
            default -> throw new IllegalStateException(found.toString());
        };
    }
}
