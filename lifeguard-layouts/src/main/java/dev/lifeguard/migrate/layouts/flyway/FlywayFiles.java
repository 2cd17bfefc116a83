package dev.lifeguard.migrate.layouts.flyway;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Substitution;
import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the files of one directory of Flyway's are. */
final class FlywayFiles {

    private final List<MigrationFile> files;
    private final Map<String, MigrationFile> settings = new HashMap<>();

    /** What the files of migrations are called, by their versions. */
    private final Map<MigrationVersion, String> names = new HashMap<>();

    private final Map<MigrationVersion, String> baselines = new HashMap<>();
    private final Map<String, String> repeatables = new HashMap<>();
    private final Map<String, String> callbackNames = new HashMap<>();
    private final List<Callback> callbacks = new ArrayList<>();
    private final Surroundings around;
    private final BuiltIn builtIn;

    /** A callback that runs, and when. */
    private record Callback(FlywayName name, Found.Hook hook) {}

    FlywayFiles(List<MigrationFile> files, Surroundings around) {
        this.files = files;
        this.around = around;
        this.builtIn = new BuiltIn(around);
        for (MigrationFile file : files) {
            String path = file.name();
            if (isSettings(path)) {
                settings.put(path.substring(0, path.length() - FlywayName.SETTINGS.length()), file);
            } else {
                FlywayName.of(path)
                        .filter(name -> name.prefix().equals("V") && isSql(name))
                        .ifPresent(this::remember);
            }
        }
    }

    private void remember(FlywayName name) {
        name.parsedVersion().ifPresent(version -> names.putIfAbsent(version, name.name()));
    }

    private static boolean isSettings(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(FlywayName.SQL + FlywayName.SETTINGS);
    }

    private static boolean isSql(FlywayName name) {
        return name.suffix().equals(FlywayName.SQL);
    }

    /** What they hold; callbacks are behind all others, in the order in which they run. */
    List<Found> found() throws IOException {
        List<Found> found = new ArrayList<>();
        for (MigrationFile file : files) {
            if (!isSettings(file.name())) {
                read(file).ifPresent(found::add);
            }
        }
        callbacks.sort(
                Comparator.<Callback>comparingInt(it -> FlywayEvents.place(it.name().prefix()))
                        .thenComparing(it -> it.name().shown()));
        callbacks.forEach(callback -> found.add(callback.hook()));
        settings.values().forEach(each -> found.add(withoutScript(each)));
        return found;
    }

    private static Found withoutScript(MigrationFile file) {
        return new Found.LeftOut(file, "is not read: it is the settings of no file that is here.");
    }

    /** Empty for a callback, which is kept. */
    private Optional<Found> read(MigrationFile file) throws IOException {
        MigrationFile said = settings.remove(file.name());
        Optional<FlywayName> parsed = FlywayName.of(file.name());
        if (parsed.isEmpty() || !parsed.get().isValid()) {
            return Optional.of(unnamed(file));
        }
        FlywayName name = parsed.get();
        if (name.isForeign()) {
            return Optional.of(foreign(file, name));
        }
        ScriptSettings own =
                said == null ? ScriptSettings.NONE : ScriptSettings.of(said, around.placeholders());
        if (own.fault() != null) {
            return Optional.of(new Found.Refused(file, own.fault()));
        }
        if (!own.runs()) {
            return Optional.of(
                    new Found.LeftOut(file, "does not run: its settings say that it should not."));
        }
        return read(new Named(file, name, own));
    }

    /**
     * A file of SQL that Flyway would run.
     *
     * @param settings what is said of it beside it
     */
    private record Named(MigrationFile given, FlywayName name, ScriptSettings settings) {

        MigrationFile file() throws IOException {
            Charset encoding = settings.encoding();
            if (encoding == null || encoding.equals(StandardCharsets.UTF_8)) {
                return given;
            }
            try (InputStream stream = given.open()) {
                String text = new String(stream.readAllBytes(), encoding);
                return MigrationFile.part(given, text, 1);
            }
        }
    }

