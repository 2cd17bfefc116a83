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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the files of one directory of Flyway's are. */
final class FlywayFiles {

    private final List<Given> given = new ArrayList<>();
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

    /** A file that is no settings, and its name; null where that is none of Flyway's. */
    private record Given(MigrationFile file, @Nullable FlywayName name) {}

    FlywayFiles(List<MigrationFile> files, Surroundings around) {
        this.around = around;
        this.builtIn = new BuiltIn(around);
        for (MigrationFile file : files) {
            String path = file.name();
            if (isSettings(path)) {
                settings.put(path.substring(0, path.length() - FlywayName.SETTINGS.length()), file);
            } else {
                FlywayName name = FlywayName.of(path).orElse(null);
                given.add(new Given(file, name));
                if (name != null && isVersioned(name)) {
                    names.putIfAbsent(name.validVersion(), name.name());
                }
            }
        }
    }

    private static boolean isVersioned(FlywayName name) {
        return name.prefix().equals("V") && name.suffix().equals(FlywayName.SQL) && name.isValid();
    }

    private static boolean isSettings(String path) {
        return FlywayName.endsWith(path, FlywayName.SQL + FlywayName.SETTINGS);
    }

    /** What they hold; callbacks are behind all others, in the order in which they run. */
    List<Found> found() throws IOException {
        List<Found> found = new ArrayList<>();
        for (Given each : given) {
            read(each.file(), each.name()).ifPresent(found::add);
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
    private Optional<Found> read(MigrationFile file, @Nullable FlywayName name) throws IOException {
        MigrationFile said = settings.remove(file.name());
        if (name == null || !name.isValid()) {
            return Optional.of(unnamed(file));
        }
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
                script.file(), script.name().validVersion(), name, form(script, part));
    }

    private Found undo(Named script) throws IOException {
        String name = names.get(script.name().validVersion());
        return name == null
                ? new Found.LeftOut(
                        script.given(),
                        "does not run: there is no migration of its version beside it.")
                : versioned(script, Part.DOWN, name);
    }

    private Found baseline(Named script) throws IOException {
        MigrationVersion version = script.name().validVersion();
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
