package dev.lifeguard.migrate.connect.convert;

import dev.lifeguard.migrate.connect.convert.ConvertedScript.Impossible;
import dev.lifeguard.migrate.connect.convert.ConvertedScript.Texts;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Checksum;
import dev.lifeguard.migrate.source.catalog.FormerVersions.Former;
import dev.lifeguard.migrate.source.catalog.HookScript;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import dev.lifeguard.migrate.source.catalog.UnversionedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Another tool's migrations as files of this project's own layout: the same texts under other
 * names, each read back and compared, and for each what it was called.
 */
public final class Conversion {

    private static final String REPEATABLE = UnversionedText.REPEATABLE;
    private static final int LONGEST_NAME = 200;

    private final ScriptRules rules;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<Converted> converted = new ArrayList<>();
    private final List<ErrorDetail> impossible = new ArrayList<>();
    private final StringBuilder former = new StringBuilder();

    /**
     * What became of a file.
     *
     * @param from the file that it was
     * @param former what its layout calls its version
     * @param version the new one
     * @param files those that it became
     */
    public record Converted(
            String from,
            MigrationVersion former,
            MigrationVersion version,
            String name,
            List<String> files) {

        /** Copies the list. */
        public Converted {
            files = List.copyOf(files);
        }
    }

    private Conversion(ScriptRules rules) {
        this.rules = rules;
    }

    /**
     * Converts in memory.
     *
     * @throws ValidationException with each file that cannot be converted
     * @throws ConfigurationException when there is none
     */
    public static Conversion of(MigrationCatalog catalog, ScriptRules rules) throws IOException {
        Conversion conversion = new Conversion(rules);
        conversion.impossible.addAll(catalog.rejected());
        conversion.convert(catalog);
        if (!conversion.impossible.isEmpty()) {
            throw new ValidationException(conversion.impossible);
        }
        if (conversion.converted.isEmpty()) {
            throw Refused.because(
                    "There is no migration in %s. Name where they are: %s."
                            .formatted(
                                    String.join(", ", catalog.origins()),
                                    Remedy.DIRECTORY.place()));
        }
        return conversion;
    }

    /** The text of each new file by its name. */
    public Map<String, String> files() {
        return files;
    }

    /** The lines that say what each was called. */
    public String former() {
        return former.toString();
    }

    /** What became of each file. */
    public List<Converted> converted() {
        return converted;
    }

    private void convert(MigrationCatalog catalog) throws IOException {
        catalog.baselines().forEach(this::refuse);
        NewVersions versions = new NewVersions();
        for (Script script : catalog.scripts()) {
            try {
                add(script, versions.next(script.version()));
            } catch (Impossible cannot) {
                impossible.add(cannot.detail());
            }
        }
        for (SqlScript script : catalog.repeatables()) {
            try {
                addRepeatable(script, catalog);
            } catch (Impossible cannot) {
                impossible.add(cannot.detail());
            }
        }
        for (HookScript hook : catalog.hooks()) {
            try {
                addHook(hook);
            } catch (Impossible cannot) {
                impossible.add(cannot.detail());
            }
        }
    }

    private void refuse(SqlScript baseline) {
        impossible.add(
                new Impossible(
                                baseline.fileName(),
                                "it stands for all migrations up to its version, and this project's"
                                        + " own layout has no such file. Go on with --layout, or"
                                        + " take it out and keep all that it stands for.")
                        .detail());
    }

    private void add(Script script, MigrationVersion version) throws Impossible, IOException {
        if (!(script instanceof SqlScript sql)) {
            throw new Impossible(script.fileName(), "it is in Java. Write it in SQL.");
        }
        Texts texts = new ConvertedScript(sql, rules).texts();
        String name = "%s_%s".formatted(version, name(script.name()));
        List<String> written = new ArrayList<>();
        written.add(put(name + ".up.sql", texts.up(), script));
        if (texts.down().isPresent()) {
            written.add(put(name + ".down.sql", texts.down().get(), script));
        }
        former.append(
                Former.line(
                        version.toString(),
                        script.version(),
                        script.checksum(),
                        checksum(texts.up())));
        converted.add(
                new Converted(
                        script.fileName(),
                        script.version(),
                        version,
                        name(script.name()),
                        written));
    }

    private void addRepeatable(SqlScript script, MigrationCatalog catalog)
            throws Impossible, IOException {
        if (catalog.place(script).isPresent()
                && catalog.place(script).getAsInt() < catalog.scripts().size()) {
            throw new Impossible(
                    script.fileName(),
                    "it is applied whenever it was edited, and other migrations stand behind it;"
                            + " here such ones run behind all others. Move it to the end, or go on"
                            + " with --layout.");
        }
        String name = name(script.name());
        String text = new ConvertedScript(script, rules).upText();
        String file = put(REPEATABLE + name + ".sql", text, script);
        MigrationVersion version = MigrationVersion.ofRepeatable(name);
        former.append(
                Former.line(
                        REPEATABLE + name, script.version(), script.checksum(), checksum(text)));
        converted.add(
                new Converted(script.fileName(), script.version(), version, name, List.of(file)));
    }

    private void addHook(HookScript hook) throws Impossible, IOException {
        SqlScript script = hook.script();
        put(
                HookScript.word(hook.moment()) + ".sql",
                new ConvertedScript(script, rules).upText(),
                script);
    }

    private static Checksum checksum(String text) throws IOException {
        return Checksum.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String put(String file, String text, Script script) throws Impossible {
        if (files.putIfAbsent(file, text) != null) {
            throw new Impossible(
                    ErrorDetail.of(
                                    ErrorKind.DUPLICATE_VERSION,
                                    ("The file \"%s\" cannot be converted: it would be \"%s\", as"
                                                    + " another one is. Rename or join them first.")
                                            .formatted(script.fileName(), file))
                            .withFile(script.fileName()));
        }
        return file;
    }

    /** As the names of files here are; what would be read as half of a pair gets no dot. */
    private static String name(String former) {
        String name = former.replaceAll("[^\\p{L}\\p{N}_-]+", "_").replaceAll("^[_-]+|[_-]+$", "");
        String known = name.isEmpty() ? "migration" : name;
        return known.length() > LONGEST_NAME ? known.substring(0, LONGEST_NAME) : known;
    }
}