    private Optional<Found> read(Named script) throws IOException {
        return switch (script.name().prefix()) {
            case "V" -> Optional.of(versioned(script, Part.UP, script.name().name()));
            case "U" -> Optional.of(undo(script));
            case "R" -> Optional.of(repeatable(script));
            case "B" -> Optional.of(baseline(script));
            default -> callback(script);
        };
    }

    private Found versioned(Named script, Part part, String name) throws IOException {
        return new Found.Versioned(
                script.file(),
                script.name().parsedVersion().orElseThrow(),
                name,
                form(script, part));
    }

    private Found undo(Named script) throws IOException {
        String name = names.get(script.name().parsedVersion().orElseThrow());
        return name == null
                ? new Found.LeftOut(
                        script.given(),
                        "does not run: there is no migration of its version beside it.")
                : versioned(script, Part.DOWN, name);
    }

    private Found baseline(Named script) throws IOException {
        MigrationVersion version = script.name().parsedVersion().orElseThrow();
        String earlier = baselines.putIfAbsent(version, script.given().name());
        return earlier == null
                ? new Found.Baseline(script.file(), version, form(script, Part.UP))
                : new Found.Refused(
                        script.given(),
                        "has the version of \"%s\". Give one of them another.".formatted(earlier));
    }

    private Found repeatable(Named script) throws IOException {
        String earlier = repeatables.putIfAbsent(script.name().shown(), script.given().name());
        return earlier == null
                ? new Found.Repeatable(script.file(), script.name().name(), form(script, Part.UP))
                : new Found.Refused(
                        script.given(),
                        "is called as \"%s\" is. Give one of them another description."
                                .formatted(earlier));
    }

    private Optional<Found> callback(Named script) throws IOException {
        FlywayName name = script.name();
        Optional<Moment> moment = FlywayEvents.moment(name.prefix());
        if (moment.isEmpty()) {
            return Optional.of(notCalled(script.given(), name));
        }
        String earlier =
                callbackNames.putIfAbsent(
                        name.prefix() + "__" + name.description(), script.given().name());
        if (earlier != null) {
            return Optional.of(
                    new Found.Refused(
                            script.given(),
                            "is called as \"%s\" is. Give one of them another description."
                                    .formatted(earlier)));
        }
        callbacks.add(
                new Callback(
                        name, new Found.Hook(script.file(), moment.get(), form(script, Part.UP))));
        return Optional.empty();
    }

    private static Found notCalled(MigrationFile file, FlywayName name) {
        return new Found.LeftOut(
                file,
                "does not run: no moment here means the same as the event %s."
                        .formatted(name.prefix()));
    }

    private ScriptForm form(Named script, Part part) {
        ScriptForm form = ScriptForm.of(part, Marks.none());
        if (script.settings().placeholders()) {
            String path = script.given().name();
            form = form.with(Substitution.EVERYWHERE).with(name -> builtIn.value(name, path));
        }
        return script.settings().transaction() ? form : form.with(Transaction.NONE);
    }

    private static Found foreign(MigrationFile file, FlywayName name) {
        if (name.isCallback() && FlywayEvents.moment(name.prefix()).isEmpty()) {
            return notCalled(file, name);
        }
        return new Found.Refused(
                file,
                name.isScript()
                        ? "is a script of another interpreter. Write it in SQL, or run it yourself"
                                + " and move it away."
                        : "is a migration in code that needs Flyway. Write it in SQL, or as a"
                                + " Migration of this tool in Java, and move it away.");
    }

    private static Found unnamed(MigrationFile file) {
        return FlywayName.isAlmost(file.name())
                ? new Found.Refused(
                        file,
                        "is not named as Flyway has it, which passes over it. Name it"
                                + " \"V1.2__name.sql\", \"U1.2__name.sql\" or \"R__name.sql\", or"
                                + " move it away.")
                : new Found.LeftOut(
                        file, "does not run: its name is none of a migration or a callback.");
    }
}
