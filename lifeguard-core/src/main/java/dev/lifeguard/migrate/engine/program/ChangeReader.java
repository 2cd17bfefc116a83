package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.schema.SchemaChange;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptContent;
import dev.lifeguard.migrate.script.ScriptOutline;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.util.List;

/** Makes statements of what a Java migration asks for. */
final class ChangeReader {

    private final Dialect dialect;
    private final LexerRules sql;

    ChangeReader(Dialect dialect, ScriptRules rules) {
        this.dialect = dialect;
        this.sql = rules.sql();
    }

    Dialect dialect() {
        return dialect;
    }

    List<String> toSql(SchemaChange change) {
        return dialect.ddl(change);
    }

    /** The statements of a text, as a script's; Java has no placeholders, it has variables. */
    StatementReader read(String text) throws IOException {
        return ScriptOutline.read(
                        ScriptContent.of("SQL", text),
                        ScriptForm.UP_ONLY,
                        new ScriptRules(sql, Placeholders.NONE))
                .up()
                .orElseThrow()
                .open();
    }

    /** The statement that adds rows. */
    String insert(String table, List<String> columns) {
        List<String> names = columns.stream().map(dialect::name).toList();
        return "INSERT INTO %s (%s) VALUES (%s)"
                .formatted(
                        qualified(table),
                        String.join(", ", names),
                        String.join(", ", columns.stream().map(name -> "?").toList()));
    }

    private String qualified(String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? dialect.name(name)
                : dialect.name(name.substring(0, dot))
                        + "."
                        + dialect.name(name.substring(dot + 1));
    }
}
