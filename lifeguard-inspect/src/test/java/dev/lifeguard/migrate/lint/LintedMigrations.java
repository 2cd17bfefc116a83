package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.pgparser.PgParser;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Migrations as texts, and what lint says of them. */
final class LintedMigrations implements MigrationSource {

    private static final PgParser PARSER = PgParser.create();

    private final List<MigrationFile> files = new ArrayList<>();
    private final Set<String> applied = new HashSet<>();
    private LintSettings settings = LintSettings.DEFAULT;
    private Schema schema = Schema.unknown("public");

    /** One that has run before. */
    LintedMigrations applied(String sql) {
        applied.add(add(sql));
        return this;
    }

    /** One of the run. */
    LintedMigrations then(String sql) {
        add(sql);
        return this;
    }

    LintedMigrations with(LintSettings other) {
        settings = other;
        return this;
    }

    LintedMigrations on(Schema other) {
        schema = other;
        return this;
    }

    private String add(String sql) {
        String name =
                LocalDateTime.of(2024, 1, 1, 0, 0)
                                .plusSeconds(files.size())
                                .format(DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT))
                        + "_m.sql";
        files.add(new Text(name, sql));
        return name;
    }

    LintReport report() {
        return Lint.of(settings, schema, () -> PARSER)
                .look(
                        MigrationCatalog.of(List.of(this)),
                        new ScriptRules(LexerRules.postgresql(), Placeholders.NONE),
                        this::isPending);
    }

    private boolean isPending(Script script) {
        return !applied.contains(script.fileName());
    }

    /** The findings, each as its rule and its line. */
    List<String> found() {
        return report().findings().stream()
                .map(it -> it.rule().ruleName() + ":" + it.line())
                .toList();
    }

    List<LintFinding> findings() {
        return report().findings();
    }

    @Override
    public String description() {
        return "texts";
    }

    @Override
    public List<MigrationFile> files() {
        return files;
    }

    private record Text(String name, String sql) implements MigrationFile {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(sql.getBytes(StandardCharsets.UTF_8));
        }
    }
}
